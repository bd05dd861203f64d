"""From what an operator said to a draft that can be heard: what the job of a take does.

In an order that loses nothing and doubles nothing wherever it is interrupted: the draft, which
carries the id of its take; the take, which says what became of it; the raw recording, which goes;
and only then does the take stop waiting.
"""

import time
from collections.abc import Callable
from datetime import timedelta

import msgspec

from ivr.carrier import Carrier, Trouble, Unknown
from ivr.recordings.announcement import LONGEST_ANNOUNCEMENT
from ivr.recordings.library import Library
from ivr.recordings.take import OfAnotherRelease, Take
from ivr.recordings.takes import Takes
from ivr.recordings.unusable import Unusable

PAUSES = (0.5, 1.0, 2.0)
"""Seconds between tries to fetch a recording: it is ready about a second after its end."""

GONE = timedelta(hours=1)
"""A recording of which the carrier knows nothing after so long will not come any more."""


class NotThereYet(Exception):
    """The carrier has no audio of the recording yet: the job is to be tried again."""


def make_take(
    id: str,
    takes: Takes,
    library: Library,
    words: Callable[[str, str], str],
    carrier: Carrier | None,
    *,
    held: bool = False,
    sleep: Callable[[float], None] = time.sleep,
) -> Take | None:
    """Make the draft of a take, once. None where nobody here knows of such a take.

    `words` says what a prompt says now, by language and id, where the take does not. While there
    is a hold (`held`) nothing is deleted at the carrier. Raises what keeps it from being done, to
    be tried again: NotThereYet, Trouble, Refused, StoreAway, StateNotWritten, RedisError.
    """
    try:
        take = takes.get(id)
    except OfAnotherRelease:  # whose next look queues it again
        return None
    if take is None:
        takes.settled(id)
        return None
    if take.state == "waiting":
        try:
            raw = _raw(take, takes, library, carrier, sleep)
            take = _made(take, raw, library, words)
        except Unusable as error:
            take = msgspec.structs.replace(
                take, state="refused", reason=error.reason, sentence=str(error)
            )
        takes.done(take)
    if take.uploaded:
        library.storage.drop_upload(id)
    elif carrier and not held:
        carrier.delete_recording(id)
    takes.settled(id)
    return take


def _made(take: Take, raw: bytes, library: Library, words: Callable[[str, str], str]) -> Take:
    """The take with its draft. Raises Unusable."""
    from ivr.recordings.audio import make_ready  # numpy and PyAV take a second to load

    came, who = take.came, take.who
    if take.prompt:
        ready = make_ready(raw)
        version = library.add(
            take.language,
            take.prompt,
            ready.wav,
            text=take.words or words(take.language, take.prompt),
            seconds=ready.seconds,
            who=who,
            came=came,
            take=take.id,
        )
        take = msgspec.structs.replace(take, version=version.number)
    else:
        ready = make_ready(raw, longest=LONGEST_ANNOUNCEMENT)
        draft = library.add_announcement(
            take.language, ready.wav, seconds=ready.seconds, who=who, came=came, take=take.id
        )
        take = msgspec.structs.replace(take, announcement=draft.id)
    return msgspec.structs.replace(
        take,
        state="ready",
        hash=ready.hash,
        seconds=round(ready.seconds, 2),
        peaks=ready.peaks,
    )


def _raw(
    take: Take,
    takes: Takes,
    library: Library,
    carrier: Carrier | None,
    sleep: Callable[[float], None],
) -> bytes:
    """As it was said or sent. Raises Unusable where it is nowhere any more."""
    if take.uploaded:
        sent = library.storage.upload(take.id)
        if sent is None:
            raise Unusable("The file is not in the store any more: send it again.", "lost")
        return sent
    if carrier is None:
        raise Unusable(
            "The recording cannot be fetched from the carrier: set TWILIO_ACCOUNT_SID and "
            "TWILIO_AUTH_TOKEN for the worker, and record it again.",
            "lost",
        )
    for pause in PAUSES:
        try:
            return carrier.audio(take.id)
        except (Unknown, Trouble):
            sleep(pause)
    try:
        return carrier.audio(take.id)
    except Unknown:
        if takes.clock() - take.at > GONE and not carrier.keeps_audio(take.id):
            raise Unusable(
                "The carrier does not have the recording any more: record it again.", "lost"
            ) from None
        raise NotThereYet("The carrier has no audio of a recording yet.") from None
