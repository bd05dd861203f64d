"""The effort targets hold: counts, so a test and not only a table. See `tests.bench.effort`."""

from datetime import timedelta

import pytest

from tests.bench.effort import AFTER_KEY, AT_ONCE, PHRASES, WAYS, Phrase, Way

SELDOM = timedelta(minutes=307)  # so that a few of the calls come at the end of an hour


@pytest.mark.parametrize("way", [way for way in WAYS if way.limits], ids=lambda way: way.name)
def test_a_way_takes_no_more_than_its_target(way: Way) -> None:
    efforts = way.efforts(SELDOM)
    worst = {name: max(getattr(effort, name) for effort in efforts) for name in way.limits}
    assert {name: count for name, count in worst.items() if count > way.limits[name]} == {}


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.name)
def test_every_way_of_saying_when_is_short(phrase: Phrase) -> None:
    by_key, at_once = phrase.efforts()
    assert (by_key.keys, by_key.webhooks) == (1, 2)
    assert (at_once.keys, at_once.webhooks) == (0, 1)
    assert by_key.words_after <= AFTER_KEY
    assert at_once.words <= AT_ONCE
