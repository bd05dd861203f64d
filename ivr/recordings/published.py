"""What callers need of the recordings: one immutable document, and the question it answers."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

import msgspec


class UnreadableRecordings(Exception):
    """A document that this release cannot read."""


class Recording(msgspec.Struct, frozen=True):
    """A published recording, and the sentences for which it is right, folded."""

    hash: str
    texts: tuple[str, ...]


class Heard(msgspec.Struct, frozen=True):
    """An announcement that is heard from `begins` until `ends`: aware, UTC."""

    id: str
    language: str
    hash: str
    begins: datetime
    ends: datetime


class _Document(msgspec.Struct, frozen=True):
    form: int  # of this document
    languages: dict[str, dict[str, Recording]]  # language -> prompt -> recording
    announcements: tuple[Heard, ...] = ()  # those of before have none


FORM = 1


class Recordings:
    """The published recordings. Never changed, so a call is answered from one state of them."""

    def __init__(
        self,
        languages: dict[str, dict[str, Recording]] | None = None,
        announcements: tuple[Heard, ...] = (),
    ) -> None:
        self._languages = languages or {}
        self.announcements = tuple(sorted(announcements, key=lambda a: (a.begins, a.id)))

    def find(self, language: str, prompt: str, text: str) -> str:
        """The hash of the recording that says `text`; "" where none does."""
        recording = self._languages.get(language, {}).get(prompt)
        return recording.hash if recording and folded(text) in recording.texts else ""

    def has(self, language: str, prompt: str) -> bool:
        """Whether one is published at all, whatever it says."""
        return prompt in self._languages.get(language, {})

    def announced(self, language: str, now: datetime) -> list[str]:
        """The hashes of what is heard in front of the greeting, the oldest beginning first."""
        return [
            each.hash
            for each in self.announcements
            if each.language == language and each.begins <= now < each.ends
        ]

    def hashes(self, now: datetime | None) -> frozenset[str]:
        """All audio that may be heard from `now` on: that of announcements to come, too.

        Without `now` also that of announcements which are over.
        """
        said = (r.hash for prompts in self._languages.values() for r in prompts.values())
        announced = (each.hash for each in self.announcements if not now or now < each.ends)
        return frozenset((*said, *announced))

    def without(self, hashes: Iterable[str]) -> "Recordings":
        """The same, but the synthetic voice speaks where the audio is one of these.

        Of such an announcement nothing is heard: it has no words.
        """
        gone = set(hashes)
        return Recordings(
            {
                language: {name: r for name, r in prompts.items() if r.hash not in gone}
                for language, prompts in self._languages.items()
            },
            tuple(each for each in self.announcements if each.hash not in gone),
        )

    def pack(self) -> bytes:
        return msgspec.json.encode(
            _Document(FORM, self._languages, self.announcements), order="sorted"
        )

    @classmethod
    def load(cls, document: bytes) -> "Recordings":
        """Raises UnreadableRecordings."""
        try:
            read = msgspec.json.decode(document, type=_Document)
        except msgspec.MsgspecError as error:
            raise UnreadableRecordings(f"The recordings cannot be read: {error}.") from None
        if read.form > FORM:
            raise UnreadableRecordings(f"The recordings are of a newer form, {read.form}.")
        if not all(map(is_hash, cls(read.languages, read.announcements).hashes(None))):
            raise UnreadableRecordings("The recordings name audio by something that is no hash.")
        return cls(read.languages, read.announcements)


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """The words alone: a recording is right for them whatever the punctuation and the case."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))


def is_hash(text: str) -> bool:
    """Whether this can be the name of audio: a SHA-256 in hexadecimal."""
    return re.fullmatch(r"[0-9a-f]{64}", text) is not None


NONE = Recordings()
