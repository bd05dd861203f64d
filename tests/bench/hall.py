"""The carrier's side of all rooms, in a process of its own: `python -m tests.bench.hall`.

It holds the conferences for the callers of all generating processes, tells the line what happens
in them, and serves the REST interface at which the line's workers mute, hold, announce, move and
forget. A generating process talks to it over a unix socket, a line of JSON at a time:

    ["begin", call, from, to]  ["join", call, part, muted]  ["leave", call, part, goes_on]
    ["end", call]  ["count"]

and hears `["in", call, alone]`, `["full", call]`, `["out", call]`, `["moved", call, url]`,
`["counted", {…}]`.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import uvloop

from ivr.phone.rules import check_twiml
from ivr.room import EVENTS
from tests.bench.wire import Lost, Pool, written
from tests.rest import ACCOUNT, Faults, PretendRest, Records, rest_server
from tests.rest.call import Call
from tests.rest.conference import Conference, Participant

CONNECTIONS = 32
SOON = timedelta(seconds=60)


def utc_now() -> datetime:
    return datetime.now(UTC)


class Tales:
    """What is told of rooms: signed callbacks and documents, counted and timed."""

    def __init__(self, port: int, public: str) -> None:
        self.public = public
        self.pool = Pool(port, CONNECTIONS)
        self.sequences: Counter[str] = Counter()
        self.count: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self.seconds: list[float] = []
        self._tasks: set[asyncio.Task[None]] = set()

    def happened(self, room: Conference, event: str, **fields: str) -> None:
        self.sequences[room.sid] += 1
        self.count[event] += 1
        form = {
            "AccountSid": ACCOUNT,
            "ConferenceSid": room.sid,
            "FriendlyName": room.name,
            "SequenceNumber": str(self.sequences[room.sid]),
            "StatusCallbackEvent": event,
            "Timestamp": f"{utc_now():%a, %d %b %Y %H:%M:%S} +0000",
            **fields,
        }
        self._spawn(self.public + EVENTS, form, 204)

    def play(self, room: Conference, url: str) -> None:
        """The document of an announcement, or of a hold."""
        self.count["document"] += 1
        form = {"AccountSid": ACCOUNT, "ConferenceSid": room.sid, "FriendlyName": room.name}
        self._spawn(url, form, 200)

    def status(self, url: str, form: Mapping[str, str]) -> None:
        self.count["status"] += 1
        self._spawn(url, form, 204)

    def _spawn(self, url: str, form: Mapping[str, str], status: int) -> None:
        task = asyncio.get_running_loop().create_task(
            self._send(url, form, status, time.monotonic())
        )
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send(self, url: str, form: Mapping[str, str], wanted: int, due: float) -> None:
        try:
            status, body = await self.pool.ask(written(url, form))
        except (Lost, TimeoutError) as error:
            self.failures[f"{type(error).__name__} for a callback"] += 1
            return
        self.seconds.append(time.monotonic() - due)
        if status != wanted:
            self.failures[f"status {status} for a callback"] += 1
        elif wanted == 200 and (problems := check_twiml(body, wait=True)):
            self.failures[problems[0].sentence] += 1


class Hall(Records):
    """The records, with rooms that tell of themselves. `act` runs something in the main loop."""

    def __init__(
        self, tales: Tales, say: Callable[[str, list[object]], None], act: Callable[..., object]
    ) -> None:
        super().__init__(utc_now, Faults(too_early=SOON, events_late=timedelta()))
        self.tales = tales
        self.say = say
        self.act = act
        self.where: dict[str, Conference] = {}
        self.busiest = 0
        self.fullest: dict[str, int] = {}

    # --- what callers do; in the main loop ---

    def come(self, part: str, call: str, muted: bool) -> None:
        try:
            with self.lock:
                self.join(part, call, muted=muted)
                room = self._by_name[part]
        except ValueError:  # full: the carrier lets the call fall through
            self.tales.count["refused"] += 1
            self.say(call, ["full", call])
            return
        self.where[call] = room
        inside = len(room.participants)
        self.busiest = max(self.busiest, len(self.where))
        self.fullest[part] = max(self.fullest.get(part, 0), inside)
        self.say(call, ["in", call, inside < 2 and room.status == "init"])
        self.tales.happened(room, "participant-join", **about(room.participants[call]))
        if inside == 2 and self.tales.count[f"{room.sid} start"] == 0:
            self.tales.count[f"{room.sid} start"] = 1
            self.tales.happened(room, "conference-start")

    def go(self, call: str, status: str) -> None:
        """Out of the room that it is in, if it is in one; `status` is the call's own."""
        room = self.where.pop(call, None)
        if room is None:
            return
        with self.lock:
            there = room.participants.get(call)
            if there is not None:
                self.leave(room.name, call)
        self._left(room, there or Participant(call, room.sid, utc_now()), status)

    def _left(self, room: Conference, there: Participant, status: str) -> None:
        gone = {"ParticipantCallStatus": status, "ReasonParticipantLeft": "participant_hung_up"}
        self.tales.happened(room, "participant-leave", **about(there), **gone)
        if room.status == "completed" and self.tales.count.pop(f"{room.sid} over", 0) == 0:
            self.tales.happened(room, "conference-end", ReasonConferenceEnded=room.reason or "")
            self.tales.count.pop(f"{room.sid} start", None)
            del self.conferences[room.sid], self.tales.sequences[room.sid]

    # --- what is asked by REST; in the server's thread, at once in the records ---

    def update_conference(self, room: Conference, form: dict[str, str]) -> None:
        super().update_conference(room, form)
        self.updates.clear()
        if "AnnounceUrl" in form:
            self.act(self.tales.play, room, form["AnnounceUrl"])

    def update_participant(
        self, room: Conference, participant: Participant, form: dict[str, str]
    ) -> None:
        before = (participant.muted, participant.hold)
        super().update_participant(room, participant, form)
        self.updates.clear()
        for now, was, event in (
            (participant.muted, before[0], "mute"),
            (participant.hold, before[1], "hold"),
        ):
            if now != was:
                event = f"participant-{event if now else f'un{event}'}"
                self.act(lambda event=event: self.tales.happened(room, event, **about(participant)))
        for name in ("AnnounceUrl", "HoldUrl"):
            if form.get(name):
                self.act(self.tales.play, room, form[name])

    def remove(self, room: Conference, participant: Participant) -> None:
        super().remove(room, participant)
        self.updates.clear()
        self.act(self._removed, room, participant, ["out", participant.call_sid])

    def move(self, call: Call, form: dict[str, str]) -> None:
        super().move(call, form)
        self.moves.clear()
        if "Url" in form:
            self.act(self._moved, call.sid, ["moved", call.sid, form["Url"]])

    def create(self, form: dict[str, str]) -> Call:
        """Nobody answers whom the line rings."""
        made = super().create(form)
        self.tales.count["rung"] += 1
        self.made.clear()
        if url := form.get("StatusCallback", ""):
            base = {"AccountSid": ACCOUNT, "CallSid": made.sid, "Direction": "outbound-api"}
            base |= {"From": made.from_, "To": made.to}
            self.act(self.tales.status, url, base | {"CallStatus": "queued"})
            self.act(self._unanswered, made.sid, url, base, float(form.get("Timeout", "60")))
        return made

    def _removed(self, room: Conference, there: Participant, word: list[object]) -> None:
        self.where.pop(there.call_sid, None)
        self._left(room, there, "in-progress")
        self.say(there.call_sid, word)

    def _moved(self, call: str, word: list[object]) -> None:
        self.go(call, "in-progress")
        self.say(call, word)

    def _unanswered(self, sid: str, url: str, base: dict[str, str], seconds: float) -> None:
        def over() -> None:
            self.end(sid, status="no-answer")
            self.tales.status(url, base | {"CallStatus": "no-answer"})

        asyncio.get_running_loop().call_later(seconds, over)

    def tidy(self, rest: PretendRest) -> None:
        """Keep no more than what somebody may ask for: an hour of it would be slow, and large."""
        rest.requests.clear()
        with self.lock:
            for sid in [sid for sid, call in self.calls.items() if call.events_deleted]:
                del self.calls[sid]


