"""From a signed form and its address to a turn of the flow."""

import re
from collections.abc import Mapping
from dataclasses import replace

from starlette.requests import Request

from ivr.call import Call, DamagedCall
from ivr.keeper import Keeper
from ivr.signature import FORM, HEARD, fields_of
from ivr.turn import Heard, Turn

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")


class Turns:
    """Of one web process: with what it has in memory just now."""

    def __init__(self, keeper: Keeper) -> None:
        self.keeper = keeper

    def of(self, request: Request, node: str) -> Turn | None:
        """The turn of a URL; None where that is damaged, as the answer will find too."""
        fields = fields_of(request.scope["query_string"].decode("latin-1"))
        try:
            query = {name: values[-1] for name, values in fields.items()}
            turn = self.again(self.fresh(request.scope[FORM], "", False), node, query)
        except DamagedCall:
            return None
        return turn if turn.call.language in turn.line.languages else None

    def fresh(self, form: dict[str, str], zone: str, listens: bool) -> Turn:
        """The first turn of a call that begins now."""
        now, world = self.keeper.clock(), self.keeper.world
        to = form.get("To", "")
        outbound = form.get("Direction", "").startswith("outbound")
        line = world.settings.line_index(to)
        call = Call(
            node="greeting",
            language=world.settings.lines[line].languages[0],
            line=line,
            answered=int(now.timestamp() // 60),
            zone=zone,
            listens=listens,
        )
        return Turn(
            call,
            world,
            now,
            key=form.get("Digits", ""),
            called=to if _E164.fullmatch(to) and not outbound else "",
            outcome=form.get("DialCallStatus", ""),
            outbound=outbound,
            heard=_heard(form),
        )

    def again(self, turn: Turn, node: str, query: Mapping[str, str]) -> Turn:
        """The same at `node`, as the address has it. Raises DamagedCall."""
        lines = turn.world.settings.lines
        call = Call.read(node, query, lines=len(lines), now=turn.now)
        if turn.outbound:  # To is the volunteer's whom we rang
            turn = replace(turn, called=lines[call.line].number)
        return turn.at(call)


def _heard(form: Mapping[str, str]) -> Heard | None:
    """Of a form that has it: the signature lets it in only where a caller is asked for a place."""
    if HEARD.isdisjoint(form):
        return None
    return Heard(
        said=form.get("SpeechResult", ""),
        postcode=form.get("FromZip", ""),
        town=form.get("FromCity", ""),
        state=form.get("FromState", ""),
        country=form.get("FromCountry", ""),
    )
