"""What a list's text about a telephone says: numbers, what is keyed behind them, what is unclear.

The texts are free: a number with its steps (",,ID#,,#,,PASS#"), "Meeting ID 123 456 789, passcode
1234", a volunteer's own number, or no number at all. Nothing here raises.
"""

import html
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import phonenumbers
from phonenumbers import PhoneNumber

from ivr.schedule.dial_beside import is_odd, is_strange

LONGEST_TEXT = 600
LONGEST_NOTE = 4000
LONGEST_PAUSE = 15  # commas between two steps: half a minute

_NOT_SAID = re.compile(r"(?i)\btel:|(?:https?://|www\.)\S+|[\w.+-]{1,64}@\S+")
_LINK = re.compile(r"/(?:j|my|w)/(\d{9,11})(?!\d)")
_NUMBER = re.compile(r"(?<![\w#*+])\+?\(?\d[\d ().-]{5,24}\d(?![\d(])")
_CODE = r"\d(?:[ -]?\d){0,20}"
_STEP = re.compile(rf"\s?(?P<pause>[,;]*)\s?(?P<star>\*?)(?P<mark>#?)(?P<code>{_CODE})?(?P<end>#*)")
_EXTENSION = re.compile(r"(?i)\s{0,2},?\s?(?:x|ext\.?|extension)[ :]{0,2}(\d{1,16})(#?)(?!\w)")
_LABEL = re.compile(
    r"""(?ix)(?<!\w)
    (?:(?P<none>no|without|sin|sans)\s+)?
    (?:(?P<host>host|moderator|leader|organi[sz]er|anfitrión)(?:'s)?\s+
        (?:pin|code|key|pass\w*|código|clave)
    |(?P<passcode>(?:numeric\s+|phone\s+|dial[ -]?in[ -]|meeting\s+|zoom\s+){0,3}
        (?:pass\s?(?:code|word|wd)|p/?wd?|contraseña|clave|mot\s+de\s+passe|code\s+secret)s?)
    |(?P<access>(?:access|conference|participant|guest|attendee|dial[ -]?in|meeting)?\s*
        (?:code|pin|código|codigo)(?:\s+(?:de\s+acceso|d'accès))?)
    |(?P<id>(?:(?:meeting|zoom|webinar|conference|room|dial[ -]?in)\s*){0,3}
        (?:id|i\.d\.)(?:\s+(?:number|de\s+(?:la\s+)?reuni[oó]n|de\s+réunion))?
        |(?:meeting|zoom|webinar|conference)\s*(?:number|no\.|\#)))
    (?!\w)(?:\s*(?:is|es|est)\b)?[\s:=.-]*\#?\s*
    (?P<code>\*?"""
    + _CODE
    + r"""(?!\w)\#?)?"""
)
_ASIDE = re.compile(
    r"(?i)\*\d{1,2}\b|\b\d{1,2}:\d\d\b|\b\d{1,2} ?[ap]\.?m\b|\b\d{1,2}(?:st|nd|rd|th)\b"
)
_LEFT = re.compile(r"(?<!\w)\d(?:[ .-]?\d){2,}(?!\w)")


@dataclass(slots=True)
class Read:
    """One text. Codes are digits only, a passcode also with the star before it."""

    numbers: list[PhoneNumber] = field(default_factory=list)
    id: str = ""
    marks: tuple[tuple[int, str], ...] = ()  # pause in commas, and "#", "0#" or "##"
    passcode: str = ""
    pauses: tuple[int, int] = (0, 0)  # commas before the ID and before the passcode
    written: bool = False  # the list has the steps, and not only their names
    access: bool = False  # what stands as ID is called a code or a PIN
    wants: bool = False  # a code is mentioned that is not there, or not in digits
    unclear: bool = False  # nobody should dial by this text
    left: list[str] = field(default_factory=list)  # digits that nothing explains


def read(text: str, country: str) -> Read:
    """What `text` says; `country` is the one whose numbers need no "+"."""
    plain = _plain(text)
    found = Read(unclear=len(plain) > LONGEST_TEXT)
    plain = plain[:LONGEST_TEXT]
    rest, at = "", 0
    for candidate in _NUMBER.finditer(plain):
        if candidate.start() < at or not _is_number(plain, candidate):
            continue
        number, repaired = _parsed(candidate[0], country)
        if number is None:
            continue
        found.unclear |= repaired
        found.numbers.append(number)
        rest += plain[at : candidate.start()] + " | "
        at = _steps(plain, candidate.end(), found, country)
    _labelled(rest + plain[at:], found)
    return found


def digits(number: PhoneNumber) -> tuple[str, str]:
    """As lists may repeat it: without and with the country's code."""
    national = phonenumbers.national_significant_number(number)
    return national, f"{number.country_code}{national}"


def _is_number(plain: str, candidate: re.Match[str]) -> bool:
    """A label or a step sign makes a code of what looks like a number."""
    if re.search(r"[,;#*]$", plain[: candidate.start()]):
        return False
    if plain.startswith("#", candidate.end()):
        return False
    near = plain[max(0, candidate.start() - 40) : candidate.end()]
    return not any(label["code"] and label.end() == len(near) for label in _LABEL.finditer(near))