def about(there: Participant) -> dict[str, str]:
    return {
        "CallSid": there.call_sid,
        "Muted": str(there.muted).lower(),
        "Hold": str(there.hold).lower(),
        "Coaching": "false",
        "StartConferenceOnEnter": "true",
        "EndConferenceOnExit": "false",
    }


async def serve(port: int, public: str, socket: str) -> None:
    loop = asyncio.get_running_loop()
    writers: dict[str, asyncio.StreamWriter] = {}
    tales = Tales(port, public)

    def say(call: str, word: list[object]) -> None:
        if call in writers:
            writers[call].write(json.dumps(word).encode() + b"\n")

    hall = Hall(tales, say, loop.call_soon_threadsafe)

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async for line in reader:
            match json.loads(line):
                case ["begin", call, from_, to]:
                    writers[call] = writer
                    hall.begin(call, from_=from_, to=to)
                case ["join", call, part, muted]:
                    hall.come(part, call, muted)
                case ["leave", call, _, goes_on]:
                    hall.go(call, "in-progress" if goes_on else "completed")
                case ["end", call]:
                    hall.go(call, "completed")
                    hall.end(call)
                    writers.pop(call, None)
                case ["count"]:
                    writer.write(json.dumps(["counted", counted(hall)]).encode() + b"\n")
        writer.close()

    with rest_server(hall, spec=False) as rest:
        server = await asyncio.start_unix_server(hear, socket)
        print(rest.url, flush=True)
        async with server:
            while True:
                await asyncio.sleep(5)
                hall.tidy(rest)


def counted(hall: Hall) -> dict[str, object]:
    """What there was so far."""
    tales = hall.tales
    events = {name: count for name, count in tales.count.items() if " " not in name}
    return {
        "events": events,
        "failures": dict(tales.failures),
        "seconds": tales.seconds,
        "inside": len(hall.where),
        "busiest": hall.busiest,
        "parts": hall.fullest,
        "calls": len(hall.calls),
        "live": sum(call.live for call in hall.calls.values()),
    }


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1]), sys.argv[2], sys.argv[3]))
