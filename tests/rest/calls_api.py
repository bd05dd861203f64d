"""Calls, their events and their recordings, as REST has them."""

from tests.rest.asking import Answer, Asking
from tests.rest.call import Call
from tests.rest.event import Event, events_of
from tests.rest.paging import Page


def _call(asking: Asking) -> Call:
    call = asking.records.calls.get(asking.names["sid"])
    if call is None or not call.shown(asking.now, asking.records.faults):
        raise asking.not_found()
    return call


def list_calls(asking: Asking) -> Answer:
    query = asking.query

    def wanted(call: Call) -> bool:
        return (
            call.shown(asking.now, asking.records.faults)
            and query.get("To") in (None, "", call.to)
            and query.get("From") in (None, "", call.from_)
            and query.get("Status") in (None, "", call.status)
            and asking.on_days("StartTime", call.begun)
            and asking.on_days("EndTime", call.ended)
        )

    parent = query.get("ParentCallSid") or None  # first: ten thousand others are looked through
    found = [
        call
        for call in asking.records.calls.values()
        if parent in (None, call.parent) and wanted(call)
    ]
    return 200, Page(asking, found, Call.show).in_2010("calls")


def fetch_call(asking: Asking) -> Answer:
    return 200, _call(asking).show()


def create_call(asking: Asking) -> Answer:
    return 201, asking.records.create(asking.form).show()


def update_call(asking: Asking) -> Answer:
    call = _call(asking)
    asking.records.move(call, asking.form)
    return 200, call.show()


def delete_call(asking: Asking) -> Answer:
    """Also of a call that is gone, if events of it have appeared since."""
    call = asking.records.calls.get(asking.names["sid"])
    faults = asking.records.faults
    if call is None:
        raise asking.not_found()
    if not call.shown(asking.now, faults) and not call.has_events(asking.now, faults):
        raise asking.not_found()
    call.delete(asking.now, faults)
    return 204, None


def list_events(asking: Asking) -> Answer:
    call = asking.records.calls.get(asking.names["sid"])
    faults = asking.records.faults
    appeared = call is not None and call.has_events(asking.now, faults)
    if call is None or not (appeared or call.shown(asking.now, faults)):
        raise asking.not_found()
    return 200, Page(asking, events_of(call) if appeared else [], Event.show).in_2010("events")


def list_recordings_of_call(asking: Asking) -> Answer:
    """404 once the call is gone: its recordings are still in the account's list, though."""
    sid = _call(asking).sid
    kept = [r for r in asking.records.recordings.values() if r.call_sid == sid]
    found = [r for r in kept if r.shown(asking.now, deleted_too=False)]
    return 200, Page(asking, found, lambda each: each.show(asking.now)).in_2010("recordings")
