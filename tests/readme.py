"""What the README shows of the line itself. `python -m tests.readme` writes it anew."""

import asyncio
import re
from pathlib import Path

from ivr.phone.transcript import lines
from ivr.picture import callers, mermaid
from tests.ringing import exchange

README = Path(__file__).parent.parent / "README.md"


def transcript() -> str:
    """A call on a Saturday evening that listens to two meetings and joins."""

    async def call() -> str:
        async with exchange() as line:
            return "\n".join(lines(await line.ring("2,2,1"))) + "\n"

    return asyncio.run(call())


def rewritten(readme: str) -> str:
    """The README with the transcript and the picture as they are now."""
    parts = (("```\n00:00", transcript()), ("```mermaid\n", mermaid(callers())))
    for opening, now in parts:
        fence = opening.partition("\n")[0]
        block = re.compile(re.escape(opening) + r".*?^```$", re.DOTALL | re.MULTILINE)
        found = block.search(readme)
        assert found is not None
        readme = f"{readme[: found.start()]}{fence}\n{now}```{readme[found.end() :]}"
    return readme


if __name__ == "__main__":
    README.write_text(rewritten(README.read_text(encoding="utf-8")), encoding="utf-8")
