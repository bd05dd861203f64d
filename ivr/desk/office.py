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

    def begin(self, call: Call, call_id: str, recording: str) -> Take:
        """What was said is fetched and made ready, once, however often this is told.

        Raises DamagedCall for a place that names nothing, RedisError, StoreAway.
        """
        place = Place.read(call.cursor)
        person = self.book.person(call.who)
        return self.takes.begin(
            recording,
            call=call_id,
            language=call.language,
            prompt="" if place.announces else entry_of(place.number).id,
            words="" if place.announces else self.words(call, entry_of(place.number)),
            who=person.name if person else call.who,
            came="telephone",
        )

    def words(self, call: Call, entry: Entry) -> str:
        """What of the sentence is recorded, as the number that was dialled says it."""
        line = self.settings.lines[call.line]
        return self.prompts.shape(line, call.language, entry.id).text


def entry_of(number: str) -> Entry:
    """Raises DamagedCall."""
    try:
        return catalogue().find(number)
    except NoSuchPrompt:
        raise DamagedCall("sentence") from None
