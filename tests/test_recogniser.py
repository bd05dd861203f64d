"""The carrier's recogniser listens as the line's voice speaks."""

import pytest

from ivr.recogniser import tag


@pytest.mark.parametrize(
    ("language", "country", "listens"),
    [
        ("en", "US", "en-US"),
        ("en", "GB", "en-GB"),
        ("en", "DE", "en-US"),
        ("es", "MX", "es-MX"),
        ("es", "CA", "es-US"),
        ("fr", "US", "fr-CA"),
        ("fr", "CA", "fr-CA"),
        ("fr", "FR", "fr-FR"),
        ("fr", "BE", "fr-FR"),
        ("fr", "CH", "fr-FR"),
        ("de", "US", "de-DE"),
    ],
)
def test_how_the_recogniser_listens(language: str, country: str, listens: str) -> None:
    assert tag(language, country) == listens
