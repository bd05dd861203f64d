"""Where a list's server may not send this one on to."""

import asyncio

import pytest

from ivr.schedule import reach
from ivr.schedule.fetch import Limits, Unreachable, fetch
from ivr.schedule.inside import Inside, inside, outside
from tests.schedule.list_server import Answer, ListServer, list_server

QUICK = Limits(connect=1, read=0.5, total=5, size=10_000, redirects=2, waits=())

INSIDE = (
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.127.255.255",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.251",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::1",
    "2002:a00:1::",
    "2001:db8::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%lo",
    "fec0::1",
    "ff02::1",
)

OUTSIDE = (
    "1.1.1.1",
    "93.184.216.34",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700::1111",
    "::ffff:1.1.1.1",
    "64:ff9b::101:101",
    "2002:101:101::1",
)


def test_addresses_inside_the_house_are_known() -> None:
    assert [address for address in INSIDE if not inside(address)] == []
    assert [address for address in OUTSIDE if inside(address)] == []


@pytest.mark.parametrize("host", ["localhost", "127.1", "0x7f000001", "2130706433", "::1"])
def test_names_and_spellings_of_them_too(host: str) -> None:
    with pytest.raises(Inside):
        asyncio.run(outside(host, 80))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_redirect_to_the_inside_is_not_followed(lists: ListServer, host: str) -> None:
    with list_server() as kept:
        kept.give(b"[secret]")
        port = kept.url.split(":")[2]
        lists.give(Answer(status=302, headers={"Location": f"http://{host}:{port}"}))
        with pytest.raises(Unreachable, match="address inside the house, which needs `local = tru"):
            fetch(lists.url, agent="a", limits=QUICK)
        assert kept.asked == []


def test_redirect_to_the_inside_is_followed_for_a_local_list(lists: ListServer) -> None:
    with list_server() as kept:
        kept.give(b"[1]")
        lists.give(Answer(status=302, headers={"Location": kept.url}))
        assert fetch(lists.url, agent="a", limits=QUICK, local=True).body == b"[1]"


def test_host_without_an_address_is_told(lists: ListServer) -> None:
    lists.give(Answer(status=302, headers={"Location": "http://nowhere.invalid/"}))
    with pytest.raises(Unreachable, match="redirects to a host that has no address"):
        fetch(lists.url, agent="a", limits=QUICK)


def test_what_was_looked_up_is_what_is_asked(
    lists: ListServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No test has a name that is public and leads here, so the look-up alone is made up. The name
    is in no DNS: it is never looked up again. Of two addresses the first does not answer."""
    looked = []

    async def found(host: str, port: int) -> list[str]:
        looked.append((host, port))
        return ["127.0.0.99", "127.0.0.1"]

    monkeypatch.setattr(reach, "outside", found)
    port = int(lists.url.split(":")[2].partition("/")[0])
    lists.give(Answer(status=302, headers={"Location": f"http://list.invalid:{port}/a"}), b"[2]")
    assert fetch(lists.url, agent="a", limits=QUICK).body == b"[2]"
    assert looked == [("list.invalid", port)]
    path, headers = lists.asked[1]
    assert (path, headers["Host"], headers["User-Agent"]) == ("/a", f"list.invalid:{port}", "a")
