"""What the doctor says of line.toml, and of what operators changed over it."""

import pytest
import redis

from ivr.clock import utc_now
from ivr.doctor import Finding
from ivr.doctor.lines import Heard, of_lines
from ivr.environment import load
from ivr.helping.help import Own
from ivr.helping.kept import Kept
from ivr.helping.state import changed
from ivr.recordings.storage import storage_of
from tests.doctor.made import LINE, with_line


def found(environ: dict[str, str]) -> list[Finding]:
    settings = load(environ)
    return list(of_lines(Heard(settings), settings))


def unwell(environ: dict[str, str]) -> list[Finding]:
    """Beside numbers that are made up."""
    return [
        each
        for each in found(environ)
        if each.grade != "ok" and "belongs to nobody" not in each.sentence
    ]


def test_a_line_that_is_as_it_should_be(environ: dict[str, str]) -> None:
    assert unwell(environ) == []
    assert found(environ)[0] == Finding(
        "ok", f"{environ['IVR_CONFIG']} is read: 1 number has a block."
    )


def test_what_operators_changed_over_the_file_is_told(
    environ: dict[str, str], connection: redis.Redis
) -> None:
    own = Own("+12025550142", {"en": "1 1 2"})
    Kept(connection, storage_of(load(environ))).change(
        lambda was: changed(was, "", own, expected=Own(), who="Ana", now=utc_now())
    )
    ok = [each.sentence for each in found(environ) if each.grade == "ok"]
    assert ok[1:] == [
        sentence
        for where in ("[line]", "the number +12025550199")
        for sentence in (
            f"The helpline of {where} is +12025550142, as the console says.",
            f'In an emergency {where} says in en, as the console says: "1 1 2".',
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        pytest.param(
            LINE[LINE.index("[rota]") :],
            "",
            Finding("note", "There is no [rota]: only what is kept in the console is held here."),
            id="no-rota",
        ),
        pytest.param(
            LINE[LINE.index("[[source]]") : LINE.index("[rota]")],
            "",
            Finding(
                "wrong", "There is no [[source]]: callers hear of no meetings; add a list."
            ),
            id="no-list",
        ),
        pytest.param(
            'country = "US"\n\n[[number]]\nnumber = "+12025550199"',
            'country = "US"\nhelpline = "+12025550111"',
            Finding(
                "note",
                "There is a helpline but no [[number]] block: give the line its own number.",
            ),
            id="helpline-alone",
        ),
        pytest.param(
            'number = "+12025550199"',
            'number = "+442079460123"\ncountry = "GB"',
            Finding(
                "note",
                "The number +442079460123 names no emergency number for GB in en: say whom to call "
                "in [line.texts.en] emergency.",
            ),
            id="no-emergency",
        ),
    ],
)  # fmt: skip
def test_one_thing_in_the_file_that_is_not_right(
    environ: dict[str, str], old: str, new: str, finding: Finding
) -> None:
    assert unwell(with_line(environ, old, new)) == [finding]


@pytest.mark.parametrize(
    ("number", "helpline", "told"),
    [
        ("+12025550199", "+12025550111", ["+12025550199", "+12025550111"]),
        ("+12025550199", "+12025550199", ["+12025550199"]),
        ("+12025550200", "+442079460123", []),
    ],
    ids=["both", "one", "none"],
)
def test_numbers_that_belong_to_nobody_are_told(
    environ: dict[str, str], number: str, helpline: str, told: list[str]
) -> None:
    block = f'number = "{number}"\nhelpline = "{helpline}"'
    said = found(with_line(environ, 'number = "+12025550199"', block))
    assert [each for each in said if each.grade == "note"] == [
        Finding("note", f"{each} belongs to nobody: write yours into {environ['IVR_CONFIG']}.")
        for each in told
    ]
