"""What is looked up and done for whoever types a PIN: before an answer, and never for a caller.

The flow stays a function of what is found. Each look-up checks anew that the person is still an
operator, or a leader: a PIN that is taken away ends at the next key.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from time import monotonic

import structlog
from redis.exceptions import RedisError

from ivr import store
from ivr.call import MOST_TRIES, Call, DamagedCall
from ivr.desk.announcements import AnnouncementWork
from ivr.desk.hours import NODES, HoursWork
from ivr.desk.office import Office
from ivr.desk.sentences import SentenceWork
from ivr.found import AWAY, GONE, UNSURE, Found
from ivr.log import failure
from ivr.people.book import Book
from ivr.people.pins import Pins
from ivr.prompts import Prompts
from ivr.recordings.library import Library
from ivr.recordings.storage import StoreAway, storage_of
from ivr.recordings.takes import Takes
from ivr.rooms.leaders import EARLY
from ivr.rotacomposed import leaders_of
from ivr.rotaread import last_reading
from ivr.settings import Settings
from ivr.steps.place import ANNOUNCEMENT
from ivr.turn import Turn

log = structlog.get_logger()

CHANGES = frozenset(
    {
        "sentence+undo",
        "review+publish",
        "announcements+publish",
        "announcements+withdraw",
        "hours+give",
        "uncovered+take",
    }
)
"""The steps that change something: where one fails, nobody can tell whether it was done."""

AT_ONCE = 4
"""Operators who change something at a time, and who look something up."""

LONGEST = 8.0
"""Seconds for one of them: the carrier waits nine (`overrides.DESK`), and then asks once more."""

LONG_POLL, LOOK = 2.0, 0.2
"""Seconds that one answer waits for a recording to be made ready, and between two looks."""


class Desk:
    """Of one web process. `clock` gives aware UTC times."""

    def __init__(
        self,
        settings: Settings,
        prompts: Prompts,
        clock: Callable[[], datetime],
        current: Callable[[], Settings] | None = None,
    ) -> None:
        """`current` gives the settings as callers hear them now."""
        self.pins = Pins(settings, clock)
        storage = storage_of(settings)
        self._connection = connection = store.connect(settings.redis_url, timeout=2.0)
        self.office = Office(
            settings,
            prompts,
            clock,
            Library(connection, storage, clock),
            Book(connection, storage, settings, clock),
            Takes(connection, clock),
            current or (lambda: settings),
        )
        # A store that hangs keeps those who change something, and not those who look.
        self._looking = ThreadPoolExecutor(AT_ONCE, "desk")
        self._changing = ThreadPoolExecutor(AT_ONCE, "desk-change")

    async def attend(
        self,
        target: str,
        turn: Turn,
        *,
        call_id: str,
        recording: str,
        mark: str,
        token: str = "",
    ) -> Found | None:
        """What `target` needs of us; None for a place that names nothing. Never raises.

        `recording` is the carrier's id of one just made, `mark` the caller's, `token` the same in
        all attempts of one webhook.
        """
        if target == "pin":
            return await self._pin(turn, mark, token)

        def work() -> Found:
            person = self.office.book.person(turn.call.who)
            if target.partition("+")[0] in NODES:
                if person is None or not (person.may("leader") and person.leader):
                    return GONE
                return HoursWork(self.office, person, turn).found(target)
            if person is None or not person.may("operator"):
                return GONE
            if target.startswith("desk"):
                return Found(person=person)
            announces = turn.call.cursor.startswith(f"{ANNOUNCEMENT}.")
            kind = AnnouncementWork if announces or "announcements" in target else SentenceWork
            step = kind(self.office, person, turn, call_id=call_id, recording=recording)
            return step.found(target)

        pool = self._changing if target in CHANGES else self._looking
        until = monotonic() + (LONG_POLL if target == "take" else 0)
        try:
            async with asyncio.timeout(LONGEST):
                while True:
                    found = await asyncio.get_running_loop().run_in_executor(pool, work)
                    waits = found.recorded is not None and found.recorded.state == "waiting"
                    if not waits or monotonic() > until:
                        return found
                    await asyncio.sleep(LOOK)
        except DamagedCall:
            return None
        except TimeoutError as error:
            log.warning("a step of an operator took too long", **failure(error))
        except (RedisError, StoreAway, OSError) as error:
            log.warning("an operator on the telephone has to wait", **failure(error))
        except Exception as error:
            log.error("a step of an operator on the telephone failed", **failure(error))
        return UNSURE if target in CHANGES else AWAY

    async def ready(self, call: Call, call_id: str, recording: str) -> None:
        """The carrier tells that a recording can be fetched. Never raises: what is not taken

        now is found later (`recordings/finding.py`).
        """
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(LONGEST):
                begin = self.office.begin
                await loop.run_in_executor(self._looking, begin, call, call_id, recording)
        except DamagedCall:
            log.warning("a recording was told of that belongs to nothing here")
        except Exception as error:
            log.warning("a recording cannot be taken now, and is later", **failure(error))

    async def close(self) -> None:
        """When the process ends."""
        for pool in (self._looking, self._changing):
            pool.shutdown(wait=False, cancel_futures=True)
        self._connection.close()
        await self.pins.close()

    async def _pin(self, turn: Turn, mark: str, token: str) -> Found:
        if turn.call.tries >= MOST_TRIES:
            return Found("over")
        answer = await self.pins.check(turn.key, mark, token)
        found = Found(answer.outcome, answer.person)
        if answer.person is None or not answer.person.leader:
            return found
        try:
            async with asyncio.timeout(LONGEST):
                return await asyncio.get_running_loop().run_in_executor(
                    self._looking, self._may_lead, found, turn.now
                )
        except Exception as error:
            log.error("nobody could tell whether a leader may lead", **failure(error))
            return Found("later")

    def _may_lead(self, found: Found, now: datetime) -> Found:
        """Whether somebody leads already, and still, as leaders.csv and the operators have it.

        Whoever comes a little before midnight comes for the next day. While the files were never
        read, the PIN alone counts. Raises RedisError, StoreAway, CannotChange.
        """
        office, person = self.office, found.person
        reading = last_reading(self._connection, office.settings)
        if reading is None or person is None:
            return found
        leaders = leaders_of(self._connection, office.library.storage, reading)
        known = leaders.rows.get(person.leader)
        if known is None:
            return replace(found, bar="lost")
        if known.leads_from > (now + EARLY).astimezone(reading.zone).date().isoformat():
            return replace(found, bar="early", leads_from=date.fromisoformat(known.leads_from))
        return found
