"""The operators' menu: a sentence by its number, what callers hear of it, and taking that back."""

from collections.abc import Callable
from functools import wraps

from ivr.call import DamagedCall
from ivr.found import Found, Sentence
from ivr.steps.place import Place
from ivr.turn import Answer, Ask, Go, Turn
from ivr.twiml import Played, Word

Attended = Callable[[Turn, Found], Answer]


def attended(run: Attended) -> Callable[[Turn], Answer]:
    """A step that needs what was found; where that failed, the menu says so and is here again."""

    @wraps(run)
    def step(turn: Turn) -> Answer:
        found = turn.found
        if found is None or not turn.call.who:
            raise DamagedCall("operator")
        if found.done == "gone":
            return Go("greeting", turn.say("desk-gone"))
        if found.done in ("away", "unsure"):
            return Go("desk", turn.say(f"desk-{found.done}"))
        return run(turn, found)

    return step


def menu(turn: Turn) -> Answer:
    """Asks for a number. What is opened is checked anew with each step."""
    if not turn.call.who:
        raise DamagedCall("operator")
    if turn.verb == "lead" and turn.call.leads:
        return Go("leading")
    words = turn.say("wrong-key") if turn.verb else []
    others = turn.say("desk-language") if len(turn.line.languages) > 1 else []
    leads = turn.say("desk-leading") if turn.call.leads else []
    return Ask(words + turn.say("desk-keys") + leads + others)


@attended
def sentence(turn: Turn, found: Found) -> Answer:
    """What callers hear, its words, and what can be done with it."""
    shown = found.sentence
    if shown is None:
        return Go("desk", turn.say("sentence-none"))
    words = turn.say(SAID[found.done]) if found.done in SAID else []
    if shown.audio:
        heard = "sentence-heard" if shown.right else "sentence-last"
        words += [*turn.say(heard), played(turn, shown.audio)]
    words += turn.say("sentence-words", words=shown.words)
    if shown.records == "spoken":
        return Go("desk", words + turn.say("sentence-fixed"))
    words += _remarks(turn, shown)
    place = Place(f"{shown.number:03}", shown.heard, str(shown.draft or ""))
    return Ask(words, place.cursor())


SAID = {
    "published": "sentence-published",
    "meanwhile": "sentence-meanwhile",
    "changed": "undo-changed",
    "recording": "undo-recording",
    "voice": "undo-voice",
    "nothing": "undo-nothing",
    "no draft": "wrong-key",
    "kept": "review-kept",
    "uncopied": "desk-uncopied",
}
"""What became of a sentence just before: `recording` and `voice` are what is heard again."""


def _remarks(turn: Turn, shown: Sentence) -> list[Word]:
    words: list[Word] = []
    if shown.audio and not shown.right:
        words += turn.say("sentence-outdated")
    if shown.records == "opening":
        words += turn.say("sentence-opening")
    words += turn.say("sentence-keys")
    if shown.draft:
        words += turn.say("sentence-draft")
    if shown.heard:
        words += turn.say("sentence-undo")
    return words


def played(turn: Turn, audio: str) -> Played:
    return Played(audio, turn.world.settings.public_url)
