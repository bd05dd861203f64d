"""The language in which the carrier's recogniser is to listen."""

from ivr.speech import locale_of

_SPOKEN_IN = {
    "en": ("US", "AU", "CA", "GB", "GH", "IE", "IN", "KE", "NG", "NZ", "PH", "SG", "TZ", "ZA"),
    "es": (
        *("US", "AR", "BO", "CL", "CO", "CR", "DO", "EC", "ES", "GT", "HN", "MX", "NI", "PA"),
        *("PE", "PR", "PY", "SV", "UY", "VE"),
    ),
    "fr": ("FR", "CA"),
}
"""The countries whose ways of speaking it knows; elsewhere it listens as the voice speaks."""


def tag(language: str, country: str) -> str:
    """The carrier's tag, such as es-MX; of a language that is not listed, its own country's."""
    if country in _SPOKEN_IN.get(language, ()):
        return f"{language}-{country}"
    return locale_of(language, country) or f"{language}-{language.upper()}"
