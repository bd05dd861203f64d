"""Looks for callers' numbers wherever the line keeps anything, without anything of `ivr.numbers`.

The method is another one than that of the log's filter and of the audit: this knows whom it looks
for. Every row of digits is taken, whatever a person might write between two of them, and each ten
in a row are compared with the callers' ten.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import redis

BETWEEN = (
    rb"(?:[ \t\-.()/_+]|\xc2\xa0|\xc2\xad|\xe2\x80[\x80-\xaf]|\xe2\x88\x92|&nbsp;|\\u00a0"
    rb"|%(?:20|28|29|2[bBdDeEfF]|C2%A0))"
)
ROW = re.compile(rb"\d(?:%s{0,4}\d){9,}" % BETWEEN)
NO_DIGITS = re.compile(rb"(?:%[0-9A-F]{2}|\\u00a0|[^\d])+", re.IGNORECASE)
TIME = re.compile(rb"(?<![\d+])1[78]\d{8}(?:\.\d+)?(?!\d)")
"""Seconds since the epoch. No caller of these tests has an area code with 7 or 8 in front."""

PACKED = b"x\x9c"
LARGEST = 1_000_000  # bytes that are unpacked from one place
OVERLAP = 8192
"""Bytes of a growing file that are looked at again, so that nothing hides at an edge."""


@dataclass(frozen=True)
class Found:
    place: str
    number: str


def rows_of_ten(data: bytes) -> Iterator[str]:
    for row in ROW.finditer(TIME.sub(b"#", data)):
        digits = NO_DIGITS.sub(b"", row[0]).decode()
        yield from (digits[start : start + 10] for start in range(len(digits) - 9))


def unpacked(data: bytes) -> Iterator[bytes]:
    """Whatever zlib makes of it, from each place where something packed could begin."""
    place = data.find(PACKED)
    while place >= 0:
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(data[place:], LARGEST)
        place = data.find(PACKED, place + 1)


class Search:
    """`numbers` are the callers' ten digits; `folders` are looked through to their bottom."""

    def __init__(self, numbers: Iterable[str], redis_url: str, folders: Iterable[Path]) -> None:
        self.numbers = frozenset(numbers)
        self.folders = tuple(folders)
        self.found: set[Found] = set()
        self.looks = self.values = self.bytes = 0
        self._redis = redis.Redis.from_url(redis_url, socket_timeout=30)
        self._read: dict[Path, int] = {}
        self._clean: set[bytes] = set()
        self._kinds: dict[bytes, str] = {}

    def look(self) -> set[Found]:
        """Once through everything; all that was ever found. Redis may be away, not its files."""
        with suppress(redis.exceptions.ConnectionError):
            self._look_into_redis()
        for folder in self.folders:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    self._look_into_file(path)
        self.looks += 1
        return self.found

    def close(self) -> None:
        self._redis.close()

    def _look_at(self, place: str, data: bytes) -> None:
        self.bytes += len(data)
        for each in (data, *unpacked(data)):
            for digits in rows_of_ten(each):
                if digits in self.numbers:
                    self.found.add(Found(place, digits))

    def _look_into_file(self, path: Path) -> None:
        before = self._read.get(path, 0)
        try:
            with path.open("rb") as file:
                size = file.seek(0, 2)
                if size < before:
                    before = 0  # written anew
                file.seek(max(before - OVERLAP, 0))
                data = file.read() if size > before else b""
        except FileNotFoundError:  # it was beside another one, and is that by now
            return
        self._look_at(path.name, data)
        self._read[path] = size

    def _look_into_redis(self) -> None:
        keys: Any = self._redis.keys()
        values = self._values(keys)
        others = [key for key in keys if isinstance(values[key], redis.exceptions.ResponseError)]
        for key in others:  # by now of another kind
            del self._kinds[key]
        for key, value in (values | self._values(others)).items():
            for each in (key, *_parts(value)):
                self.values += 1
                if each not in self._clean:
                    known = len(self.found)
                    self._look_at(f"redis {key.decode(errors='replace')}", each)
                    if len(self.found) == known:
                        self._clean.add(each)

    def _values(self, keys: list[bytes]) -> dict[bytes, Any]:
        """Of each key all that is in it, as far as it has the kind that it had."""
        with self._redis.pipeline(transaction=False) as pipe:
            new = [key for key in keys if key not in self._kinds]
            for key in new:
                pipe.type(key)
            self._kinds.update(zip(new, (kind.decode() for kind in pipe.execute()), strict=True))
            for key in keys:
                _ask(pipe, key, self._kinds[key])
            return dict(zip(keys, pipe.execute(raise_on_error=False), strict=True))


def _ask(pipe: Any, key: bytes, kind: str) -> None:
    match kind:
        case "list":
            pipe.lrange(key, 0, -1)
        case "set":
            pipe.smembers(key)
        case "zset":
            pipe.zrange(key, 0, -1, withscores=True)
        case "hash":
            pipe.hgetall(key)
        case "stream":
            pipe.xrange(key)
        case _:
            pipe.get(key)


def _parts(value: Any) -> Iterator[bytes]:
    """All that is written in a value of any kind."""
    match value:
        case bytes():
            yield value
        case int() | float():
            yield repr(value).encode()
        case dict():
            for item in value.items():
                yield from _parts(item)
        case list() | tuple() | set():
            for item in value:
                yield from _parts(item)
