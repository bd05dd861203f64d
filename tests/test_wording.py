"""The words that commands, logs and reports share."""

import pytest

from ivr.wording import ago, listed, long, some


@pytest.mark.parametrize(
    ("seconds", "lasted", "words"),
    [
        pytest.param(0.4, "0 s", "just now", id="now"),
        pytest.param(90, "90 s", "90 s ago", id="seconds"),
        pytest.param(600, "10 min", "10 min ago", id="minutes"),
        pytest.param(7200, "2 h", "2 h ago", id="hours"),
        pytest.param(3 * 86400, "3 d", "3 d ago", id="days"),
    ],
)
def test_a_time_is_told_in_a_fitting_unit(seconds: float, lasted: str, words: str) -> None:
    assert (long(seconds), ago(seconds), ago(None)) == (lasted, words, "never")


def test_things_are_listed_and_counted_as_one_says_it() -> None:
    lists = [listed(["a", "b", "c"][:count]) for count in range(4)]
    assert lists == ["", "a", "a and b", "a, b and c"]
    assert (some(1, "row"), some(2, "row"), some(0, "row")) == ("1 row", "2 rows", "0 rows")
