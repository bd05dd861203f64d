"""What callers need of the recordings: one immutable document, and the question it answers."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import msgspec


class UnreadableRecordings(Exception):
    """A document that this release cannot read."""


class Recording(msgspec.Struct, frozen=True):
    """A published recording, and the sentences for which it is right, folded."""

    hash: str
    texts: tuple[str, ...]


class _Document(msgspec.Struct, frozen=True):
    form: int  # of this document
    languages: dict[str, dict[str, Recording]]  # language -> prompt -> recording


FORM = 1


class Recordings:
    """The published recordings. Never changed, so a call is answered from one state of them."""

    def __init__(self, languages: dict[str, dict[str, Recording]] | None = None) -> None:
        self._languages = languages or {}

    def find(self, language: str, prompt: str, text: str) -> str:
        """The hash of the recording that says `text`; "" where none does."""
        recording = self._languages.get(language, {}).get(prompt)
        return recording.hash if recording and folded(text) in recording.texts else ""

    def has(self, language: str, prompt: str) -> bool:
        """Whether one is published at all, whatever it says."""
        return prompt in self._languages.get(language, {})

    @property
    def hashes(self) -> frozenset[str]:
        return frozenset(r.hash for prompts in self._languages.values() for r in prompts.values())

    def without(self, hashes: Iterable[str]) -> "Recordings":
        """The same, but the synthetic voice speaks where the audio is one of these."""
        gone = set(hashes)
        return Recordings(
            {
                language: {name: r for name, r in prompts.items() if r.hash not in gone}
                for language, prompts in self._languages.items()
            }
        )

    def pack(self) -> bytes:
        return msgspec.json.encode(_Document(FORM, self._languages), order="sorted")

    @classmethod
    def load(cls, document: bytes) -> "Recordings":
        """Raises UnreadableRecordings."""
        try:
            read = msgspec.json.decode(document, type=_Document)
        except msgspec.MsgspecError as error:
            raise UnreadableRecordings(f"The recordings cannot be read: {error}.") from None
        if read.form != FORM:
            raise UnreadableRecordings(f"The recordings are of form {read.form}, not {FORM}.")
        if not all(is_hash(r.hash) for each in read.languages.values() for r in each.values()):
            raise UnreadableRecordings("The recordings name audio by something that is no hash.")
        return cls(read.languages)


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """The words alone: a recording is right for them whatever the punctuation and the case."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))


def is_hash(text: str) -> bool:
    """Whether this can be the name of audio: a SHA-256 in hexadecimal."""
    return re.fullmatch(r"[0-9a-f]{64}", text) is not None


NONE = Recordings()
