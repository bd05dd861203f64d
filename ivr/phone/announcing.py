"""An announcement: a document that is heard in a room beside what goes on there.

It stops nobody from speaking, and nobody can interrupt it. Whether the carrier lets a second one
wait for the first is not documented: here both are heard at once, which is the worse of the two.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from ivr.phone.call import ACCOUNT_SID, Heard
from ivr.phone.page import Page
from ivr.phone.refused import Refused
from ivr.phone.rules import parse, spoken_text
from ivr.phone.speech import speech_of
from ivr.phone.verbs import recording_seconds
from ivr.phone.waiting import AUDIO, DOCUMENT
from ivr.phone.webhook import Answer, Webhook, refuse_unless_document, requested

if TYPE_CHECKING:
    from ivr.phone.conference import Room, Stay

REDIRECTS = 10


class Announcement:
    """To all who are in a room and not on hold, or to one of them alone."""

    def __init__(self, room: "Room", url: str, method: str, to: "Stay | None" = None) -> None:
        self.room = room
        self.carrier = room.carrier
        self.url = url
        self.method = method
        self.to = to

    async def run(self) -> None:
        """From the first word to the last, and then the room's callback."""
        about = self.to.fields() if self.to else {}
        try:
            await self._play()
        except Refused as refused:
            self.carrier.alert(refused, self.to.call if self.to else None)
            await self.room.tell("announcement-fail", {**about, "ReasonAnnouncementFailed": "url"})
        else:
            await self.room.tell("announcement-end", about)

    async def _play(self) -> None:
        url, method = self.url, self.method
        for _ in range(REDIRECTS + 1):
            answer = await self._ask(url, method)
            refuse_unless_document(answer, url, DOCUMENT + AUDIO)
            if answer.content_type in AUDIO:
                await self._sound(url, await recording_seconds(self.carrier.wire, url))
                return
            page = self._read(url, answer)
            redirect = await self._perform(page)
            if redirect is None:
                return
            step = page.step(spoken_text(redirect), redirect.get("method"))
            url, method = step.url, step.method
        raise Refused(11215, f"More than {REDIRECTS} redirects in a row.", url)

    async def _ask(self, url: str, method: str) -> Answer:
        """One webhook: of a call where it is for one, else of the room, which has no number."""
        form = {
            "AccountSid": ACCOUNT_SID,
            "ConferenceSid": self.room.sid,
            "FriendlyName": self.room.name,
        }
        if self.to is not None:
            form |= self.to.call.form()
        at, answer = self.carrier.clock.now(), None
        try:
            answer = await self.carrier.wire.ask(url, form, method)
        finally:
            status = answer.status if answer else None
            twiml = answer.body.decode(errors="replace") if answer else ""
            self.carrier.announced.append(Webhook(at, requested(url), method, form, status, twiml))
        return answer

    def _read(self, url: str, answer: Answer) -> Page:
        root, problems = parse(answer.body, wait=True)
        if root is None or problems:
            sentences = " ".join(problem.sentence for problem in problems)
            raise Refused(problems[0].code, sentences, url)
        return Page(url, root, self.carrier.wire)

    async def _perform(self, page: Page) -> ElementTree.Element | None:
        """The Redirect at which the document leads on."""
        for verb in page.root:
            if verb.tag == "Redirect":
                return verb
            for _ in range(max(int(verb.get("loop", "1")), 1)):
                if verb.tag == "Say":
                    await self._say(verb)
                elif verb.tag == "Play":
                    url = page.link(spoken_text(verb))
                    await self._sound(url, await recording_seconds(self.carrier.wire, url))
                else:
                    await self.carrier.clock.sleep(float(verb.get("length", "1")))
        return None

    def _ears(self) -> "list[Stay]":
        """Who hears it now; nobody once the one whom it was for has left."""
        if self.to is not None:
            return [self.to] if self.to.left is None else []
        return [stay for stay in self.room.stays if not stay.held]

    async def _say(self, say: ElementTree.Element) -> None:
        speech = speech_of(say)

        def so_far(whole: Heard, seconds: float) -> Heard:
            part = speech.until(seconds)
            return replace(whole, text=part.text, words=part.words, parts=part.parts)

        await self._heard(
            so_far,
            "say",
            speech.text,
            language=speech.pieces[0].language,
            voice=say.get("voice", "man"),
            seconds=speech.seconds,
            words=speech.words,
            parts=speech.parts,
        )

    async def _sound(self, url: str, seconds: float) -> None:
        await self._heard(lambda whole, _: whole, "play", url, seconds=seconds)

    async def _heard(
        self,
        so_far: Callable[[Heard, float], Heard],
        kind: str,
        text: str,
        *,
        seconds: float,
        **details: Any,
    ) -> None:
        """By all ears at once; whoever leaves the room meanwhile hears the beginning."""
        ears = self._ears()
        heard = [
            ear.call.hear(kind, text, seconds=seconds, announced=True, **details) for ear in ears
        ]
        await self.carrier.clock.sleep(seconds)
        for ear, whole in zip(ears, heard, strict=True):
            until = (ear.left - whole.at).total_seconds() if ear.left else seconds
            if until < seconds:
                cut = replace(so_far(whole, until), seconds=until, cut=True)
                ear.call.rewrite(whole, cut)
            else:
                ear.call.listener.ends(whole)
