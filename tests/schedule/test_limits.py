"""What of a list's notes says in which weeks a meeting is held."""

import pytest

from ivr.schedule.sources.limits import taken_out

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


def limits(note: str, weekday: int, language: str = "en", name: str = "Hope") -> str:
    return taken_out([note], weekday, name, language).limits


@pytest.mark.parametrize(
    ("note", "weekday", "language"),
    [
        ("Meeting occurs on the 2nd and 4th Sundays of the month only", SUNDAY, "en"),
        ("1st & 3rd Mon. only", MONDAY, "en"),
        ("This group meets every other Sunday", SUNDAY, "en"),
        ("Every other week", FRIDAY, "en"),
        ("Bi-weekly", FRIDAY, "en"),
        ("Meets monthly", SATURDAY, "en"),
        ("One Saturday a month", SATURDAY, "en"),
        ("Last Friday of the month", FRIDAY, "en"),
        ("Business meeting that meets one Tuesday a month for members", TUESDAY, "en"),
        ("In person meeting on the second Thursday of the month at St. Paul's", THURSDAY, "en"),
        ("No meeting last Thursday of the month", THURSDAY, "en"),
        ("No Meeting in Feb, March or May", TUESDAY, "en"),
        ("Does not meet on holidays", TUESDAY, "en"),
        ("Solo el primer y tercer lunes del mes", MONDAY, "es"),
        ("Se reúne cada dos semanas", MONDAY, "es"),
        ("No hay reunión el último viernes", FRIDAY, "es"),
        ("Una vez al mes", WEDNESDAY, "es-MX"),
        ("Le 1er et 3e lundi du mois seulement", MONDAY, "fr"),
        ("2e et 4e dimanches", SUNDAY, "fr"),
        ("Une semaine sur deux", SUNDAY, "fr"),
        ("Pas de réunion le dernier vendredi du mois", FRIDAY, "fr"),
    ],
)
def test_sentence_that_limits_is_taken_whole(note: str, weekday: int, language: str) -> None:
    assert limits(note, weekday, language) == note


@pytest.mark.parametrize(
    ("note", "weekday", "language"),
    [
        ("Monthly medallions", MONDAY, "en"),
        ("First Friday is a speaker", FRIDAY, "en"),
        ("One Saturday a month: birthday", SATURDAY, "en"),
        ("Business meeting: 2nd Sunday of even months", SUNDAY, "en"),
        ("Open meeting last Wednesday of the month", WEDNESDAY, "en"),
        ("3rd Monday is a speaker-only meeting", MONDAY, "en"),
        ("Women only", MONDAY, "en"),
        ("No meeting ID needed", MONDAY, "en"),
        ("Step of the Month", MONDAY, "en"),
        ("No meeting last Thursday of the month", MONDAY, "en"),
        ("El primer viernes: orador", FRIDAY, "es"),
        ("Cumpleaños: último sábado del mes", SATURDAY, "es"),
        ("Dernier vendredi : conférencier", FRIDAY, "fr"),
        ("Réunion d'affaires le 1er lundi", MONDAY, "fr"),
        ("Nur am ersten Montag im Monat", MONDAY, "de"),
    ],
)
def test_what_is_held_beside_it_or_on_another_day_is_no_limit(
    note: str, weekday: int, language: str
) -> None:
    assert limits(note, weekday, language) == ""


def test_what_the_name_says_is_not_said_twice() -> None:
    note = "Meets the 2nd and 4th Sundays only"
    for name in ("Monthly Hope", "Hope, second and fourth Sundays", "Hope every other Sunday"):
        assert taken_out([note], SUNDAY, name, "en") == ("", (note,))
    assert limits("No meeting in July", SUNDAY, name="Monthly Hope") == "No meeting in July"


def test_the_rest_of_a_note_stays() -> None:
    notes = (
        "Side door",
        "<b>Bring a cup.</b><br>2nd Mon. of the month only; park behind &amp; ring",
    )
    assert taken_out(notes, MONDAY, "Hope", "en") == (
        "2nd Mon. of the month only",
        ("Side door", "Bring a cup.\npark behind & ring"),
    )


def test_long_sentence_begins_at_what_limits() -> None:
    note = f"We are {'very ' * 40}friendly, no meeting in July"
    assert limits(note, MONDAY) == "no meeting in July"
