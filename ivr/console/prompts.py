"""The pages of prompts: all of a language, and one with everything that is known of it."""

import msgspec
from starlette.responses import Response

from ivr.console import prompts_rows as rows
from ivr.console.flowpicture import prompts_of
from ivr.console.prompts_sheet import known, sheet
from ivr.console.visit import Visit
from ivr.flow import FLOW
from ivr.recordings import report
from ivr.recordings.catalogue import catalogue, languages


def listed(visit: Visit) -> Response:
    """GET /console/prompts: every sentence of one language, by its place in the call."""
    house, asked = visit.house, visit.request.query_params
    spoken = languages(house.settings)
    language = asked.get("spoken", "")
    language = language if language in spoken else spoken[0]
    state = asked.get("state", "")
    wanted = rows.Wanted(
        state=state if state in rows.STATES else "",
        words=asked.get("words", "").strip()[:100],
        node=asked.get("node", "")[:50],
    )
    library = house.library()
    table = report.rows(
        house.settings,
        house.prompts,
        known(library),
        language,
        heard=library.heard(),
        now=house.clock(),
    )
    of_node = prompts_of(wanted.node) if wanted.node else ()
    shown = rows.found(table, wanted, of_node)
    return visit.page(
        "prompts.html",
        spoken=language,
        spoken_languages=spoken,
        wanted=wanted,
        node=visit.text(f"node-{wanted.node}") if wanted.node in FLOW else wanted.node,
        asked={k: v for k, v in msgspec.structs.asdict(wanted).items() if v},
        states=rows.STATES,
        states_of=rows.states,
        counts=rows.counted(table),
        total=len(table),
        shown=len(shown),
        places=rows.placed(shown, visit.language),
        notes={entry.id: entry.notes[visit.language] for entry in catalogue().entries},
    )


def shown(visit: Visit) -> Response:
    """GET /console/prompts/{language}/{prompt}: one sentence, to hear, record and publish."""
    return visit.page("prompt.html", sheet=sheet(visit))
