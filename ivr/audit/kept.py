"""What the carrier keeps that nobody can delete: one table, for the report and for the docs."""

import msgspec


class Kept(msgspec.Struct, frozen=True):
    """Something that holds, or may hold, callers' numbers; and for how long, in words."""

    what: str
    how_long: str


KEPT = (
    Kept(
        "The numbers of each call, caller's and ours, for tax and for settling with other carriers",
        "at least 120 days, although the call is gone from its API and its console; "
        "what is deleted later than that takes up to 30 days more",
    ),
    Kept(
        "Alerts: when the line's answer failed, a copy of what was asked, caller's number included",
        "the carrier names no end; it shows them for 30 days",
    ),
    Kept("Events: what was changed in the account, and by whom", "the carrier names no end"),
    Kept("Notifications: errors and warnings noted with a call", "the carrier names no end"),
    Kept("Insights: a summary of each call and of each participant", "30 days"),
    Kept("Conferences: when a meeting began and ended, and which calls were in it", "no end named"),
    Kept("Usage: how many calls and minutes the account was charged for", "no end named"),
    Kept("Of a deleted recording when it was made and how long it was, not its sound", "40 days"),
    Kept(
        "The telephone network and the caller's own telephone company: bills and records of theirs",
        "as long as the law of each place says; the line has no say in it",
    ),
)
"""From the carrier's own documentation, as it was read for docs/privacy.md."""
