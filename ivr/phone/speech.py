"""How long the carrier's voice speaks, and what of it a caller has heard at some moment.

A voice says 160 words a minute. What is spelled (`<say-as interpret-as="digits">` and its like)
counts a word for each character, for so it is heard.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

WORDS_PER_MINUTE = 160
_SPELLED = {"characters", "spell-out", "digits", "telephone"}
_RATES = {"x-slow": 0.5, "slow": 0.75, "medium": 1.0, "fast": 1.25, "x-fast": 1.5}
_BREAKS = {"none": 0.0, "x-weak": 0.1, "weak": 0.25, "medium": 0.5, "strong": 0.75, "x-strong": 1.0}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Piece:
    """A stretch of speech in one language and at one pace; a piece without text is a pause."""

    text: str
    language: str
    words: int
    seconds: float


@dataclass(frozen=True)
class Speech:
    """What one `<Say>` says."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces if piece.text)

    @property
    def words(self) -> int:
        return sum(piece.words for piece in self.pieces)

    @property
    def seconds(self) -> float:
        return sum(piece.seconds for piece in self.pieces)

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """(language, text) of each stretch."""
        return tuple((piece.language, piece.text) for piece in self.pieces if piece.text)

    def until(self, seconds: float) -> "Speech":
        """What of it was heard in its first seconds, in whole words."""
        heard: list[Piece] = []
        for piece in self.pieces:
            if seconds < piece.seconds:
                share = seconds / piece.seconds
                said = piece.text.split()
                text = " ".join(said[: int(len(said) * share)])
                heard.append(Piece(text, piece.language, int(piece.words * share), seconds))
                break
            heard.append(piece)
            seconds -= piece.seconds
        return Speech(tuple(piece for piece in heard if piece.text or piece.seconds))


def speech_of(say: ElementTree.Element, default_language: str = "en-US") -> Speech:
    """The speech of a `<Say>`; a voice of Google's carries its language in its name."""
    voice = say.get("voice", "")
    named = "-".join(voice.removeprefix("Google.").split("-")[:2])
    language = say.get("language") or (named if voice.startswith("Google.") else default_language)
    return Speech(tuple(_pieces(say, language, 1.0, spelled=False)))


def seconds_of(text: str) -> float:
    return len(text.split()) * 60 / WORDS_PER_MINUTE


def _pieces(
    element: ElementTree.Element, language: str, rate: float, *, spelled: bool
) -> Iterator[Piece]:
    yield from _piece(element.get("alias", element.text or ""), language, rate, spelled)
    for child in element:
        if child.tag == "break":
            yield Piece("", language, 0, _break(child))
        else:
            yield from _pieces(
                child,
                child.get(_XML_LANG, language),
                rate * _rate(child.get("rate", "medium")),
                spelled=spelled or child.get("interpret-as", "") in _SPELLED,
            )
        yield from _piece(child.tail or "", language, rate, spelled)


def _piece(text: str, language: str, rate: float, spelled: bool) -> Iterator[Piece]:
    said = " ".join(text.split())
    if said:
        words = len(said.replace(" ", "")) if spelled else len(said.split())
        yield Piece(said, language, words, words * 60 / WORDS_PER_MINUTE / rate)


def _rate(rate: str) -> float:
    return _RATES[rate] if rate in _RATES else int(rate.removesuffix("%")) / 100


def _break(element: ElementTree.Element) -> float:
    time = element.get("time")
    if time is None:
        return _BREAKS[element.get("strength", "medium")]
    seconds = float(time[:-2]) / 1000 if time.endswith("ms") else float(time[:-1])
    return min(seconds, 10.0)
