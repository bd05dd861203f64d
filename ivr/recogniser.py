"""The language in which the carrier's recogniser is to listen."""

_SPOKEN_IN = {
    "en": ("US", "AU", "CA", "GB", "GH", "IE", "IN", "KE", "NG", "NZ", "PH", "SG", "TZ", "ZA"),
    "es": (
        *("US", "AR", "BO", "CL", "CO", "CR", "DO", "EC", "ES", "GT", "HN", "MX", "NI", "PA"),
        *("PE", "PR", "PY", "SV", "UY", "VE"),
    ),
    "fr": ("FR", "CA"),
}
"""The countries whose ways of speaking it knows; the first is for callers elsewhere."""


def tag(language: str, country: str) -> str:
    """The carrier's tag, such as es-MX; of a language that is not listed, its own country's."""
    countries = _SPOKEN_IN.get(language, (language.upper(),))
    return f"{language}-{country if country in countries else countries[0]}"
