"""The call as a picture: every place of it, what it says, and where it leads."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from ivr.call import DamagedCall
from ivr.console import flowdrawing
from ivr.console.flowpicture import exits, prompts_of
from ivr.console.words import LANGUAGES, text
from ivr.flow import FLOW, LANGUAGE
from ivr.node import Menu, Step
from ivr.prompts import Prompts, Value
from ivr.recordings.catalogue import catalogue
from ivr.rota import Rota
from ivr.schedule.snapshot import Snapshot
from ivr.settings import Line
from ivr.turn import Turn
from tests.console.opened import Opened, Tags, words
from tests.line import SATURDAY_EVENING, turn, world


class Remembering(Prompts):
    """Sentences that remember which of them were said."""

    def __init__(self) -> None:
        super().__init__()
        self.said: set[str] = set()

    def text(self, line: Line, language: str, prompt: str, values: Mapping[str, Value]) -> str:
        self.said.add(prompt)
        return super().text(line, language, prompt, values)


def verbs_of(name: str) -> list[str]:
    """What a key, an entry or silence anywhere asks of a place."""
    targets = [t for node in FLOW.values() for t in (*node.keys.values(), node.silence, node.entry)]
    asked = (target.partition("+") for target in targets)
    return sorted({"", *(verb for place, _, verb in asked if place == name)})


def said_by(menu: Menu, at: Turn) -> None:
    for saying in menu.says:
        if isinstance(saying, str):
            at.say(saying)
        else:
            saying(at)


@pytest.mark.parametrize("name", FLOW)
def test_a_place_says_no_sentence_that_its_page_does_not_have(name: str) -> None:
    """By day and by night, with and without a rota and a list, by every key, heard and muted."""
    prompts = Remembering()
    whole = replace(world(), prompts=prompts)
    node = FLOW[name]
    for each in (whole, replace(whole, rota=Rota()), replace(whole, snapshot=Snapshot.EMPTY)):
        for hours in (0, 3.3, 8.5):
            for verb in verbs_of(name):
                for cursor in ("", "3", "meeting-main"):
                    for listens in (False, True):
                        now = SATURDAY_EVENING + timedelta(hours=hours)
                        at = turn(name, now=now, on=each, cursor=cursor, listens=listens)
                        try:
                            if isinstance(node, Step):
                                node.run(replace(at, verb=verb))
                            else:
                                said_by(node, at)
                        except DamagedCall:  # a cursor or a key of another place
                            continue
    alone = {entry.id for entry in catalogue().entries}
    assert (prompts.said & alone) - set(prompts_of(name)) == set()


def test_every_sentence_belongs_to_a_place_but_those_that_do_not() -> None:
    placed = {each for name in FLOW for each in prompts_of(name)}
    assert {entry.id for entry in catalogue().entries} - placed == {"sorry"}


def test_the_sentences_of_a_menu_are_those_of_its_table() -> None:
    assert prompts_of("greeting") == (
        *("welcome", "offer", "greeting-on", "greeting-keys", "listening", "greeting-help"),
        "offer-again",
    )
    assert prompts_of("no such place") == ()


def test_a_sentence_is_not_where_only_a_node_has_its_name_or_a_piece_of_it() -> None:
    assert "removed" in prompts_of("removed")
    assert "removed" not in prompts_of("join")  # which only leads there
    assert {"tell-begin", "unled", "list-open"} <= set(prompts_of("tell"))
    assert "list-first-keys" not in prompts_of("tell")  # which pieces names of lists together


@pytest.mark.parametrize("name", FLOW)
def test_a_place_leads_where_the_flow_leads(name: str) -> None:
    node = FLOW[name]
    wanted = {
        (key, target.partition("+")[0]) for key, target in node.keys.items() if target != LANGUAGE
    }
    found = exits(name)
    assert {(key, each.target) for each in found for key in each.keys} == wanted
    others = {(each.how, each.target) for each in found if each.how != "keys"}
    assert others == {
        (how, target.partition("+")[0])
        for how, target in [
            ("silence", node.silence),
            ("otherwise", node.otherwise),
            ("entry", node.entry),
            *(("by itself", each) for each in getattr(node, "leads_to", ())),
        ]
        if target
    }


def test_the_pictures_have_every_place_once_and_no_two_on_each_other() -> None:
    drawings = [flowdrawing.callers(), flowdrawing.operators()]
    boxes = [box for each in drawings if each for box in each.boxes]
    assert sorted(box.name for box in boxes) == sorted(FLOW)
    for drawing in filter(None, drawings):
        for one in drawing.boxes:
            assert 0 < one.x < one.x + flowdrawing.WIDTH <= drawing.width
            assert 0 < one.y < one.y + one.height <= drawing.height
            for other in drawing.boxes:
                apart = one.x != other.x or abs(one.y - other.y) >= min(one.height, other.height)
                assert one is other or apart


def test_what_a_pin_opens_is_a_picture_of_its_own() -> None:
    operators = flowdrawing.operators()
    assert operators is not None
    assert operators.boxes[0].name == "pin"
    assert {"desk", "lead", "lead-aid"} <= {box.name for box in operators.boxes}
    assert "leader" in {box.name for box in flowdrawing.callers().boxes}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_box_and_each_row_lead_to_its_sentences(console: Opened, language: str) -> None:
    browser = console.signed_in(language=language)
    page = browser.get("/flow")
    links = [each["href"] for each in Tags(page.text).all("a")]
    for name in FLOW:
        address = f"/console/prompts?node={name}"
        rows = bool(prompts_of(name))
        assert (name, links.count(address)) == (name, 1 + rows)
        assert page.text.count(f'<tr role="row" id="node-{name}">') == 1
    assert browser.get("/prompts?node=help").text.count("help-who") > 0


def test_where_it_goes_on_by_itself_that_is_said_once_a_place(console: Opened) -> None:
    said = words(console.signed_in().get("/flow"))
    going_on = [name for name in FLOW if any(e.how == "by itself" for e in exits(name))]
    assert said.count(" then →") == 2 * len(going_on)  # in the picture and in the table


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_of_a_box_fits_into_it(language: str) -> None:
    """At 13 px a letter is 7 wide at most, as the browser that draws it has it."""
    long = []
    for drawing in filter(None, [flowdrawing.callers(), flowdrawing.operators()]):
        for box in drawing.boxes:
            for row in box.rows:
                here = row.exit.target == box.name
                to = text(language, "flow-stays" if here else f"node-{row.exit.target}")
                how = row.exit.how.replace(" ", "-")
                way = "any-key" if len(row.exit.keys) == 12 else f"exit-{how}"
                few = row.exit.how == "keys" and len(row.exit.keys) < 12
                label = " ".join(row.exit.keys) if few else text(language, way)
                if len(f"{label} → {to}") > (flowdrawing.WIDTH - 24) / 6.6:
                    long.append(f"{label} → {to}")
    assert long == []


def test_menus_and_steps_are_all_there_is() -> None:
    assert {type(node) for node in FLOW.values()} == {Menu, Step}
