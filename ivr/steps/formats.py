"""The formats of a meeting, each a sentence: what matters to somebody who thinks of going there."""

from ivr.schedule.meeting import FORMATS, Meeting, language_held
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
