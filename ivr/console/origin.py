"""Whether a form comes from a page of this line, as far as the browser tells."""

from urllib.parse import urlsplit

from starlette.requests import Request


def is_our_own(request: Request, public_url: str) -> bool:
    """What only looks is from anywhere, and so is what does not say where it is from."""
    origin = request.headers.get("origin")
    if request.method in ("GET", "HEAD") or origin is None:
        return True
    hosts = {request.headers.get("host", "").lower(), urlsplit(public_url).netloc.lower()}
    try:
        parts = urlsplit(origin.lower())
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc in hosts
