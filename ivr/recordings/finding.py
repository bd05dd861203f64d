"""Whatever was lost on the way, a callback or a job: what was said is found all the same."""

from datetime import datetime, timedelta

import structlog

from ivr.carrier import Carrier, Refused
from ivr.recordings.offers import KEPT, offered
from ivr.recordings.storage import Storage
from ivr.recordings.take import OfAnotherRelease
from ivr.recordings.takes import Takes

SETTLED = timedelta(minutes=5)
"""After the last offer of a call whatever came of it has begun, and its callback come or not."""

LOST = timedelta(days=1)
"""After which a file that was sent, and of which no take waits, is nobody's."""

LONGEST_KEPT = KEPT + timedelta(days=1)
"""Offers of a call that forgetting never came by."""

log = structlog.get_logger()


def find_takes(takes: Takes, carrier: Carrier | None) -> tuple[int, int]:
    """How many takes were queued again, and of how many recordings nobody had told.

    Raises Trouble after the former; the next run goes on. A call of which the carrier does not
    talk stops no other. Costs the carrier nothing while no operator records.
    """
    again, found, others, refused = takes.queue_again(), 0, 0, list[int]()
    for call, last in takes.offers.calls().items():
        if takes.clock() - last > LONGEST_KEPT:
            takes.offers.drop(call)
        elif carrier:
            try:
                found += _find(takes, carrier, call, last)
            except Refused as error:
                refused.append(error.code)
            except OfAnotherRelease:
                others += 1
    if others:
        log.warning("recordings of another release wait for it", calls=others)
    if refused:
        log.warning(
            "the carrier refuses to list the recordings of calls, the next run asks again",
            calls=len(refused),
            code=refused[0],
        )
    return again, found


def _find(takes: Takes, carrier: Carrier, call: str, last: datetime) -> int:
    """Begins what is unknown; drops the offers of a call that is over when nothing is left."""
    offers, left, found = takes.offers.of(call), 0, 0
    for recording in carrier.recorded(call):
        take, offer = takes.get(recording.sid), offered(offers, recording.at)
        if take is None and offer is None:  # nobody can say any more what it is
            continue
        left += take is None or take.state == "waiting"
        if take is None and offer is not None and recording.ready:
            takes.begin(
                recording.sid,
                language=offer.language,
                prompt=offer.prompt,
                who=offer.who,
                came="telephone",
                words=offer.words,
            )
            found += 1
    settled = not left and takes.clock() - last > SETTLED
    if settled and not carrier.goes_on(call):
        takes.offers.drop(call)
    return found


def drop_uploads(takes: Takes, storage: Storage) -> int:
    """Delete the files of which nobody will ever make a draft: their sender was cut off between

    the store and Redis, or Redis was lost. Returns how many there were. Raises StoreAway.
    """
    lost = [id for id in storage.old_uploads(takes.clock() - LOST) if not takes.waits(id)]
    for id in lost:
        storage.drop_upload(id)
    return len(lost)
