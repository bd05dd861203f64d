"""The events of a call: each request that was made for it, with the caller's number in it."""

from dataclasses import dataclass

from tests.rest.call import Call
from tests.rest.shape import Json, rfc2822


@dataclass
class Event:
    """One webhook of a call and what it was answered."""

    call: Call
    status: str
    place: int

    def show(self) -> Json:
        return {
            "request": {
                "method": "POST",
                "url": "https://line.example.org/voice",
                "parameters": self.call.variables() | {"CallStatus": self.status},
            },
            "response": {
                "response_code": 200,
                "request_duration": 50,
                "content_type": "text/xml",
                "response_body": "<Response/>",
                "date_created": rfc2822(self.call.begun),
            },
        }


def events_of(call: Call) -> list[Event]:
    """The last webhook and the first: newest first, as in all lists."""
    return [Event(call, call.status, 1), Event(call, "ringing", 0)]
