"""Says what the carrier would refuse in a document, before the carrier does.

A refused document costs twice: the caller hears an apology of the carrier's, and the carrier
copies the whole webhook, the caller's number included, into an alert that nobody can delete.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from ivr.phone.tables import ELEMENTS, PHONE_NUMBER, WAIT_VERBS
from ivr.phone.values import Value

BODY_BYTES = 64 * 1024
SAY_CHARACTERS = {"basic": 4096, "Polly": 3000, "Google": 5000}
HINTS = 500
HINT_CHARACTERS = 100
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Problem:
    """One refusal: the carrier's error code and a sentence that names the place."""

    code: int
    sentence: str


def check_twiml(document: str | bytes, *, wait: bool = False) -> list[Problem]:
    """All that the carrier refuses in a document; an empty list means that it would run.

    `wait=True` holds it to what a conference's wait document may contain.
    """
    return parse(document, wait=wait)[1]


def parse(
    document: str | bytes, *, wait: bool = False
) -> tuple[ElementTree.Element | None, list[Problem]]:
    """The document's root and its problems; no root when it cannot be read at all."""
    body = document.encode() if isinstance(document, str) else document
    if len(body) > BODY_BYTES:
        return None, [Problem(11750, f"The document has {len(body)} bytes; 65536 are allowed.")]
    if not body.strip():
        return None, [Problem(11770, "The document is empty.")]
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        return None, [Problem(12100, "The document declares a document type or an entity.")]
    try:
        root = ElementTree.fromstring(body)  # noqa: S314  (no document type, so no entities)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        return None, [Problem(12100, f"The document is not XML: {error}.")]
    if root.tag != "Response":
        return None, [Problem(12102, f"The document begins with <{root.tag}>, not <Response>.")]
    problems = list(_check(root))
    if wait:
        problems += [
            Problem(13238, f"A wait document cannot hold <{verb.tag}>.")
            for verb in root
            if verb.tag in ELEMENTS and verb.tag not in WAIT_VERBS
        ]
    return root, problems


def _check(element: ElementTree.Element) -> Iterator[Problem]:
    name = element.tag
    rule = ELEMENTS[name]
    for key, value in element.attrib.items():
        attribute = "xml:lang" if key == _XML_LANG else key
        allowed = rule.attributes.get(attribute)
        if allowed is None:
            yield Problem(12200, f"<{name}> has no attribute {attribute!r}.")
        elif not _fits(value, allowed):
            yield Problem(allowed.code, f"{attribute}={value!r} of <{name}> is not {allowed.says}.")
    if not rule.has_text and _loose_text(element):
        yield Problem(12200, f"<{name}> holds text: {_loose_text(element)!r}.")
    for child in element:
        if child.tag not in ELEMENTS:
            yield Problem(12200, f"<{child.tag}> is no element that this line may use.")
        elif child.tag not in rule.children:
            yield Problem(rule.nesting_code, f"<{child.tag}> cannot stand in <{name}>.")
        else:
            yield from _check(child)
    yield from _CONTENT.get(name, _nothing)(element)


def _fits(value: str, allowed: Value) -> bool:
    if not allowed.pattern.fullmatch(value):
        return False
    if allowed.highest is None and not allowed.lowest:
        return True
    return allowed.lowest <= int(value) and (
        allowed.highest is None or int(value) <= allowed.highest
    )


def _loose_text(element: ElementTree.Element) -> str:
    texts = [element.text or "", *(child.tail or "" for child in element)]
    return " ".join("".join(texts).split())


def spoken_text(element: ElementTree.Element) -> str:
    """The text of an element and all its markup, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def _nothing(element: ElementTree.Element) -> Iterator[Problem]:
    return iter(())


def _check_say(say: ElementTree.Element) -> Iterator[Problem]:
    text = spoken_text(say)
    voice = say.get("voice", "")
    family = voice.partition(".")[0]
    limit = SAY_CHARACTERS.get(family, SAY_CHARACTERS["basic"])
    if not text and say.find(".//break") is None:
        yield Problem(13520, "<Say> has nothing to say.")
    if len(text) > limit:
        yield Problem(13521, f"<Say> has {len(text)} characters; {limit} are allowed.")
    language = say.get("language", "")
    if family == "Google" and language and not voice.startswith(f"Google.{language}-"):
        yield Problem(13512, f"The voice {voice} does not speak {language}.")


def _check_play(play: ElementTree.Element) -> Iterator[Problem]:
    if not spoken_text(play) and not play.get("digits"):
        yield Problem(12200, "<Play> names neither a recording nor digits.")


def _check_gather(gather: ElementTree.Element) -> Iterator[Problem]:
    hints = [hint.strip() for hint in gather.get("hints", "").split(",")]
    if len(hints) > HINTS or any(len(hint) > HINT_CHARACTERS for hint in hints):
        yield Problem(13330, "<Gather> allows 500 hints of 100 characters each.")


def _check_dial(dial: ElementTree.Element) -> Iterator[Problem]:
    rooms = len(dial.findall("Conference"))
    number = _loose_text(dial)
    if rooms > 1 or (rooms and (number or dial.find("Number") is not None)):
        yield Problem(13215, "<Dial> with a <Conference> can hold nothing else.")
    elif not number and not len(dial):
        yield Problem(13215, "<Dial> has nobody to dial.")
    elif number and not re.fullmatch(PHONE_NUMBER, number):
        yield Problem(13223, "The text of <Dial> is no telephone number.")


def _check_conference(conference: ElementTree.Element) -> Iterator[Problem]:
    if not spoken_text(conference):
        yield Problem(13237, "<Conference> has no name.")


def _check_number(number: ElementTree.Element) -> Iterator[Problem]:
    if not re.fullmatch(PHONE_NUMBER, spoken_text(number)):
        yield Problem(13223, "<Number> holds no telephone number.")


_CONTENT = {
    "Say": _check_say,
    "Play": _check_play,
    "Gather": _check_gather,
    "Dial": _check_dial,
    "Conference": _check_conference,
    "Number": _check_number,
}
