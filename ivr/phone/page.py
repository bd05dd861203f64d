"""A document that a call runs, and the steps from one document to the next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin
from xml.etree import ElementTree

from ivr.phone.refused import Refused
from ivr.phone.webhook import Wire


@dataclass(frozen=True)
class Step:
    """Where a call goes next: a public URL, and the fields that only this webhook carries."""

    url: str
    method: str = "POST"
    fields: Mapping[str, str] = field(default_factory=dict)
    fallback: bool = False


@dataclass(frozen=True)
class Page:
    """A document that the carrier took, and the public URL that it came from."""

    url: str
    root: ElementTree.Element
    wire: Wire

    def link(self, url: str) -> str:
        """Any URL of the document in full; an empty one is the document's own.

        Raises `Refused` for what cannot be one.
        """
        try:
            return self.wire.public_form(urljoin(self.url, url.strip()))
        except ValueError as error:
            raise Refused(11100, f"{url!r} is not a URL.", self.url) from error

    def step(
        self, url: str | None, method: str | None = None, fields: Mapping[str, str] | None = None
    ) -> Step:
        return Step(self.link(url or ""), method or "POST", fields or {})
