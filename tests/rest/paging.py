"""Lists a page at a time, newest first, with the address of the next page in each."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar
from urllib.parse import urlencode

from tests.rest.asking import Asking
from tests.rest.refusal import Refusal
from tests.rest.shape import Json

LARGEST = 1000
USUAL = 50


class Placed(Protocol):
    @property
    def place(self) -> int: ...


T = TypeVar("T", bound=Placed)


class Page:
    """A page of what is in a list.

    A token names a place in the list and not a count, so nothing is skipped or shown twice when
    records vanish between two pages (inferred: the carrier's tokens hold the id of a record).
    `Page` alone is "simply for client state": without a token it is the first page.
    """

    def __init__(self, asking: Asking, items: Iterable[T], show: Callable[[T], Json]) -> None:
        self.asking = asking
        self.number = _whole(asking, "Page", 0, 0)
        self.size = _whole(asking, "PageSize", USUAL, 1)
        if self.size > LARGEST:
            raise Refusal(400, 20007, "Page size too large")
        ordered = sorted(items, key=lambda item: item.place, reverse=True)
        way, place = _token(asking)
        if way == "PB":
            before = [item for item in ordered if item.place > place]
            on_page, more = before[-self.size :], True
        else:
            rest = [item for item in ordered if way == "" or item.place < place]
            on_page, more = rest[: self.size], len(rest) > self.size
        self.shown = [show(item) for item in on_page]
        self.next = self._address(1, f"PA{on_page[-1].place:032x}") if more and on_page else None
        back = self.number > 0 and on_page
        self.previous = self._address(-1, f"PB{on_page[0].place:032x}") if back else None

    def _address(self, step: int, token: str = "") -> str:
        query = {k: v for k, v in self.asking.query.items() if not k.startswith("Page")}
        query |= {"PageSize": str(self.size), "Page": str(self.number + step)}
        return f"{self.asking.path}?{urlencode(query | ({'PageToken': token} if token else {}))}"

    def in_2010(self, key: str) -> Json:
        """As the 2010 API has it: relative addresses beside the list."""
        start = self.number * self.size
        return {
            key: self.shown,
            "end": max(start, start + len(self.shown) - 1),
            "first_page_uri": self._address(-self.number),
            "next_page_uri": self.next,
            "page": self.number,
            "page_size": self.size,
            "previous_page_uri": self.previous,
            "start": start,
            "uri": self._address(0),
        }

    def with_meta(self, key: str) -> Json:
        """As the newer APIs have it: absolute addresses, in `meta`."""
        base = self.asking.base
        meta: Json = {
            "first_page_url": base + self._address(-self.number),
            "key": key,
            "next_page_url": base + self.next if self.next else None,
            "page": self.number,
            "page_size": self.size,
            "previous_page_url": base + self.previous if self.previous else None,
            "url": base + self._address(0),
        }
        return {key: self.shown, "meta": meta}


def _whole(asking: Asking, name: str, usual: int, least: int) -> int:
    try:
        value = int(asking.query.get(name) or usual)
    except ValueError:
        value = least - 1
    if value < least:
        raise Refusal(400, 20001, f"{name} is invalid")
    return value


def _token(asking: Asking) -> tuple[str, int]:
    token = asking.query.get("PageToken", "")
    if not token:
        return "", 0
    try:
        if token[:2] not in ("PA", "PB"):
            raise ValueError
        return token[:2], int(token[2:], 16)
    except ValueError:
        raise Refusal(400, 20001, "PageToken is invalid") from None
