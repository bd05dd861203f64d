"""What a list says in codes of its own, as a caller hears it: a meeting's formats and its state."""

from ivr.schedule.meeting import FORMATS, Meeting, language_held
from ivr.schedule.sources.states import state_in
from ivr.speech import Piece, Speaker
from ivr.steps.thehour import named_in


def formats_said(speaker: Speaker, meeting: Meeting) -> list[list[Piece]]:
    """In the order of the meeting's row; what only another release knew is left out.

    In which language it is held goes without saying where list and call are in that one.
    """
    said = []
    for name in meeting.formats:
        code = language_held(name)
        if name in FORMATS:
            said.append(speaker.pieces(f"format-{name}"))
        elif code and not code == meeting.language == speaker.language:
            language = named_in(speaker.language, code)
            said.append(speaker.pieces("format-language", language=language))
    return said


def state_said(speaker: Speaker, meeting: Meeting) -> str:
    """In the call's language where that has a name for it, else in the list's."""
    return state_in(meeting.state, speaker.language) or speaker.foreign(
        meeting.state, meeting.language
    )
