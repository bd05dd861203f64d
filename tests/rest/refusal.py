"""What the carrier says when it does not do what it is asked."""

from tests.rest.shape import Json

MESSAGES = {
    400: "Bad request",
    401: "Authenticate",
    404: "The requested resource was not found",
    405: "Method not allowed",
    429: "Too Many Requests",
    500: "An internal server error has occurred",
    503: "Service unavailable",
}


class Refusal(Exception):
    """A status, the carrier's code (20000 and the status, where it has none of its own)."""

    def __init__(self, status: int, code: int | None = None, message: str = "") -> None:
        self.status = status
        self.code = code or 20000 + status
        self.message = message or MESSAGES.get(status, "Error")
        super().__init__(f"{self.status} {self.code} {self.message}")

    def body(self) -> Json:
        return {
            "code": self.code,
            "message": self.message,
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }


def not_found(path: str) -> Refusal:
    return Refusal(404, message=f"The requested resource {path} was not found")
