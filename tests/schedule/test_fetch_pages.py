"""Lists that come in pages: all of them or none."""

import gzip

import pytest

from ivr.schedule.fetch import Fetched, Limits, Unreachable, Validators, fetch
from tests.schedule.list_server import Answer, ListServer

QUICK = Limits(connect=1, read=0.3, total=5, size=10_000, pages=5, waits=(0.01,))


def following(url: str, body: bytes) -> str:
    """The pages of these tests are the URL of the next one."""
    return body.decode() if len(body) < 200 else ""


def pages(lists: ListServer, *answers: Answer | bytes, local: bool = False) -> Fetched:
    lists.give(*answers)
    return fetch(lists.url, agent="a", limits=QUICK, more=following, local=local)


def refused(lists: ListServer, *answers: Answer | bytes, local: bool = False) -> str:
    with pytest.raises(Unreachable) as raised:
        pages(lists, *answers, local=local)
    return str(raised.value)


def test_pages_come_together_and_without_validators(lists: ListServer) -> None:
    first = Answer(b"?page=2", headers={"ETag": '"one"'})
    packed = Answer(gzip.compress(b"/other?page=3"))
    found = pages(lists, first, packed, b"")
    assert found == Fetched(b"?page=2", Validators(), (b"/other?page=3", b""))
    asked = [path for path, _ in lists.asked]
    assert asked == ["/main_server/", "/main_server/?page=2", "/other?page=3"]


def test_one_page_keeps_its_validators(lists: ListServer) -> None:
    found = pages(lists, Answer(b"", headers={"ETag": '"one"'}))
    assert found == Fetched(b"", Validators('"one"'))


def test_page_that_may_be_there_a_moment_later_is_asked_again(lists: ListServer) -> None:
    found = pages(lists, b"?page=2", Answer(status=503), b"")
    assert found.further == (b"",)


def test_what_is_wrong_with_a_page_is_wrong_with_the_list(lists: ListServer) -> None:
    assert refused(lists, b"?page=2", Answer(status=404)) == "answered 404"
    assert refused(lists, b"?page=2", Answer(status=304)) == (
        "says that nothing changed although it was not asked"
    )
    for elsewhere in (b"http://elsewhere.invalid/", b"http://127.0.0.1:1/", b"ftp://127.0.0.1/"):
        assert refused(lists, elsewhere) == "has its next page on another host"
    assert refused(lists, b"?page=2", b"?page=2#again") == (
        "has a page whose next page was read before"
    )
    assert refused(lists, b"?1", b"?2", b"?3", b"?4", b"?5") == "has more than 5 pages"


def test_size_is_that_of_all_pages(lists: ListServer) -> None:
    small = Limits(size=250, pages=5, waits=())
    lists.give(b"?" + b"1" * 149, b"?" + b"2" * 149)
    with pytest.raises(Unreachable, match="sent more than 0 MB"):
        fetch(lists.url, agent="a", limits=small, more=following)


def test_pages_behind_a_redirect_stay_outside_too(lists: ListServer) -> None:
    moved = Answer(status=302, headers={"Location": "/there"})
    assert refused(lists, moved, b"?page=2", b"").startswith("redirects to an address inside")
    assert pages(lists, moved, b"?page=2", b"", local=True).further == (b"",)
    assert lists.asked[-1][0] == "/there?page=2"
