"""Runs one call: fetches a document, runs its verbs, goes where they lead, and says goodbye."""

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from ivr.phone.call import Call
from ivr.phone.dial import run_dial
from ivr.phone.events import CallOver, Moved
from ivr.phone.gather import run_gather
from ivr.phone.page import Page, Step
from ivr.phone.record import run_record
from ivr.phone.refused import Refused
from ivr.phone.rules import parse, spoken_text
from ivr.phone.speech import seconds_of
from ivr.phone.verbs import listen_to, losing, perform
from ivr.phone.webhook import Answer, Webhook, refuse_unless_document, requested

if TYPE_CHECKING:
    from ivr.phone.carrier import Carrier

REDIRECTS = 10
LONGEST_CALL = 14400.0
APPLICATION_ERROR = "We are sorry. An application error has occurred. Goodbye."


class Runner:
    """The carrier's side of one call."""

    def __init__(self, carrier: "Carrier", call: Call) -> None:
        self.carrier = carrier
        self.call = call
        self.clock = carrier.clock
        self.redirects = 0

    async def run(self) -> None:
        """A call that comes in, to its end."""
        self.carrier.records.begin(self.call.sid, from_=self.call.from_, to=self.call.to)
        self.call.end(await self.follow(Step(self.carrier.voice_url)))
        await self.carrier.report_end(self.call)

    async def follow(self, first: Step) -> str:
        """From document to document; why the call is over."""
        step: Step | None = first
        try:
            while step is not None:
                step = await self._follow(step)
        except CallOver as over:
            return over.reason
        return "end"

    async def _follow(self, step: Step) -> Step | None:
        try:
            page = await self.fetch(step)
            return await self._run_verbs(page)
        except Moved as moved:
            self.call.caller.left()
            self.redirects = 0
            return Step(moved.url, moved.method)
        except Refused as refused:
            self.carrier.alert(refused, self.call)
            if self._falls_back(step, refused):
                return self._fallback(refused)
        self.call.answer(LONGEST_CALL)
        seconds = seconds_of(APPLICATION_ERROR)
        await listen_to(self, "error", APPLICATION_ERROR, seconds, losing(self))
        raise CallOver("error")

    def _falls_back(self, step: Step, refused: Refused) -> bool:
        """The number's fallback is for whatever fails in a call to it, but not for itself."""
        inbound = self.call.direction == "inbound"
        there = bool(self.carrier.fallback_url) and not step.fallback
        return inbound and there and refused.code != 11215

    def _fallback(self, refused: Refused) -> Step:
        self.redirects += 1
        self.call.hear("fallback", f"{refused.code}: the carrier goes to the fallback.")
        fields = {"ErrorCode": str(refused.code), "ErrorUrl": requested(refused.url)}
        return Step(self.carrier.fallback_url, "POST", fields, fallback=True)

    async def fetch(self, step: Step, *, wait: bool = False) -> Page:
        """The document of a step. Raises `Refused` for what the carrier does not take."""
        answer = await self.ask(step)
        refuse_unless_document(answer, step.url)
        return self.read(step.url, answer, wait=wait)

    def read(self, url: str, answer: Answer, *, wait: bool = False) -> Page:
        root, problems = parse(answer.body, wait=wait)
        if root is None or problems:
            sentences = " ".join(problem.sentence for problem in problems)
            raise Refused(problems[0].code, sentences, url)
        return Page(url, root, self.carrier.wire)

    async def ask(self, step: Step) -> Answer:
        """One webhook of this call, kept in `call.webhooks`."""
        form = {**self.call.form(), **step.fields}
        answer = None
        at, waited = self.clock.now(), 0.0
        try:
            answer = await self.carrier.wire.ask(step.url, form, step.method)
            waited = answer.waited
        except Refused as refused:
            waited = refused.waited
            raise
        finally:
            status = answer.status if answer else None
            twiml = answer.body.decode(errors="replace") if answer else ""
            url = requested(step.url)
            self.call.webhooks.append(Webhook(at, url, step.method, form, status, twiml))
            if waited:
                sentence = f"The line did not answer for {waited:g} seconds."
                self.call.hear("unanswered", sentence, began=at, seconds=waited)
        return answer

    async def ask_in_vain(self, step: Step) -> None:
        """A webhook whose answer nobody hears, for the caller has gone."""
        self.call.status = "completed"
        try:
            refuse_unless_document(await self.ask(step), step.url)
        except Refused as refused:
            self.carrier.alert(refused, self.call)

    async def _run_verbs(self, page: Page) -> Step | None:
        for verb in page.root:
            if verb.tag == "Reject":
                raise CallOver(verb.get("reason", "rejected"))
            if verb.tag == "Redirect":
                return self.redirect(page, verb)
            self.call.answer(LONGEST_CALL)
            if verb.tag == "Hangup":
                raise CallOver("hangup")
            step = await self._run_verb(page, verb)
            if step is not None:
                return step
        self.call.answer(LONGEST_CALL)
        return None

    async def _run_verb(self, page: Page, verb: ElementTree.Element) -> Step | None:
        if verb.tag == "Gather":
            return await run_gather(self, page, verb)
        if verb.tag == "Record":
            return await run_record(self, page, verb)
        if verb.tag == "Dial":
            return await run_dial(self, page, verb)
        await perform(self, page, verb, losing(self))
        return None

    def redirect(self, page: Page, verb: ElementTree.Element) -> Step:
        """Raises `Refused` when the caller was sent on too often without being asked anything."""
        self.redirects += 1
        if self.redirects > REDIRECTS:
            raise Refused(11215, f"More than {REDIRECTS} redirects in a row.", page.url)
        return page.step(spoken_text(verb), verb.get("method"))
