"""Style and script, under an address that changes with them and so may be kept for ever."""

import hashlib
import mimetypes
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

FOLDER = Path(__file__).parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"


class Static:
    """All files of `static/`, read once. One version names them all, so that they can name each
    other by relative addresses."""

    def __init__(self) -> None:
        self.files = {
            path.name: path.read_bytes() for path in sorted(FOLDER.iterdir()) if path.is_file()
        }
        digest = hashlib.sha256()
        for name, content in self.files.items():
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
        self.version = digest.hexdigest()[:16]

    def path(self, name: str) -> str:
        """The address below the console's. Raises KeyError."""
        if name not in self.files:
            raise KeyError(name)
        return f"/static/{self.version}/{name}"

    async def get(self, request: Request) -> Response:
        """GET /static/{version}/{name}; an earlier version gets what is there now, unkept."""
        name = request.path_params["name"]
        if name not in self.files:
            return PlainTextResponse("There is no such file.\n", 404)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        if kind in ("application/javascript", "text/ecmascript"):
            kind = "text/javascript"
        current = request.path_params["version"] == self.version
        headers = {"Cache-Control": FOR_EVER if current else "no-store"}
        return Response(self.files[name], media_type=kind, headers=headers)
