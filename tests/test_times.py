"""When something is, as one says it, in whole sentences of both languages."""

# ruff: noqa: E501 - a table is read by its rows

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.prompts import Prompts
from ivr.settings import Line
from ivr.speech import Speaker
from ivr.times import When, clock, date_said, when, zone_name, zone_said

PROMPTS = Prompts()
LINE = Line("", "the line", ("en", "es"), ZoneInfo("UTC"), "US")
ENGLISH, SPANISH, FRENCH = (Speaker(PROMPTS, LINE, language) for language in ("en", "es", "fr"))
NEW_YORK = ZoneInfo("America/New_York")
EVENING = datetime(2026, 11, 21, 18, 40, tzinfo=NEW_YORK).astimezone(UTC)  # a Saturday
MORNING = datetime(2026, 11, 21, 9, 0, tzinfo=NEW_YORK).astimezone(UTC)


def said(speaker: Speaker, start: datetime, now: datetime) -> str:
    """The sentence that opens a meeting."""
    found = when(speaker, start, now)
    return speaker.text(
        f"list-{found.sentence}", at=found.at, minutes=found.minutes, day=found.day, name="X"
    )


def said_within(speaker: Speaker, start: datetime, now: datetime) -> str:
    """The phrase within the greeting of a quiet line."""
    found = when(speaker, start, now)
    return speaker.text(f"when-{found.sentence}", at=found.at, minutes=found.minutes, day=found.day)


TABLE = [
    # Saturday evening at 18:40
    (EVENING, "21 18:40", "Starting now, at 6:40 PM: X.", "Comienza ahora, a las 6:40 de la tarde: X."),
    (EVENING, "21 18:39", "Began one minute ago, at 6:39 PM: X.", "Comenzó hace un minuto, a las 6:39 de la tarde: X."),
    (EVENING, "21 18:30", "Began 10 minutes ago, at 6:30 PM: X.", "Comenzó hace 10 minutos, a las 6:30 de la tarde: X."),
    (EVENING, "21 18:41", "In one minute, at 6:41 PM: X.", "En un minuto, a las 6:41 de la tarde: X."),
    (EVENING, "21 20:10", "In 90 minutes, at 8:10 PM: X.", "En 90 minutos, a las 8:10 de la noche: X."),
    (EVENING, "21 20:11", "Tonight at 8:11 PM: X.", "Hoy a las 8:11 de la noche: X."),
    (EVENING, "21 23:59", "Tonight at midnight: X.", "Hoy a la medianoche: X."),
    (EVENING, "22 00:00", "Tonight at midnight: X.", "Hoy a la medianoche: X."),
    (EVENING, "22 00:01", "Tomorrow, Sunday, at 12:01 AM: X.", "Mañana, domingo, a las 12:01 de la madrugada: X."),
    (EVENING, "22 01:30", "Tomorrow, Sunday, at 1:30 AM: X.", "Mañana, domingo, a la 1:30 de la madrugada: X."),
    (EVENING, "22 12:00", "Tomorrow, Sunday, at noon: X.", "Mañana, domingo, al mediodía: X."),
    (EVENING, "22 13:00", "Tomorrow, Sunday, at 1 PM: X.", "Mañana, domingo, a la 1 de la tarde: X."),
    (EVENING, "22 23:59", "Tomorrow night, Sunday, at midnight: X.", "Mañana por la noche, domingo, a la medianoche: X."),
    (EVENING, "23 00:00", "Tomorrow night, Sunday, at midnight: X.", "Mañana por la noche, domingo, a la medianoche: X."),
    (EVENING, "24 07:30", "Tuesday at 7:30 AM: X.", "El martes a las 7:30 de la mañana: X."),
    (EVENING, "24 23:59", "Tuesday night at midnight: X.", "La noche del martes, a la medianoche: X."),
    (EVENING, "25 00:00", "Tuesday night at midnight: X.", "La noche del martes, a la medianoche: X."),
    (EVENING, "28 18:00", "Saturday, a week from today, at 6 PM: X.", "El sábado, dentro de una semana, a las 6 de la tarde: X."),
    # Saturday morning at 9:00
    (MORNING, "21 10:31", "Today at 10:31 AM: X.", "Hoy a las 10:31 de la mañana: X."),
    (MORNING, "21 12:00", "Today at noon: X.", "Hoy al mediodía: X."),
    (MORNING, "21 17:59", "Today at 5:59 PM: X.", "Hoy a las 5:59 de la tarde: X."),
    (MORNING, "21 21:00", "Tonight at 9 PM: X.", "Hoy a las 9 de la noche: X."),
    (MORNING, "22 00:00", "Tonight at midnight: X.", "Hoy a la medianoche: X."),
]  # fmt: skip


