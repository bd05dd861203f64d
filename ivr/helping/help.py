"""The helpline and the emergency words that operators chose: what callers need of it.

One immutable document, which every web process lays over line.toml.
"""

import hashlib
from dataclasses import replace

import msgspec

from ivr.settings import Line, Settings

HELP = "help"
"""The name under which it is published."""

EMERGENCY = "emergency"
"""The sentence's part that says whom to call."""

FORM = 1


class UnreadableHelp(Exception):
    """A document that this release cannot read."""


class Own(msgspec.Struct, frozen=True):
    """What operators say of one line. `helpline` is E.164; None is what line.toml says, "" none."""

    helpline: str | None = None
    emergency: dict[str, str] = {}  # language -> whom to call


class Help(msgspec.Struct, frozen=True):
    """All of it, by the line's own number; "" is the general line."""

    lines: dict[str, Own] = {}
    revision: int = 0  # counts the changes
    form: int = FORM

    def pack(self) -> bytes:
        return msgspec.json.encode(self, order="sorted")

    @classmethod
    def load(cls, document: bytes) -> "Help":
        """Raises UnreadableHelp."""
        try:
            read = msgspec.json.decode(document, type=cls)
        except msgspec.MsgspecError as error:
            raise UnreadableHelp(f"The helpline and words cannot be read: {error}.") from None
        if read.form > FORM:
            raise UnreadableHelp(f"The helpline and words are of a newer form, {read.form}.")
        return read


def over(settings: Settings, help: Help) -> Settings:
    """`settings`, as line.toml says them, with what operators say over it.

    A number's block follows the general line in what line.toml does not say otherwise for it. Words
    for an emergency never follow into another country.
    """
    general = settings.lines[0]
    version = hashlib.blake2b(help.pack(), digest_size=8).hexdigest()
    lines = (_line(line, general, help, version) for line in settings.lines)
    return replace(settings, lines=tuple(lines))


def _line(line: Line, general: Line, help: Help, version: str) -> Line:
    own, common = help.lines.get(line.number, Own()), help.lines.get(general.number, Own())
    helpline = own.helpline
    if helpline is None and line.helpline == general.helpline:
        helpline = common.helpline
    texts = {language: dict(words) for language, words in line.texts.items()}
    for language in line.languages:
        words = own.emergency.get(language, "")
        if not words and _follows(line, general, language):
            words = common.emergency.get(language, "")
        if words:
            texts.setdefault(language, {})[EMERGENCY] = words
    return replace(
        line,
        helpline=line.helpline if helpline is None else helpline,
        texts=texts,
        version=version,  # of the content: what sentences are remembered by
    )


def _follows(line: Line, general: Line, language: str) -> bool:
    said, said_by_all = (each.texts.get(language, {}).get(EMERGENCY) for each in (line, general))
    return line.country == general.country and said == said_by_all
