"""Words beside a number or a code by which it is no bridge's: those of people, houses and doors.

What they do to a text only costs a connection; without them a wrong number rings in a bedroom.
"""

import re

_PERSON = re.compile(
    r"""(?ix)(?<!\w)(?:
    text(?:o|e|s|ing)?|texto|sms|mms|whats\s?app|signal|voice\s?mail|fax|answering|hotline|helpline
    |contact\w*|secretar\w*|office|church|parish|reception\w*|desk|sponsor\w*|padrino|madrina
    |parrain|marraine|trusted|servant|oficina|iglesia|bureau|[eé]glise|rectory|pastor|manager
    |ask|info|information|questions?|pregunt\w*|informes|renseignements?|owner|landlord
    |llam[ae]\w*|marque\s+a|appele[rz]|joindre|home|cell|celular
    |call(?!ing\b|ers?\b|s\b)(?!\s*(?:-|\||$|[:,;.]|\d|\+|\())
        (?!\s+(?:in|into|to|the|this|toll|free|number|dial|at|using|with|and|or|is|id|us)\b)
    )(?!\w)"""
)
"""A number beside such a word is that of somebody, or of a house; its digits open no meeting."""

_DOOR = re.compile(
    r"(?i)(?<!\w)(?:zip|postal|area|country|doors?|gates?|building|bldg|apt|apartment|lobby|suite"
    r"|garage|parking|elevator|buzzer|keypad|lock(?:box)?|house|alarm|wi-?fi|internet|puerta|portón"
    r"|edificio|porte|immeuble|digicode|interphone)(?!\w)"
)
"""Of what else there are codes."""

_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ -]?$")
_BEFORE_CODE = re.compile(
    r"(?i)the|and|with|enter|then|use|using|your|an?|by|phone|number|in|is|as|or|bridge|line"
    r"|conference|el|la|una?|con|y|su|le|une|avec|et|votre"
)
"""What may stand directly before a bare "code" or "pin" at a bridge."""

_BARE = re.compile(r"(?i)\s*(?:code|pin|c[óo]digo)")


def is_strange(text: str) -> bool:
    """Whether a text about a telephone is about another one than a bridge's."""
    return bool(_PERSON.search(text) or _DOOR.search(text))


def is_odd(label: str, before: str) -> bool:
    """Whether the word before a code's label says that it opens a door, or nothing a bridge has."""
    word = _WORD_BEFORE.search(before)
    if word is None:
        return False
    if _BARE.match(label):
        return not _BEFORE_CODE.fullmatch(word[1])
    return bool(_DOOR.fullmatch(word[1]))
