"""Addresses as they are compared: whoever writes them, and on whichever floor."""

import re
from functools import lru_cache

from ivr.schedule.names import plain

STREET = {
    "avenue": "ave",
    "av": "ave",
    "boulevard": "blvd",
    "circle": "cir",
    "court": "ct",
    "drive": "dr",
    "east": "e",
    "first": "1",
    "fort": "ft",
    "highway": "hwy",
    "lane": "ln",
    "mount": "mt",
    "north": "n",
    "northeast": "ne",
    "northwest": "nw",
    "parkway": "pkwy",
    "place": "pl",
    "plaza": "plz",
    "road": "rd",
    "route": "rte",
    "rt": "rte",
    "saint": "st",
    "second": "2",
    "south": "s",
    "southeast": "se",
    "southwest": "sw",
    "square": "sq",
    "street": "st",
    "terrace": "ter",
    "third": "3",
    "turnpike": "tpke",
    "west": "w",
}
WITHIN = re.compile(
    r"[,(;].*|\b(?:suite|ste|apt|unit|room|rm|floor|fl|bldg|building|lower level)\b.*|#.*"
)
HOUSE = re.compile(r"[0-9]+")
ROOM = re.compile(
    r"\b(?:room|rm|suite|ste|unit|bldg|building|floor|fl)\b\W*([0-9]+|[a-z])\b|#(\d+)"
)


@lru_cache(100_000)
def street_of(text: str) -> str:
    """A street and its number, as whoever writes it, without the floor."""
    text = re.sub(r"\.", "", WITHIN.sub("", plain(text)))
    words = re.findall(r"[a-z0-9]+", re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text))
    return " ".join(STREET.get(word, word) for word in words)


@lru_cache(100_000)
def rooms_of(text: str) -> frozenset[str]:
    """The rooms, floors and houses of one address that a text names."""
    return frozenset(found[1] or found[2] for found in ROOM.finditer(plain(text)))
