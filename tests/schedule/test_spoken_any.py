"""No text, however it was typed, may raise, grow, leave a mark or cost time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.schedule.spoken import spelled, spoken, spoken_name, spoken_street

_FRAGMENTS = (
    "St. |Dr |am|pm|12 & 12|&amp;|St|N.| W |ID: |http://x.y|a@b.co|Mon|-Fri|1st|24/7|9/28"
    "|ZOOM|NA |Rm|Fl|Sun|%|é|ñ|\u202a|\u00a0|½|+1 646 555 0100|,,123#|NY 12345|VT-1|PO Box"
    "|U.S.|(s)|passcode|w/|n/a|1er|Lun.|º|IT'S|II|a|B|0|19|/|#|@|(|)|<|>|,|;|!|'|\n|\t|*"
    "|=|_| |. |- "
)
_PIECES = st.lists(
    st.sampled_from(_FRAGMENTS.split("|")),
    max_size=14,
).map("".join)
_ANY = st.one_of(st.text(max_size=80), _PIECES)


@settings(max_examples=300, deadline=None)
@given(text=_ANY, language=st.sampled_from(["en", "es", "fr", "ru"]))
def test_any_text_is_said_without_marks_and_only_once(text: str, language: str) -> None:
    for say in (spoken, spoken_name, spoken_street):
        said = say(text, language)
        assert not set(said) & set("<>&#@*|\n\t")
        assert "  " not in said
        assert say(said, language) == said
        assert len(said) <= 2400
    if any(map(str.isalnum, text)):
        assert spoken_name(text, language)
    spelled(text, language)


@pytest.mark.parametrize(
    "piece",
    [*" (1<&'\n-,", "a-", "1 ", "a. ", "St ", "a@", "/1", "a.b", "&amp;", "ID 1", "Qzx word "],
)
def test_endless_text_takes_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    begun = time.perf_counter()
    for say in (spoken, spoken_name, spoken_street):
        assert len(say(text, "en")) <= 2400
    assert time.perf_counter() - begun < 5
