"""What operators' steps work with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ivr.call import Call, DamagedCall
from ivr.people.book import Book
from ivr.prompts import Prompts
from ivr.recordings.catalogue import Entry, NoSuchPrompt, catalogue
from ivr.recordings.library import Library
from ivr.recordings.take import Take
from ivr.recordings.takes import Takes
from ivr.settings import Settings
from ivr.steps.place import Place


@dataclass(frozen=True, slots=True)
class Office:
    """`clock` gives aware UTC times."""

    settings: Settings
    prompts: Prompts
    clock: Callable[[], datetime]
    library: Library
    book: Book
    takes: Takes
    current: Callable[[], Settings]  # as callers hear them now

    def begin(self, call: Call, call_id: str, recording: str) -> Take:
        """What was said is fetched and made ready, once, however often this is told.

        Raises DamagedCall for a place that names nothing, RedisError, StoreAway.
        """
        place = Place.read(call.cursor)
        prompt = "" if place.announces else entry_of(place.number).id
        person = self.book.person(call.who)
        return self.takes.begin(
            recording,
            call=call_id,
            language=call.language,
            prompt=prompt,
            words=self._asked_for(call, call_id, prompt) if prompt else "",
            who=person.name if person else call.who,
            came="telephone",
        )

    def _asked_for(self, call: Call, call_id: str, prompt: str) -> str:
        """What was read out to be recorded: the words may have been changed since."""
        offers = reversed(self.takes.offers.of(call_id))
        same = (each for each in offers if (each.language, each.prompt) == (call.language, prompt))
        offer = next(same, None)
        return offer.words if offer else self.words(call, entry_of(prompt))

    def words(self, call: Call, entry: Entry) -> str:
        """What of the sentence is recorded, as the number that was dialled says it."""
        line = self.current().lines[call.line]
        return self.prompts.shape(line, call.language, entry.id).text


def entry_of(number: str) -> Entry:
    """Raises DamagedCall."""
    try:
        return catalogue().find(number)
    except NoSuchPrompt:
        raise DamagedCall("sentence") from None
