"""The whole call on one page: every node, every key, and where silence goes.

A node is a Menu, which is data, or a Step, which is code. A key leads to a node, or to `node+verb`
where a step does more than one thing. Silence and a wrong key take one path: asked once more with
more help, and then the line does the most useful thing.
"""

from ivr.call import PATIENCE
from ivr.deskflow import DESK, PIN
from ivr.node import Menu, Step
from ivr.steps import (
    about,
    front,
    joining,
    leading,
    meetings,
    nearby,
    onward,
    person,
    pin,
    room,
    standin,
    still,
    telling,
    waiting,
)

LANGUAGE = "+language"  # the same node in the next language

# The same keys everywhere, as far as they make sense.
MAIN = {
    "1": "join",
    "2": "next",
    "3": "near",
    "4": "about",
    "9": LANGUAGE,
    "0": "help",
    "*": "greeting",
    "#": "leader",
}

# While the words before the room are said: 1 goes in at once, 6 only listens, star to its menu.
INTO = MAIN | {"1": "back", "6": "room+listen", "*": "room"}

# Out of the room by star: what a screen does elsewhere. The codes are those of other bridges.
ROOM = {
    "1": "back",
    "2": "room+hand",
    "4": "room+what",
    "6": "room+mute",
    "9": "room+hand",
    "0": "room-aid",
    "*": "greeting",
}

# The same for whoever leads.
LEAD = {
    "1": "back-leading",
    "2": "lead+hand",
    "3": "lead+later",
    "4": "lead+what",
    "5": "lead+lock",
    "6": "lead+mute",
    "7": "lead+mode",
    "8": "lead+call",
    "9": "lead+hush",
    "0": "lead-aid",
    "*": "greeting",
    "#": "lead+over",
}

# In the list of meetings, from meeting to meeting.
LIST = MAIN | {
    "1": "next+one",
    "2": "next+forward",
    "#": "next+forward",
    "3": "next+before",
    "4": "next+slow",
    "5": "next+day",
    "6": "next+open",
    "7": "next+phone",
    "8": "next+pause",
    "*": "next+back",
}

# Asked whether one wants to stay: every key says yes.
STAY = dict.fromkeys("0123456789*#", "back+stay")