@lru_cache(maxsize=4096)  # a few bridges have most of the meetings
def _parsed(written: str, country: str) -> tuple[PhoneNumber | None, bool]:
    """The valid number, and whether it had to be repaired: a "+" before one without its country."""
    for attempt in dict.fromkeys((written, written.lstrip("+"))):
        try:
            number = phonenumbers.parse(attempt, country or None)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return number, attempt != written
    return None, False


def _steps(plain: str, at: int, found: Read, country: str) -> int:
    """Reads the steps that stand directly behind a number; where they end."""
    if extension := _EXTENSION.match(plain, at):
        _take(found, extension[1], 2)
        found.unclear |= not extension[2]  # the desk of a person more often than a meeting
        at = extension.end()
    began = at
    while step := _STEP.match(plain, at):
        pause, code = len(step["pause"]), re.sub(r"\D", "", step["code"] or "")
        signed = step["star"] or step["mark"] or (step["end"] and not code)
        if not (pause or (signed and at > began)) or not (code or signed):
            break
        found.written = True
        # "212-555-0100, 12 Main Street", and two numbers with a comma between them.
        if not step["end"]:
            alone = not found.id and pause < 2
            found.unclear |= alone or _parsed(step["code"] or "", country)[0] is not None
        found.unclear |= pause > LONGEST_PAUSE
        _step(found, pause, step, code)
        at = step.end()
    # A code with letters in it, or whatever else stands where a step should.
    odd = re.match(r"[\w&]|[,;*#]+[^\s,;]", plain[at:])
    found.unclear |= bool(odd) and not _LABEL.match(plain[at:].lstrip(",; "))
    return at


def _step(found: Read, pause: int, step: re.Match[str], code: str) -> None:
    if step["star"] or (step["mark"] and code):
        if step["mark"]:
            found.marks += ((pause, "#"),)
        _passcode(found, step["star"] + code, 1 if step["mark"] else max(pause, 1))
    elif not found.id and len(code) > 2:
        _take(found, code, pause)
    elif len(code) <= 2:
        found.marks += ((pause, (code + (step["mark"] + step["end"])[:2]) or "#"),)
        found.unclear |= not found.id
    else:
        _passcode(found, code, pause)


def _take(found: Read, id: str, pause: int) -> None:
    found.unclear |= bool(found.id) and found.id != id
    found.id, found.pauses = id, (pause, found.pauses[1])


def _passcode(found: Read, passcode: str, pause: int) -> None:
    found.unclear |= not found.id or bool(found.passcode) or len(passcode.strip("*")) < 3
    found.passcode, found.pauses = passcode, (found.pauses[0], pause)


def _labelled(rest: str, found: Read) -> None:
    """Codes that the text names; then what digits are left over."""
    found.unclear |= is_strange(rest)
    for code in _codes(rest):
        found.unclear |= code.odd
        if code.kind == "passcode":
            known = found.passcode.strip("*")
            found.unclear |= bool(known and code.keys) and known != code.keys.strip("*")
            found.wants |= not code.keys
            found.passcode = found.passcode or code.keys
        elif code.kind == "host":
            found.unclear = True
        elif code.keys:
            found.unclear |= bool(found.id) and found.id != code.keys
            found.access |= code.kind == "access" and not found.id
            found.id = found.id or code.keys
        else:
            found.wants = True
    left = _ASIDE.sub(" ", _LABEL.sub(" ", rest))
    found.left = [re.sub(r"\D", "", run[0]) for run in _LEFT.finditer(left)]


class Code(NamedTuple):
    """A code as a text names it; `keys` is "" where none follows, or not in digits."""

    kind: str  # "id", "passcode", "access", "host", or "link": an ID in an address
    keys: str
    odd: bool = False  # it may be of something else than a bridge


def named(text: str) -> list[Code]:
    """The codes of bridges that a longer text names, whatever else it is about."""
    links = [Code("link", found[1]) for found in _LINK.finditer(text[:LONGEST_NOTE])]
    return links + [code for code in _codes(_plain(text)[:LONGEST_NOTE]) if not code.odd]


def _codes(plain: str) -> list[Code]:
    found = []
    for label in _LABEL.finditer(plain):
        kind = next(kind for kind in ("host", "passcode", "access", "id") if label[kind])
        keys = re.sub(r"[^\d*]", "", label["code"] or "")
        if keys or not label["none"]:
            found.append(
                Code(
                    kind,
                    keys,
                    is_odd(label[kind], plain[max(0, label.start() - 40) : label.start()]),
                )
            )
    return found


def _plain(text: str) -> str:
    """Without what is no text and no number, on one line."""
    plain = unicodedata.normalize("NFKC", html.unescape(text[: 4 * LONGEST_NOTE]))
    return " ".join(_NOT_SAID.sub(" ", plain).split())
