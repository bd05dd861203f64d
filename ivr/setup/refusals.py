"""Why the carrier did not do what it was asked: one sentence each, with the mend."""

from ivr.carrier import NOT_ACCEPTED, Refused, Trouble, Unknown

NO_PERMISSION = (20003, 20006, 20403, 70051)
"""The carrier's codes for what these credentials may not do."""

NOT_ACTIVE = (10001, 20005, 90010)
"""… and for an account that is suspended, closed or not opened yet."""

TEST_CREDENTIALS = 20008

CLOSED = (
    "The account is {state}, and takes no calls: sign in to the carrier's console, where it says "
    "why (mostly there is no money left), or ask its support."
)


def why(error: Trouble | Refused | Unknown, base: str) -> str:
    """`base` is where the carrier was asked."""
    if isinstance(error, Unknown):
        return "The carrier does not know what it was asked for (20404)."
    if isinstance(error, Refused):
        return _refused(error.code)
    if error.why == NOT_ACCEPTED:
        return (
            "The carrier does not accept TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN (20003): copy "
            "both anew from the first page of its console. It says the same of an account that is "
            "suspended or closed."
        )
    if error.busy:
        return "The carrier has too many requests of this account (429): try again in a minute."
    if error.why.startswith("status 5"):
        return (
            f"The carrier has an error of its own ({error.why}): try again in some minutes, and "
            "look at status.twilio.com if it stays."
        )
    if error.why.startswith("no answer"):
        return (
            f"The carrier cannot be reached at {base}: {error.why}. See whether this machine has a "
            "way out to the internet (its network, its DNS, a firewall), and try again."
        )
    return f"The carrier cannot be understood at {base}: {error.why}. Is IVR_TWILIO_API right?"


def _refused(code: int) -> str:
    if code in NOT_ACTIVE:
        return CLOSED.format(state=f"not active ({code})")
    if code == TEST_CREDENTIALS:
        return (
            f"These are test credentials ({code}), which have no numbers: copy the live ones from "
            "the first page of the carrier's console."
        )
    if code in NO_PERMISSION:
        return (
            f"The carrier does not let these credentials do that ({code}): use the account's own "
            "auth token, from the first page of its console, and no restricted key."
        )
    return f"The carrier refused ({code}): https://www.twilio.com/docs/errors/{code} says why."
