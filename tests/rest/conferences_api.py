"""Conferences and their participants, as REST has them."""

from tests.rest.asking import Answer, Asking
from tests.rest.conference import Conference, Participant
from tests.rest.paging import Page


def _conference(asking: Asking) -> Conference:
    if found := asking.records.conferences.get(asking.names["sid"]):
        return found
    raise asking.not_found()


def _participant(asking: Asking) -> tuple[Conference, Participant]:
    conference = _conference(asking)
    if found := conference.find(asking.names["who"]):
        return conference, found
    raise asking.not_found()


def list_conferences(asking: Asking) -> Answer:
    found = [
        conference
        for conference in asking.records.conferences.values()
        if asking.query.get("FriendlyName") in (None, "", conference.name)
        and asking.query.get("Status") in (None, "", conference.status)
        and asking.on_days("DateCreated", conference.begun)
        and asking.on_days("DateUpdated", conference.changed or conference.begun)
    ]
    return 200, Page(asking, found, Conference.show).in_2010("conferences")


def fetch_conference(asking: Asking) -> Answer:
    return 200, _conference(asking).show()


def update_conference(asking: Asking) -> Answer:
    conference = _conference(asking)
    asking.records.update_conference(conference, asking.form)
    return 200, conference.show()


def list_participants(asking: Asking) -> Answer:
    """Empty for a conference that has ended: participants vanish as they leave."""
    found = [
        participant
        for participant in _conference(asking).participants.values()
        if asking.flag("Muted") in (None, participant.muted)
        and asking.flag("Hold") in (None, participant.hold)
        and asking.flag("Coaching") in (None, participant.coaching)
    ]
    return 200, Page(asking, found, Participant.show).in_2010("participants")


def fetch_participant(asking: Asking) -> Answer:
    return 200, _participant(asking)[1].show()


def update_participant(asking: Asking) -> Answer:
    conference, participant = _participant(asking)
    asking.records.update_participant(conference, participant, asking.form)
    return 200, participant.show()


def remove_participant(asking: Asking) -> Answer:
    asking.records.remove(*_participant(asking))
    return 204, None
