"""The pretend REST server tied to the pretend telephone company: what is asked for happens.

A request changes the records at once, as the real carrier's answer shows it, and the rooms and
calls at the same moment of the simulated clock, as soon as that goes on. So a job may run in the
middle of a test, with the event loop standing still: the server's own thread answers its requests.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from random import Random

from ivr.phone import Carrier, SimulatedClock
from ivr.phone.call import Call as Telephone
from ivr.phone.conference import Room
from ivr.phone.outgoing import Order
from tests.rest import Faults, PretendRest, Records, rest_server
from tests.rest.call import Call
from tests.rest.conference import Conference, Participant
from tests.rest.gate import Asked
from tests.rest.shape import HERE


@dataclass
class Mischief:
    """When a callback of a room arrives: late, out of order, twice or never; for `delays`.

    `late` is in seconds, `lost` and `doubled` are how probable that is.
    """

    dice: Random
    lost: float = 0.1
    doubled: float = 0.1
    late: float = 3.0
    happened: Counter[str] = field(default_factory=Counter)

    def __call__(self, form: Mapping[str, str]) -> list[float]:
        self.happened["told"] += 1
        if self.dice.random() < self.lost:
            self.happened["lost"] += 1
            return []
        twice = self.dice.random() < self.doubled
        self.happened["doubled"] += twice
        return [self.dice.uniform(0, self.late) for _ in range(1 + twice)]


class Switchboard(Records):
    """`connect` a carrier before anything is asked. `rest` is the server, with its `url`."""

    rest: PretendRest
    carrier: Carrier

    def __init__(self, clock: SimulatedClock, faults: Faults | None = None) -> None:
        super().__init__(clock.now, faults)
        self.names: set[str] = set()
        """Of all conferences and participants."""

    def connect(self, carrier: Carrier) -> None:
        self.carrier = carrier
        carrier.records = self

    @property
    def asked(self) -> list[tuple[str, str, dict[str, str]]]:
        """Every request in order: method, path below the account, form."""
        return [(one.method, _below(one), one.form) for one in self.rest.requests]

    def told(self, names: Mapping[str, str] | None = None) -> list[str]:
        """The same to read, with the time; `names` are those of calls, by their ids."""
        known = dict(names or {}) | {sid: room.name for sid, room in self.conferences.items()}
        lines = []
        for one in self.rest.requests:
            fields = " ".join(f"{n}={v}" for n, v in (one.query | one.form).items())
            line = f"{one.at:%H:%M:%S} {one.status} {one.method} {_below(one)} {fields}".rstrip()
            lines.append(re.sub(r"[A-Z]{2}[0-9a-f]{32}", lambda m: known.get(m[0], m[0]), line))
        return lines

    def problems(self) -> list[str]:
        """What is wrong with the requests by the carrier's API description, and every telephone
        number that stands in a room's name, a label or a URL.
        """
        return [*self.rest.check(), *self._numbers()]

    # --- what the carrier does ---

    def join(
        self,
        name: str,
        call_sid: str,
        *,
        sid: str = "",
        muted: bool = False,
        label: str = "",
        end_on_exit: bool = False,
    ) -> None:
        self.names |= {name, label}
        super().join(name, call_sid, sid=sid, muted=muted, label=label, end_on_exit=end_on_exit)

    def update_conference(self, room: Conference, form: dict[str, str]) -> None:
        super().update_conference(room, form)
        self._now(partial(self._change_room, room, form))

    def update_participant(
        self, room: Conference, participant: Participant, form: dict[str, str]
    ) -> None:
        super().update_participant(room, participant, form)
        self._now(partial(self._change_one, room, participant.call_sid, form))

    def remove(self, room: Conference, participant: Participant) -> None:
        super().remove(room, participant)
        call = self._telephone(participant.call_sid)
        self._now(lambda: self._with(room, lambda there: there.remove(call)))

    def move(self, call: Call, form: dict[str, str]) -> None:
        super().move(call, form)
        telephone = self._telephone(call.sid)
        if not call.live:
            self.carrier.hang_up(telephone)
        elif "Url" in form:
            self.carrier.redirect(telephone, form["Url"], form.get("Method", "POST"))

    def create(self, form: dict[str, str]) -> Call:
        made = super().create(form)
        order = Order(
            form["Url"],
            form.get("Method", "POST"),
            form.get("StatusCallback", ""),
            form.get("StatusCallbackMethod", "POST"),
            frozenset(form.get("StatusCallbackEvent", "completed").split()),
            float(form.get("Timeout", "60")),
        )
        self.carrier.call_out(order, to=made.to, from_=made.from_, sid=made.sid)
        return made

    def _now(self, act: Callable[[], None]) -> None:
        self.carrier.clock.after(0, act)

    def _telephone(self, sid: str) -> Telephone:
        return next(call for call in self.carrier.calls if call.sid == sid)

    def _with(self, room: Conference, act: Callable[[Room], None]) -> None:
        """In the room as it is now, unless that is another one by now."""
        there = self.carrier.rooms.get(room.name)
        if there is not None and there.sid == room.sid:
            act(there)

    def _change_room(self, room: Conference, form: dict[str, str]) -> None:
        def change(there: Room) -> None:
            if url := form.get("AnnounceUrl"):
                self.carrier.announce(there, url, form.get("AnnounceMethod", "POST"))
            if form.get("Status") == "completed":
                there.end()

        self._with(room, change)

    def _change_one(self, room: Conference, sid: str, form: dict[str, str]) -> None:
        call, spawn = self._telephone(sid), self.carrier.clock.spawn

        def change(there: Room) -> None:
            if "Muted" in form:
                spawn(there.mute(call, form["Muted"] == "true"))
            if "Hold" in form:
                url, method = form.get("HoldUrl", ""), form.get("HoldMethod", "GET")
                spawn(there.hold(call, form["Hold"] == "true", url, method))
            if "AnnounceUrl" in form:
                method = form.get("AnnounceMethod", "POST")
                self.carrier.announce(there, form["AnnounceUrl"], method, call)

        self._with(room, change)

    # --- what must not be ---

    def _numbers(self) -> list[str]:
        """Of callers, of those who were rung, and of the line itself."""
        there = {end for call in self.carrier.calls for end in (call.from_, call.to)}
        numbers = {n[-10:] for n in there | set(self.carrier.far_ends) if n[-10:].isdigit()}
        places = {f"the name or label {name!r}" for name in self.names}
        places |= {f"the URL {url}" for url in self._urls()}
        return sorted(
            f"{place} holds a telephone number"
            for place in places
            if any(number in re.sub(r"[A-Z]{2}[0-9a-f]{32}", "", place) for number in numbers)
        )

    def _urls(self) -> Iterator[str]:
        for asked in self.rest.requests:
            yield asked.path
            yield asked.query.get("FriendlyName", "")
            yield from (v for name, v in asked.form.items() if name.endswith(("Url", "Callback")))
        for call in self.carrier.calls:
            yield from (webhook.url for webhook in call.webhooks)
        yield from (webhook.url for webhook in self.carrier.callbacks + self.carrier.announced)


def _below(asked: Asked) -> str:
    return asked.path.removeprefix(f"{HERE}/").removesuffix(".json")


@contextmanager
def switchboard(
    clock: SimulatedClock, faults: Faults | None = None, *, spec: bool = True
) -> Iterator[Switchboard]:
    """Serves REST on loopback; `connect` the carrier. `spec=False` checks no descriptions."""
    board = Switchboard(clock, faults)
    with rest_server(board, spec=spec) as board.rest:
        yield board
