"""The carrier's region in which the calls of a number are processed, and that it is ours.

Each region has addresses of its own for a number, and keeps the records of its calls to itself: in
another one nothing that is set here counts, and nothing is ever forgotten.
Source: twilio.com/docs/global-infrastructure/inbound-call-processing.
"""

from urllib.parse import urlsplit

from ivr.carrier import Carrier, Unknown
from ivr.settings import Settings

USUAL = "us1"


def asked(settings: Settings) -> str:
    """The region that this line asks: `api.dublin.ie1.twilio.com` is of ie1."""
    host = urlsplit(settings.twilio_api).hostname or ""
    names = host.removesuffix(".twilio.com").split(".")
    return names[-1] if host.endswith(".twilio.com") and len(names) > 1 else USUAL


def elsewhere(carrier: Carrier, settings: Settings, number: str) -> str:
    """The sentence with the mend where its calls are processed in another one; "" where not.

    Raises Trouble and Refused.
    """
    try:
        region = carrier.region(number)
    except Unknown:  # nobody ever set one
        return ""
    wanted = asked(settings)
    if region in ("", wanted):
        return ""
    return (
        f"Calls of {number} are processed in the carrier's region {region}, which has addresses of "
        "its own for it and keeps its own records: nothing that this line sets or deletes in "
        f"{wanted} counts there. Route the number to {wanted} in the carrier's console, with that "
        "number, under Voice."
    )