@pytest.mark.parametrize(("now", "start", "english", "spanish"), TABLE)
def test_when(now: datetime, start: str, english: str, spanish: str) -> None:
    at = datetime.strptime(f"2026-11-{start}", "%Y-%m-%d %H:%M").replace(tzinfo=NEW_YORK)
    assert (said(ENGLISH, at, now), said(SPANISH, at, now)) == (english, spanish)


@pytest.mark.parametrize(
    ("start", "english", "spanish"),
    [
        ("21 19:00", "in 20 minutes, at 7 PM", "en 20 minutos, a las 7 de la noche"),
        ("21 22:00", "tonight at 10 PM", "hoy a las 10 de la noche"),
        ("22 09:00", "tomorrow at 9 AM", "mañana a las 9 de la mañana"),
        ("23 00:00", "tomorrow night at midnight", "mañana por la noche, a la medianoche"),
        ("24 09:00", "on Tuesday at 9 AM", "el martes a las 9 de la mañana"),
        ("25 00:00", "on Tuesday night at midnight", "la noche del martes, a la medianoche"),
    ],
)
def test_when_within_a_sentence(start: str, english: str, spanish: str) -> None:
    at = datetime.strptime(f"2026-11-{start}", "%Y-%m-%d %H:%M").replace(tzinfo=NEW_YORK)
    found = (said_within(ENGLISH, at, EVENING), said_within(SPANISH, at, EVENING))
    assert found == (english, spanish)


@pytest.mark.parametrize(
    ("start", "listed", "within"),
    [
        ("21 18:40", "Maintenant, à 18 heures 40 : X.", "maintenant, à 18 heures 40"),
        ("21 18:39", "Commencée il y a une minute, à 18 heures 39 : X.", ""),
        ("21 20:10", "Dans 90 minutes, à 20 heures 10 : X.", "dans 90 minutes, à 20 heures 10"),
        ("21 21:00", "Ce soir à vingt et une heures : X.", "ce soir à vingt et une heures"),
        ("22 00:00", "Ce soir à minuit : X.", "ce soir à minuit"),
        ("22 00:01", "Demain, dimanche, à zéro heure 1 : X.", "demain à zéro heure 1"),
        ("22 12:00", "Demain, dimanche, à midi : X.", "demain à midi"),
        ("23 00:00", "Demain soir, dimanche, à minuit : X.", "demain soir, à minuit"),
        ("24 07:05", "Ce mardi à 7 heures 5 : X.", "mardi à 7 heures 5"),
        ("25 00:00", "Ce mardi soir, à minuit : X.", "mardi soir, à minuit"),
        ("28 18:00", "Dans une semaine, samedi, à 18 heures : X.", "dans une semaine, samedi, à 18 heures"),
    ],
)  # fmt: skip
def test_when_in_french(start: str, listed: str, within: str) -> None:
    at = datetime.strptime(f"2026-11-{start}", "%Y-%m-%d %H:%M").replace(tzinfo=NEW_YORK)
    assert said(FRENCH, at, EVENING) == listed
    assert at < EVENING or said_within(FRENCH, at, EVENING) == within


def test_a_date() -> None:
    days = [date(2026, 12, day) for day in (1, 2)]
    assert [[date_said(each, day) for day in days] for each in (ENGLISH, SPANISH, FRENCH)] == [
        ["December 1", "December 2"],
        ["1 de diciembre", "2 de diciembre"],
        ["1er décembre", "2 décembre"],
    ]


def test_the_zones_of_canada_in_french() -> None:
    zones = ("America/Toronto", "America/Halifax", "America/St_Johns", "Europe/Paris")
    starts = [datetime(2026, 7, 21, 20, 0, tzinfo=ZoneInfo(zone)) for zone in zones]
    said = [" ".join(map(str, zone_said(FRENCH, start))) for start in starts]
    assert said == [
        "C'est l'heure de l'Est.",
        "C'est l'heure de l'Atlantique.",
        "C'est l'heure de Terre-Neuve.",
        "Fuseau horaire : heure d’Europe centrale.",
    ]


