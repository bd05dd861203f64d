"""From a turn of a call to its answer: walks the table of `flow.py`.

Pure: what the answer says follows from what the turn holds, and from nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ivr.call import Call, DamagedCall
from ivr.deskflow import DESK
from ivr.flow import FLOW, LANGUAGE
from ivr.node import Menu, Step
from ivr.render import Spoken, render
from ivr.room import refuge as room_refuge
from ivr.steps import front, still, waiting
from ivr.turn import Ask, End, Enter, Go, Turn
from ivr.twiml import Word

DETOURS = 8  # no answer passes through more nodes than this


@dataclass(frozen=True, slots=True)
class Answered:
    """What one webhook is answered: `result`, at the place in the flow where `turn` has come to."""

    turn: Turn
    node: Menu | Step
    result: Spoken
    skippable: bool = True

    def document(self) -> bytes:
        """As TwiML."""
        wait = "brief" if isinstance(self.result, End) else self.node.wait
        digits = self.node.digits if self.turn.world.settings.secret else 1  # else nobody has a PIN
        if isinstance(self.result, Ask) and self.result.digits:
            digits = self.result.digits
        seconds = self.turn.line.waits[wait]
        return render(
            self.turn, self.result, seconds=seconds, digits=digits, skippable=self.skippable
        )


def answer(turn: Turn) -> Answered:
    """The answer to one webhook: a pure function of what the turn holds.

    Raises DamagedCall when the URL names a node, a language or a place in a list that is not there.
    """
    if turn.call.node not in FLOW or turn.call.language not in turn.line.languages:
        raise DamagedCall("node or language")
    turn = still.noticed(turn)
    call = turn.call
    if call.node == "wait":
        return hold(turn)
    if call.attempt == 0:
        return _speak(turn, call.node, cursor=call.cursor)
    target = leads(turn)
    if target == LANGUAGE:
        return _in_next_language(turn)
    return _speak(turn, target, cursor=_kept(call, target)) if target else _unanswered(turn)


def _in_next_language(turn: Turn) -> Answered:
    """The same node in the next language, behind what is announced in it: that is heard once."""
    call = turn.call
    language = front.next_language(turn)
    if language == call.language:
        return _unanswered(turn)
    turn = turn.at(replace(call, language=language))
    words: list[Word] = []
    index = turn.line.languages.index(language)
    if call.node in ("greeting", "quiet") and index > call.told:
        turn = turn.at(replace(turn.call, told=index))
        words = front.announced(turn)
    return _speak(turn, call.node, words, cursor=call.cursor)


def leads(turn: Turn) -> str:
    """Where the key, or the entry, of a question's answer leads: `node` or `node+verb`; "" nowhere.

    A turn that is yet to be spoken leads to its own node.
    """
    if turn.call.attempt == 0:
        return turn.call.node
    node = FLOW[turn.call.node]
    return node.entry if len(turn.key) > 1 else node.keys.get(turn.key, "")


def goes_to(turn: Turn) -> str:
    """The same, and also where silence leads, or a wrong key; "" where it is asked once more."""
    return leads(turn) or ("" if _asks_again(turn) else FLOW[turn.call.node].silence)


def greet(turn: Turn) -> Answered:
    """The beginning of a call, where this number's calls begin."""
    start = {"room": "join"}.get(turn.line.start, turn.line.start)
    words = front.announced(turn)
    if start != "greeting":
        words += turn.say("list-welcome") + front.limit(turn)
    return _speak(turn, start, words)


def refuge(turn: Turn) -> Answered:
    """When an answer failed: one short sentence, and the room that stands whatever is broken."""
    name, limit = room_refuge(turn.call, turn.now)
    then, wait = turn.call.at("room"), turn.call.at("wait")
    sorry = Enter(turn.say("sorry"), name, limit, then, wait)
    return Answered(turn, FLOW["enter"], sorry, skippable=False)


def hold(turn: Turn) -> Answered:
    """What someone alone in a room hears, for the first time or again."""
    return Answered(turn, FLOW["wait"], waiting.wait(turn))


def _kept(call: Call, target: str) -> str:
    """A place in a list goes along within its node and through a pause, a room through its menu."""
    name = target.partition("+")[0]
    kept = name == call.node or any(
        {name, call.node} <= nodes for nodes in (*_TOGETHER, DESK.keys())
    )
    return call.cursor if kept else ""


_TOGETHER = (
    {"pause", "next", "onward", "help"},
    {
        *("closed", "enter", "back", "back-leading"),
        *("room", "lead", "room-aid", "lead-aid", "room-person"),
        *("still", "still-again", "still-gone"),
    },
)
"""Nodes whose cursor is one and the same."""


def _unanswered(turn: Turn) -> Answered:
    """A wrong key or silence: help once more, or on to the most useful thing."""
    call, node = turn.call, FLOW[turn.call.node]
    words = turn.say("wrong-key") if turn.key else []
    if _asks_again(turn):
        return Answered(turn, node, Ask(words + turn.say(node.more), call.cursor))
    if node.then:
        words = words + turn.say(node.then)
    target = node.silence or "greeting"
    return _speak(turn, target, words, cursor=_kept(call, target))


def _asks_again(turn: Turn) -> bool:
    """A wrong key always once."""
    call, node = turn.call, FLOW[turn.call.node]
    return bool(node.more) and call.attempt <= max(node.patience, 1 if turn.key else 0)


def _speak(turn: Turn, target: str, words: Sequence[Word] = (), *, cursor: str = "") -> Answered:
    """What `target` (a node, or node+verb) says, behind `words`."""
    said = list(words)
    for _ in range(DETOURS):
        name, _, verb = target.partition("+")
        node = FLOW[name]
        turn = turn.at(turn.call.at(name, cursor=cursor), verb)
        if node.only_if is not None and not node.only_if(turn):
            target = node.otherwise
            continue
        result = node.run(turn) if isinstance(node, Step) else Ask(_said(turn, node), cursor)
        if not isinstance(result, Go):
            spoken = replace(result, words=said + result.words) if said else result
            return Answered(turn, node, spoken)
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