FLOW: dict[str, Menu | Step] = {
    # The line answers. With a meeting on, silence joins it at once.
    "greeting": Menu(
        says=("welcome", front.limit, front.offer, "greeting-on", "greeting-keys"),
        keys=MAIN | {"5": "next+day", "6": "next+open", "7": "next+phone"},
        silence="join",
        more="greeting-help",
        wait="greeting",
        patience=0,
        only_if=front.meeting_is_on,
        otherwise="quiet",
    ),
    # The line answers while no meeting is on: silence reads the next ones.
    "quiet": Menu(
        says=("welcome", front.limit, front.offer, front.what_is_next),
        keys=MAIN | {"1": "next", "5": "next+day", "6": "next+open", "7": "next+phone"},
        silence="next",
        more="quiet-help",
        wait="greeting",
        patience=0,
        then="then-next",
    ),
    # The next meetings, one at a time; silence goes on to the one after.
    "next": Step(
        run=meetings.read,
        keys=LIST,
        silence="next+forward",
        wait="list",
        patience=0,
        leads_to=("pause", "join", "onward", "near", "greeting"),
    ),
    # Where the caller is: a postal code on the keys, a town by voice, or silence, which is taken as
    # the region of their number. Then the list goes on around that place; star asks again. A key of
    # a code may come alone, and leads nowhere.
    "near": Step(
        run=nearby.ask,
        keys={"0": "help", "9": LANGUAGE, "*": "greeting"}
        | dict.fromkeys("12345678", "near+found"),
        entry="near+found",
        silence="near+found",
        patience=0,
        leads_to=("next", "help", "greeting", "near"),
    ),
    # Key 1 on a meeting that the line can call: on to its bridge, and back into the list.
    "onward": Step(
        run=onward.call,
        keys=LIST | {"1": "onward+now", "*": "next"},
        silence="onward+now",
        wait="brief",
        leads_to=("next", "onward-after"),
    ),
    "onward-after": Step(run=onward.after, leads_to=("next",)),
    "pause": Step(
        run=meetings.pause,
        keys=dict.fromkeys("0123456789*#", "next"),
        silence="next",
        more="pause-still",
        wait="pause",
        patience=PATIENCE - 2,
        then="pause-over",
    ),
    "about": Step(
        run=about.read,
        keys=MAIN | {"2": "about+forward", "3": "about+before", "4": "about"},
        silence="about+forward",
        more="about-keys",
        patience=0,
        leads_to=("join",),
    ),
    "help": Menu(
        says=("help-who", "danger", front.people, "help-keys", "help-leaders"),
        keys=MAIN | {"0": "person"},
        silence="person",
        more="help-keys",
    ),
    "person": Step(
        run=person.call,
        keys=MAIN,
        silence="greeting",
        wait="brief",
        leads_to=("join", "greeting", "person-after"),
    ),
    "person-after": Step(run=person.after, leads_to=("greeting",)),
    "leader": Menu(
        says=(front.pin, "leader"),
        keys=MAIN,
        digits=PIN,
        entry="pin",
        silence="join",
        more="greeting-help",
        only_if=front.meeting_is_on,
        otherwise="leader-later",
    ),
    "leader-later": Menu(
        says=(front.pin, "leader-later"),
        keys=MAIN,
        digits=PIN,
        entry="pin",
        silence="next",
        more="quiet-help",
    ),
    # Behind the PIN of somebody who leads; silence goes into the meeting, with the leader's keys.
    "leading": Step(
        run=pin.leading,
        keys=MAIN | {"2": "hours"},
        silence="join",
        more="leading-hours",
        patience=0,
        leads_to=("join",),
    ),
    # Into the meeting of the hour. Without one the list is read.
    "join": Step(run=joining.join, leads_to=("choose", "closed", "enter", "removed", "next")),
    "choose": Step(
        run=joining.choose,
        keys=MAIN | {str(key): f"choose+{key}" for key in range(1, joining.MOST_CHOICES + 1)},
        silence="choose+1",
        patience=0,
        leads_to=("join", "about"),
    ),
    "closed": Step(
        run=joining.closed,
        keys=INTO | {"2": "next+open"},
        silence="back",
        wait="room",
        leads_to=("room", "lead", "join", "removed", "next", "still"),
    ),
    "enter": Step(
        run=joining.enter,
        keys=INTO,
        silence="back",
        wait="brief",
        leads_to=("room", "lead", "join", "removed", "next", "still"),
    ),
    # In again; while the word for what a key did is said, the next key works already.
    "back": Step(
        run=joining.back,
        keys=ROOM | {"*": "room"},
        silence="back",
        wait="brief",
        leads_to=("room", "lead", "join", "removed", "next", "still"),
    ),
    "back-leading": Step(
        run=joining.back,
        keys=LEAD | {"*": "lead"},
        silence="back-leading",
        wait="brief",
        leads_to=("lead", "join", "removed", "next", "still"),
    ),
    # Out of the room by star; silence goes back in.
    "room": Step(
        run=room.menu,
        keys=ROOM,
        silence="back",
        more="room-help",
        wait="room",
        patience=0,
        leads_to=("lead", "back", "join", "next", "still"),
    ),
    "lead": Step(
        run=leading.menu,
        keys=LEAD,
        silence="back-leading",
        wait="room",
        patience=0,
        leads_to=("back-leading", "back", "room", "join", "next", "still"),
    ),
    # Key 0 there: whom to call, and a person; for leaders, the rest of their keys.
    "room-aid": Step(
        run=room.aid,
        keys={"0": "room-person", "1": "back", "*": "room"},
        silence="back",
        patience=0,
    ),
    "lead-aid": Step(
        run=leading.aid,
        keys=LEAD | {"0": "room-person", "*": "lead"},
        silence="back-leading",
        patience=0,
    ),
    # A person from inside the room: afterwards, or with star, one is back in it.
    "room-person": Step(
        run=person.call_from_room,
        keys={"0": "room-person", "1": "back", "*": "back"},
        silence="back",
        wait="brief",
        leads_to=("back", "back-leading", "room-person-after"),
    ),
    "room-person-after": Step(run=person.after_in_room, leads_to=("back", "back-leading")),
    # Nothing was heard of a caller in a room for two hours. Any key stays, and so does any word: a
    # telephone with a dial has no keys. Silence ends the call.
    "still": Step(
        run=still.ask,
        keys=STAY,
        silence="still-again",
        wait="still",
        patience=0,
        leads_to=("back",),
    ),
    "still-again": Step(
        run=still.again,
        keys=STAY,
        silence="still-gone",
        wait="still",
        patience=0,
        leads_to=("back",),
    ),
    "still-gone": Step(run=still.gone, keys=STAY),
    # Taken out by a leader: the call is sent here, or comes again in the same hour.
    "removed": Step(run=room.removed, keys=MAIN, silence="next", patience=0, then="then-next"),
    # Nobody came to lead: what a leader who is rung is asked. Silence, and a machine, end it.
    "standin": Step(
        run=standin.ask,
        keys={"1": "standin+come", "2": "standin+no"},
        silence="standin+no",
        more="standin-again",
        wait="list",
        leads_to=("back-leading", "standin-late"),
    ),
    "standin-late": Step(run=standin.late),
    "wait": Step(run=waiting.wait),  # beside the call: what is heard alone in the room
    "tell": Step(run=telling.tell),  # beside all calls: what everybody in a room is told
    **DESK,  # what a PIN opens
}
