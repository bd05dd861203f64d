"""What a PIN opens on the telephone: the second page of the flow, for those who keep the line.

Each answer here may look something up, or do something, before it is spoken: `desk.py` says what.
Silence leads back to the greeting, and what was recorded stays as a draft.
"""

from ivr.node import Menu, Step
from ivr.steps import announce, desk, hours, pin, record

PIN = 9
"""Digits: three that name a person, and six that are secret."""

NUMBER = 3
"""Digits of a sentence."""

MOMENT = 6
"""Digits: month, day and hour."""

BACK = hours.BACK

DESK: dict[str, Menu | Step] = {
    "pin": Step(run=pin.opened, leads_to=("desk", "leading", "join", "pin-again")),
    "pin-again": Menu(
        says=("pin-wrong",),
        keys={"*": "greeting", "#": "leader", "0": "help", "1": "join"},
        digits=PIN,
        entry="pin",
        silence="join",
    ),
    # The number of a sentence; zero for announcements.
    "desk": Step(
        run=desk.menu,
        keys={"0": "announcements", "1": "desk+lead", "9": "+language", "*": "greeting"},
        digits=NUMBER,
        entry="sentence",
        silence="greeting",
        more="desk-keys",
        wait="list",
        then="desk-back",
        leads_to=("leading",),
    ),
    "sentence": Step(
        run=desk.sentence,
        keys={
            "1": "record",
            "2": "review",
            "4": "sentence",
            "9": "sentence+undo",
            "0": "announcements",
            "*": "desk",
            "#": "sentence",  # typed behind the three digits
        },
        silence="desk",
        more="sentence-keys",
        wait="list",
        leads_to=("desk", "greeting"),
    ),
    "record": Step(run=record.record, leads_to=("recorded", "desk", "greeting")),
    "recorded": Step(
        run=record.recorded, leads_to=("take", "sentence", "announcements", "desk", "greeting")
    ),
    "take": Step(
        run=record.take, leads_to=("review", "sentence", "announcements", "desk", "greeting")
    ),
    # As callers will hear it.
    "review": Step(
        run=record.review,
        keys={
            "1": "review+publish",
            "2": "record",
            "3": "review+keep",
            "4": "review",
            "*": "review+keep",
        },
        silence="desk",
        more="review-keys",
        wait="list",
        then="review-kept",
        leads_to=("sentence", "begins", "announcements", "desk", "greeting"),
    ),
    "announcements": Step(
        run=announce.announcements,
        keys={
            "1": "record",
            "2": "announcements+next",
            "3": "begins",
            "9": "announcements+withdraw",
            "*": "desk",
            "#": "announcements",
        },
        silence="desk",
        more="announcements-keys",
        wait="list",
        leads_to=("desk", "greeting"),
    ),
    "begins": Step(
        run=announce.begins,
        keys={announce.NOW: "begins+typed", "*": "announcements"},
        digits=MOMENT,
        entry="begins+typed",
        silence="desk",
        more="announcement-begins",
        wait="list",
        then="announcement-left",
        leads_to=("ends", "announcements", "desk", "greeting"),
    ),
    "ends": Step(
        run=announce.ends,
        keys={"*": "begins"},
        digits=MOMENT,
        entry="ends+typed",
        silence="desk",
        more="announcement-ends",
        wait="list",
        then="announcement-left",
        leads_to=("confirm", "desk", "greeting"),
    ),
    "confirm": Step(
        run=announce.confirm,
        keys={
            "1": "announcements+publish",
            "2": "begins",
            "3": "announcements+leave",
            "*": "begins",
        },
        silence="desk",
        more="confirm-keys",
        wait="list",
        then="announcement-left",
        leads_to=("desk", "greeting"),
    ),
    # For leaders: their own hours, one at a time; silence goes on to the next one.
    "hours": Step(
        run=hours.own,
        keys={
            "1": "give-back",
            "2": "hours+forward",
            "3": "uncovered",
            "4": "hours",
            "5": "hours+day",
            "*": BACK,
        },
        silence="hours+forward",
        more="hours-keys",
        wait="list",
        patience=0,
        leads_to=("greeting", BACK),
    ),
    "give-back": Step(
        run=hours.give_back,
        keys={"1": "hours+give", "4": "give-back", "*": "hours"},
        silence="hours",
        more="give-back-keys",
        wait="list",
        then="give-back-kept",
        leads_to=("hours", "greeting", BACK),
    ),
    "uncovered": Step(
        run=hours.uncovered,
        keys={
            "1": "uncovered+take",
            "2": "uncovered+forward",
            "4": "uncovered",
            "5": "uncovered+day",
            "*": "hours",
        },
        silence="uncovered+forward",
        more="uncovered-keys",
        wait="list",
        patience=0,
        leads_to=("greeting", BACK),
    ),
}

PIN_ASKED = frozenset({"leader", "leader-later", "pin-again"})
"""Where a PIN can be typed."""

LEADS_HERE = frozenset({BACK})
"""Whose keys lead here without a PIN typed there."""

ATTENDED = frozenset(DESK) | PIN_ASKED | LEADS_HERE
"""The nodes whose answers may need something looked up, or done, first."""
