"""A Gather: the line speaks and listens, and goes where the caller's key or word leads."""

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from ivr.phone.events import Event, Key, Words
from ivr.phone.page import Page, Step
from ivr.phone.speech import seconds_of
from ivr.phone.verbs import note, perform, stay

if TYPE_CHECKING:
    from ivr.phone.runner import Runner

CONFIDENCE = "0.92"
AUTO_SPEECH_TIMEOUT = 1.0


class Gathering:
    """One Gather while it runs."""

    def __init__(self, runner: "Runner", page: Page, gather: ElementTree.Element) -> None:
        self.runner = runner
        self.page = page
        self.gather = gather
        self.inputs = gather.get("input", "dtmf").split()
        self.finish = gather.get("finishOnKey", "#")
        self.most = int(gather.get("numDigits", "0"))
        self.timeout = float(gather.get("timeout", "5"))
        self.speaking = True

    async def run(self) -> Step | None:
        """Where the result leads; None when there is none, and the next verb follows."""
        self.runner.redirects = 0
        caller = self.runner.call.caller
        caller.listening()
        event = await self._prompt()
        self.speaking = False
        if event is None:
            caller.prompted()
            event = await self._wait_for_the_first()
        fields = await self._result(event)
        caller.left()
        if fields is None and self.gather.get("actionOnEmptyResult") == "true":
            fields = {"Digits" if "dtmf" in self.inputs else "SpeechResult": ""}
        if fields is None:
            return None
        return self.page.step(self.gather.get("action"), self.gather.get("method"), fields)

    async def _prompt(self) -> Event | None:
        for verb in self.gather:
            event = await perform(self.runner, self.page, verb, self._heed)
            if event is not None:
                return event
        return None

    async def _wait_for_the_first(self) -> Event | None:
        began = self.runner.clock.now()
        event = await self._wait()
        if event is None:
            self.runner.call.hear("silence", began=began, seconds=self.timeout)
        return event

    async def _wait(self) -> Event | None:
        return await stay(self.runner, self.timeout, self._heed)

    def _heed(self, event: Event) -> bool:
        deaf = self.speaking and self.gather.get("bargeIn") == "false"
        wanted = {Key: "dtmf", Words: "speech"}.get(type(event))
        taken = wanted in self.inputs and not deaf
        note(self.runner, event, lost=not taken)
        return taken

    async def _result(self, event: Event | None) -> dict[str, str] | None:
        if isinstance(event, Words):
            return await self._spoken(event.text)
        digits = ""
        while isinstance(event, Key) and event.key != self.finish:
            digits += event.key
            if len(digits) == self.most:
                break
            event = await self._wait()
        return {"Digits": digits} if digits else None

    async def _spoken(self, text: str) -> dict[str, str]:
        pause = self.gather.get("speechTimeout", "auto")
        seconds = AUTO_SPEECH_TIMEOUT if pause == "auto" else float(pause)
        await stay(self.runner, seconds_of(text) + seconds, self._drop)
        return {"SpeechResult": text, "Confidence": CONFIDENCE}

    def _drop(self, event: Event) -> bool:
        note(self.runner, event, lost=True)
        return False


async def run_gather(runner: "Runner", page: Page, gather: ElementTree.Element) -> Step | None:
    return await Gathering(runner, page, gather).run()
