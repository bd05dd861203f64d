"""What no voice should say in any language: markup, links, ornaments, invisible marks.

A feed's text has been through forms, spreadsheets and several escapings. Here it becomes plain
letters, digits and the marks a voice pauses at; what the letters mean is for the tables.
"""

import html
import re
import unicodedata

from ivr.schedule.spoken_tables import TLD, Rules

LONGEST_READ = 6000
LONGEST_SAID = 2400

_MARKS = {
    "‘": "'", "’": "'", "‚": ",", "‛": "'", "`": "'", "´": "'", "ʼ": "'", "ʹ": "'", "′": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "″": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": " - ", "―": " - ", "−": "-", "﹣": "-",
    "…": ". ", "·": ", ", "•": ", ", "●": ", ", "▪": ", ", "►": ", ", "→": ", ", "|": ", ",
    "º": "º", "ª": "ª", "°": "º", "½": " 1/2", "¼": " 1/4", "¾": " 3/4", "⁄": "/", "∕": "/",
    "¿": "", "¡": "", "\n": "\n", "\t": " ", "\r": "\n", "\v": "\n", "\f": "\n",
    "\x85": "\n", "\u2028": "\n", "\u2029": "\n", "。": ". ", "、": ", ", "،": ", ", "؛": ", ",
    "؟": "? ", "।": ". ", "€": "€", "£": "£", "$": "$", "+": "+", "<": "<", ">": ">",
    "^": " ",
}  # fmt: skip
_KEPT = frozenset("LNMPZ")


class _Marks(dict[int, str]):
    """A translation that works a character out when it first meets it."""

    def __missing__(self, code: int) -> str:
        said = self[code] = _plain(chr(code))
        return said


def _plain(mark: str) -> str:
    if mark in _MARKS:
        return _MARKS[mark]
    said = ""
    for part in unicodedata.normalize("NFKC", mark):
        kind = unicodedata.category(part)
        if part in _MARKS:
            said += _MARKS[part]
        elif kind[0] == "Z":
            said += " "
        elif kind == "Pd":
            said += "-"
        elif kind in ("Ps", "Pe", "Pi", "Pf") and not part.isascii():
            said += ", "
        elif kind[0] == "P" and not part.isascii():
            said += " "
        elif kind[0] in _KEPT:
            said += part
    return said


_TABLE = _Marks()
_UNUSUAL = re.compile(r"[^ -~]|[<`|^]|&[#a-zA-Z]")
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,600}>")
_BREAKING = re.compile(r"(?i)<\s*/?\s*(?:br|p|div|li|ul|ol|tr|h\d)\b[^<>]{0,600}>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_BLANKS = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
_LINE = re.compile(r" ?\n\s*")
_LINKISH = re.compile(rf"(?i)@[\w-]+\.\w|://|www\.|https?|\.{TLD}\b")
_LATIN = r"a-zA-Zªºµ\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f"
_OTHER_SCRIPT = re.compile(rf"[^\W\d_]*[^\W\d_{_LATIN}][^\W\d_]*:?")
_SPACES = re.compile(r" {2,}|[^\S ]+")
_RUN = re.compile(
    r"[,.;:?!]?\s+[,.;:?!][\s,.;:?!]*"
    r"|[,.;:?!]{2,}[\s,.;:?!]*"
    r"|!|[,;?:](?=[^\W\d_])|(?<=[^\W\d_]),(?=\d)|(?<=\d),(?=\d{1,2}(?!\d))|(?<=[^\W\d_]{2})\.(?=[^\W\d_])|\s{2,}"
)
_MARKED = re.compile(r"[,.;:?!]|\s\s")
_LOOSE_DASH = re.compile(r"\s+-+\s*|-+\s+|-{2,}|(?<![\w])-+|-+(?![\w])")
_QUOTE = re.compile(r"(?<![\w])'+(?!s-[^\W\d_])|'+(?![\w])|''+|\"+")


def clean(text: str, rules: Rules) -> str:
    """One line of plain text: no markup, no link, no invisible mark, no value's old label."""
    text = text[:LONGEST_READ]
    if "#@-@#" in text:
        text = text.rpartition("#@-@#")[2]
    if _UNUSUAL.search(text):
        text = _unmarked(text)
    if _LINKISH.search(text):
        text = rules.link.sub(" ", text)
    if rules.known and not text.isascii():
        text = _in_own_script(text)
    if "\n" in text:
        text = _LINE.sub(_joined, rules.empty_label.sub(" ", _BLANKS.sub(" ", text)))
    return _SPACES.sub(" ", text).strip()


def _in_own_script(text: str) -> str:
    """Without words that no voice for Latin letters can say; all of them where no other is."""
    rest = _OTHER_SCRIPT.sub(" ", text)
    return rest if re.search(r"[^\W\d_]", rest) else text


def _unmarked(text: str) -> str:
    for _ in range(3):
        if "&" not in text:
            break
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    if "<" in text:
        text = _TAG.sub(" ", _BREAKING.sub("\n", text))
    return unicodedata.normalize("NFC", text.translate(_TABLE)).replace("<", " ").replace(">", " ")


def _joined(end: re.Match[str]) -> str:
    """A line's end is a sentence's end, unless a mark stands there or the sentence runs on."""
    before = end.string[end.start() - 1 : end.start()]
    after = end.string[end.end() : end.end() + 1]
    if not before or not after or before in ",;:.?!-(&" or after in ",;:.?!)-&":
        return " "
    return " . " if not after.islower() else ", " if before.isdigit() else " "


def tidy(text: str) -> str:
    """Single blanks, one mark where several met, none at the edges but a question's."""
    if "-" in text:
        text = _LOOSE_DASH.sub(", ", text)
    if "'" in text or '"' in text:
        text = _QUOTE.sub("", text)
    if _MARKED.search(text):
        text = _RUN.sub(_strongest, text)
    return text.rstrip(" ,;:-.!").lstrip(" ,;:-.!?")


def _strongest(run: re.Match[str]) -> str:
    marks = run[0]
    for mark in "?.!;:,":
        if mark in marks and not (mark == "." and ".," in marks):
            return ". " if mark == "!" else f"{mark} "
    return " "
