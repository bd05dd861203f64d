"""The whole call on one page: every node, every key, and where silence goes.

A node is a Menu, which is data, or a Step, which is code. A key leads to a node, or to `node+verb`
where a step does more than one thing. Silence and a wrong key take one path: asked once more with
more help, and then the line does the most useful thing.
"""

from collections.abc import Sequence
from dataclasses import replace

from ivr.call import PATIENCE, Call, DamagedCall
from ivr.deskflow import DESK, PIN
from ivr.node import Menu, Step
from ivr.render import Spoken, render
from ivr.room import refuge as room_refuge
from ivr.steps import about, front, meetings, person, room
from ivr.turn import Ask, End, Enter, Go, Turn
from ivr.twiml import Word

LANGUAGE = "+language"  # the same node in the next language

# The same keys everywhere, as far as they make sense.
MAIN = {
    "1": "join",
    "2": "next",
    "4": "about",
    "9": LANGUAGE,
    "0": "help",
    "*": "greeting",
    "#": "leader",
}

# While the words before the room are said: 1 goes in at once, star to the room's own menu.
INTO = MAIN | {"1": "back", "*": "room"}

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
        keys=MAIN
        | {
            "2": "next+forward",
            "#": "next+forward",
            "3": "next+before",
            "4": "next+slow",
            "5": "next+day",
            "6": "next+open",
            "7": "next+phone",
            "8": "next+pause",
        },
        silence="next+forward",
        wait="list",
        patience=0,
        leads_to=("pause", "join"),
    ),
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
        says=("leader", front.pin),
        keys=MAIN,
        digits=PIN,
        entry="pin",
        silence="join",
        more="greeting-help",
        only_if=front.meeting_is_on,
        otherwise="leader-later",
    ),
    "leader-later": Menu(
        says=("leader-later", front.pin),
        keys=MAIN,
        digits=PIN,
        entry="pin",
        silence="next",
        more="quiet-help",
    ),
    # Into the meeting of the hour. Without one the list is read.
    "join": Step(run=room.join, leads_to=("closed", "enter", "next")),
    "closed": Step(
        run=room.closed,
        keys=INTO | {"2": "next+open"},
        silence="back",
        wait="room",
        leads_to=("room", "join", "next"),
    ),
    "enter": Step(
        run=room.enter,
        keys=INTO,
        silence="back",
        wait="brief",
        leads_to=("room", "join", "next"),
    ),
    "back": Step(
        run=room.back,
        keys=INTO,
        silence="back",
        wait="brief",
        leads_to=("room", "join", "next"),
    ),
    # Out of the room by star; silence goes back in.
    "room": Step(
        run=room.menu,
        keys={
            "1": "back",
            "4": "room+what",
            "6": "room+mute",
            "0": "help",
            "*": "greeting",
        },
        silence="back",
        more="room-help",
        wait="room",
        patience=0,
        leads_to=("join", "next"),
    ),
    "wait": Step(run=room.wait),  # beside the call: what is heard alone in the room
    **DESK,  # what a PIN opens
}

DETOURS = 8  # no answer passes through more nodes than this


def answer(turn: Turn) -> bytes:
    """The TwiML for one webhook: a pure function of what the turn holds.

    Raises DamagedCall when the URL names a node, a language or a place in a list that is not there.
    """
    call = turn.call
    if call.node not in FLOW or call.language not in turn.line.languages:
        raise DamagedCall("node or language")
    if call.node == "wait":
        return hold(turn)
    if call.attempt == 0:
        return _speak(turn, call.node, cursor=call.cursor)
    target = leads(turn)
    if target == LANGUAGE:
        target = call.node
        turn = turn.at(replace(call, language=front.next_language(turn)))
        if turn.call.language == call.language:
            return _unanswered(turn)
    return _speak(turn, target, cursor=_kept(call, target)) if target else _unanswered(turn)


def leads(turn: Turn) -> str:
    """Where the key, or the entry, of a question's answer leads: `node` or `node+verb`; "" nowhere.

    A turn that is yet to be spoken leads to its own node.
    """
    if turn.call.attempt == 0:
        return turn.call.node
    node = FLOW[turn.call.node]
    return node.entry if len(turn.key) > 1 else node.keys.get(turn.key, "")


def greet(turn: Turn) -> bytes:
    """The beginning of a call, where this number's calls begin."""
    start = {"room": "join"}.get(turn.line.start, turn.line.start)
    words = front.announced(turn)
    if start != "greeting":
        words += turn.say("list-welcome") + front.limit(turn)
    return _speak(turn, start, words)


def refuge(turn: Turn) -> bytes:
    """When an answer failed: one short sentence, and the room that stands whatever is broken."""
    name, limit = room_refuge(turn.call, turn.now)
    then, wait = turn.call.at("room"), turn.call.at("wait")
    sorry = Enter(turn.say("sorry"), name, limit, then, wait)
    return render(turn, sorry, seconds=0, skippable=False)


def hold(turn: Turn) -> bytes:
    """What someone alone in a room hears, for the first time or again."""
    return render(turn, room.wait(turn), seconds=0)


def _kept(call: Call, target: str) -> str:
    """A place in a list goes along within its node and through a pause, a room through its menu."""
    name = target.partition("+")[0]
    kept = name == call.node or (call.node, name) in _PASSED_ON or {name, call.node} <= DESK.keys()
    return call.cursor if kept else ""


_PASSED_ON = {("pause", "next"), ("room", "back"), ("enter", "room"), ("back", "room")}


def _unanswered(turn: Turn) -> bytes:
    """A wrong key or silence: help once more, or on to the most useful thing."""
    call, node = turn.call, FLOW[turn.call.node]
    words = turn.say("wrong-key") if turn.key else []
    if node.more and call.attempt <= max(node.patience, 1 if turn.key else 0):
        return _render(turn, node, Ask(words + turn.say(node.more), call.cursor))
    if node.then:
        words = words + turn.say(node.then)
    target = node.silence or "greeting"
    return _speak(turn, target, words, cursor=_kept(call, target))


def _speak(turn: Turn, target: str, words: Sequence[Word] = (), *, cursor: str = "") -> bytes:
    """What `target` (a node, or node+verb) says, behind `words`."""
    said = list(words)
    for _ in range(DETOURS):
        name, _, verb = target.partition("+")
        node = FLOW[name]
        turn = turn.at(turn.call.at(name, cursor=cursor), verb)
        if node.only_if is not None and not node.only_if(turn):
            target = node.otherwise
            continue
        result = node.run(turn) if isinstance(node, Step) else Ask(_said(turn, node))
        if not isinstance(result, Go):
            spoken = replace(result, words=said + result.words) if said else result
            return _render(turn, node, spoken)
        said += result.words
        target, cursor = result.target, result.cursor
        if result.call is not None:
            turn = turn.at(result.call)
    raise RuntimeError(f"the flow goes in circles at {target}")


def _said(turn: Turn, menu: Menu) -> list[Word]:
    words: list[Word] = []
    for saying in menu.says:
        words += turn.say(saying) if isinstance(saying, str) else saying(turn)
    return words


def _render(turn: Turn, node: Menu | Step, result: Spoken) -> bytes:
    wait = "brief" if isinstance(result, End) else node.wait
    return render(turn, result, seconds=turn.line.waits[wait], digits=node.digits)
