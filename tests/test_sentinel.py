"""The address of a Redis behind sentinels, and servers that change places."""

import pytest

from ivr.sentinel import Sentinels


def test_address_says_where_the_sentinels_are_and_how_to_come_in() -> None:
    found = Sentinels.read(
        "rediss+sentinel://line:p%40ss@a.example,[::1]:1234/main/3"
        "?sentinel_password=other&ssl_ca_certs=/ca.pem&health_check_interval=5"
    )
    assert found is not None
    assert (found.hosts, found.service) == ((("a.example", 26379), ("::1", 1234)), "main")
    assert found.servers == {
        "ssl": True,
        "ssl_ca_certs": "/ca.pem",
        "health_check_interval": 5,
        "db": 3,
        "username": "line",
        "password": "p@ss",
    }
    assert found.sentinels == {
        "ssl": True,
        "ssl_ca_certs": "/ca.pem",
        "username": None,
        "password": "other",
    }
    assert "p@ss" not in repr(found)
    assert "other" not in repr(found)


def test_other_addresses_are_no_sentinels() -> None:
    assert Sentinels.read("redis://host:6379/0") is None
    assert Sentinels.read("") is None


@pytest.mark.parametrize(
    "url",
    [
        "redis+sentinel://",
        "redis+sentinel://host",
        "redis+sentinel://host/",
        "redis+sentinel://ho st/main",
        "redis+sentinel://host:99999/main",
        "redis+sentinel://host,/main",
        "redis+sentinel://host/main/x",
        "redis+sentinel://host/main?health_check_interval=often",
    ],
)
def test_wrong_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"wanted|wrongly|Invalid"):
        Sentinels.read(url)