@pytest.mark.parametrize(
    ("zone", "english", "spanish"),
    [
        ("America/New_York", "Eastern Time", "hora oriental"),
        ("America/Denver", "Mountain Time", "hora de las Montañas Rocosas"),
        ("America/Phoenix", "Mountain Standard Time", "hora estándar de las Montañas Rocosas"),
        ("America/Mexico_City", "Central Standard Time", "hora estándar central"),
        ("America/Kentucky/Louisville", "Eastern Time", "hora oriental"),
        ("America/Indianapolis", "Eastern Time", "hora oriental"),
    ],
)  # fmt: skip
def test_a_zone_has_a_name_people_use(zone: str, english: str, spanish: str) -> None:
    start = datetime(2026, 7, 21, 20, 0, tzinfo=ZoneInfo(zone))
    assert [zone_name(speaker, start) for speaker in (ENGLISH, SPANISH)] == [english, spanish]


@pytest.mark.parametrize(
    ("now", "start", "sentence"),
    [
        # spring: two o'clock is three
        ("2026-03-08 06:45", "2026-03-08 03:30", "In 45 minutes, at 3:30 AM: X."),
        ("2026-03-08 06:59", "2026-03-08 03:00", "In one minute, at 3 AM: X."),
        ("2026-03-08 04:00", "2026-03-08 12:00", "Tomorrow, Sunday, at noon: X."),
        ("2026-03-08 05:00", "2026-03-08 12:00", "Today at noon: X."),
        ("2026-03-08 05:00", "2026-03-09 00:00", "Tonight at midnight: X."),
        # autumn: one o'clock comes twice
        ("2026-11-01 05:30", "2026-11-01 02:00", "In 90 minutes, at 2 AM: X."),
        ("2026-11-01 06:30", "2026-11-01 02:00", "In 30 minutes, at 2 AM: X."),
        ("2026-11-01 04:30", "2026-11-01 02:00", "Today at 2 AM: X."),
        ("2026-11-01 03:59", "2026-11-01 23:00", "Tomorrow, Sunday, at 11 PM: X."),
        ("2026-11-01 04:00", "2026-11-01 23:00", "Tonight at 11 PM: X."),
    ],
)
def test_when_around_the_changes_of_the_clock(now: str, start: str, sentence: str) -> None:
    """`now` is UTC, `start` the wall clock of New York."""
    at = datetime.fromisoformat(start).replace(tzinfo=NEW_YORK)
    assert said(ENGLISH, at, datetime.fromisoformat(now).replace(tzinfo=UTC)) == sentence


def test_the_second_one_oclock_of_autumn_is_an_hour_later() -> None:
    now = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    first, second = (datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK, fold=fold) for fold in (0, 1))
    assert (said(ENGLISH, first, now), said(ENGLISH, second, now)) == (
        "Starting now, at 1:30 AM: X.",
        "In 60 minutes, at 1:30 AM: X.",
    )


@pytest.mark.parametrize(
    ("hour", "minute", "english", "spanish"),
    [
        (0, 0, "at midnight", "a la medianoche"),
        (23, 59, "at midnight", "a la medianoche"),
        (12, 0, "at noon", "al mediodía"),
        (0, 30, "at 12:30 AM", "a las 12:30 de la madrugada"),
        (1, 5, "at 1:05 AM", "a la 1:05 de la madrugada"),
        (12, 30, "at 12:30 PM", "a las 12:30 de la tarde"),
        (13, 0, "at 1 PM", "a la 1 de la tarde"),
        (21, 15, "at 9:15 PM", "a las 9:15 de la noche"),
    ],
)
def test_the_clock(hour: int, minute: int, english: str, spanish: str) -> None:
    moment = datetime(2026, 7, 21, hour, minute, tzinfo=NEW_YORK)
    assert (clock(ENGLISH, moment), clock(SPANISH, moment)) == (english, spanish)


@given(st.integers(-15, 8 * 24 * 60), st.integers(0, 366 * 24 * 60))
def test_every_start_has_its_sentence(minutes: int, into_the_year: int) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=into_the_year)
    start = (now + timedelta(minutes=minutes)).astimezone(NEW_YORK)
    found = when(ENGLISH, start, now)
    assert isinstance(found, When)
    assert found.minutes == abs(minutes)
    assert (found.sentence in ("soon", "now", "began")) == (minutes <= 90)
    for speaker in (ENGLISH, SPANISH, FRENCH):
        assert "X" in said(speaker, start, now)
        assert said_within(speaker, start, now) != "" if minutes > 0 else True
