"""What one in a room hears alone: until the conference starts, and while on hold."""

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from ivr.phone.events import Event
from ivr.phone.page import Page, Step
from ivr.phone.refused import Refused
from ivr.phone.verbs import Heed, listen_to, perform, recording_seconds
from ivr.phone.webhook import Answer, refuse_unless_document

if TYPE_CHECKING:
    from ivr.phone.conference import Stay
    from ivr.phone.runner import Runner

ONE_DAY = 86400.0
HOLD_MUSIC = "the carrier's hold music"
AUDIO = ("audio/mpeg", "audio/wav", "audio/x-wav", "audio/basic", "audio/ulaw")
DOCUMENT = ("text/xml", "application/xml")


class Waiting:
    """A document, a recording or the carrier's music. After its end there is silence, or with
    `again`, as on hold, the same once more.
    """

    def __init__(
        self, runner: "Runner", step: Step | None, page: Page | None, seconds: float, again: bool
    ) -> None:
        self._runner = runner
        self._step = step
        self._page = page
        self._seconds = seconds
        self._again = again

    @property
    def ends(self) -> bool:
        return self._page is not None

    @classmethod
    async def before_start(
        cls, runner: "Runner", page: Page, conference: ElementTree.Element
    ) -> "Waiting | None":
        """Raises `Refused`; then the conference is not established."""
        url = conference.get("waitUrl")
        if url is None:
            return cls(runner, None, None, ONE_DAY, False)
        if not url:
            return None
        return await cls._fetch(runner, page.step(url, conference.get("waitMethod")), again=False)

    @classmethod
    async def on_hold(cls, runner: "Runner", stay: "Stay") -> "Waiting | None":
        """A document that fails is an alert, and leaves the caller in silence."""
        if not stay.hold_url:
            return cls(runner, None, None, ONE_DAY, True)
        runner.redirects = 0
        try:
            return await cls._fetch(runner, Step(stay.hold_url, stay.hold_method), again=True)
        except Refused as refused:
            runner.carrier.alert(refused, runner.call)
            return None

    @classmethod
    async def _fetch(cls, runner: "Runner", step: Step, *, again: bool) -> "Waiting":
        answer = await runner.ask(step)
        refuse_unless_document(answer, step.url, DOCUMENT + AUDIO)
        if answer.content_type in AUDIO:
            seconds = await recording_seconds(runner.carrier.wire, step.url)
            return cls(runner, step, None, seconds, again)
        return cls(runner, step, _read(runner, step, answer), 0.0, again)

    async def play(self, heed: Heed) -> Event | None:
        """The event that interrupted it; None when it ran out."""
        if self._page is None:
            sound = self._step.url if self._step else HOLD_MUSIC
            event = await listen_to(self._runner, "play", sound, self._seconds, heed)
            while event is None and self._again:
                event = await listen_to(self._runner, "play", sound, self._seconds, heed)
            return event
        page: Page | None = self._page
        while page is not None:
            began = self._runner.clock.now()
            following = self._step if self._again else None
            for verb in page.root:
                if verb.tag == "Redirect":
                    following = self._redirect(page, verb)
                    break
                event = await perform(self._runner, page, verb, heed)
                if event is not None:
                    return event
            self._runner.call.caller.waited()
            took = self._runner.clock.now() > began
            if took:
                self._runner.redirects = 0
            if following is self._step and not took:
                return None  # nothing is heard in it: it is silence, and not asked for for ever
            page = await self._next(following) if following else None
        return None

    def _redirect(self, page: Page, verb: ElementTree.Element) -> Step | None:
        try:
            return self._runner.redirect(page, verb)
        except Refused as refused:
            self._runner.carrier.alert(refused, self._runner.call)
            return None

    async def _next(self, step: Step) -> Page | None:
        """A later document that fails leaves the caller in the room, in silence."""
        try:
            answer = await self._runner.ask(step)
            refuse_unless_document(answer, step.url)
            return _read(self._runner, step, answer)
        except Refused as refused:
            self._runner.carrier.alert(refused, self._runner.call)
            return None


def _read(runner: "Runner", step: Step, answer: Answer) -> Page:
    return runner.read(step.url, answer, wait=True)
