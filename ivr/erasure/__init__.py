"""Forgetting: what is due to be forgotten, forgetting it, and the count of it.

Deletion is a state that is swept, not an event that may be missed. A call's id is noted when the
call begins; jobs come by until the carrier itself answers that it knows nothing any more. A lost
callback, a dead worker or a restart delays forgetting; nothing cancels it.
"""
