"""The carrier's own Python library, pointed at a pretend server."""

from typing import Any
from urllib.parse import urlsplit

from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from tests.rest.server import PretendRest
from tests.rest.shape import ACCOUNT


class Mapped:
    """Every host of the carrier's becomes the pretend server; a request takes 5 s at most."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.real = TwilioHttpClient(timeout=5)

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        asked = urlsplit(url)
        there = self.base + asked.path + (f"?{asked.query}" if asked.query else "")
        return self.real.request(method, there, *args, **kwargs)

    def close(self) -> None:
        self.real.session.close()


def library(rest: PretendRest, token: str = "") -> Client:
    """A client of the account's. Close its `http_client` when done."""
    return Client(ACCOUNT, token or rest.token, http_client=Mapped(rest.url))
