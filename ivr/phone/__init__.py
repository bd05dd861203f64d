"""A pretend carrier that runs the line's documents, and a telephone in the terminal on top."""

from ivr.phone.call import Call, Heard
from ivr.phone.caller import Caller, Listener
from ivr.phone.carrier import Alert, Carrier
from ivr.phone.clock import RealClock, SimulatedClock
from ivr.phone.dial import Dialled, FarEnd
from ivr.phone.rules import Problem, check_twiml
from ivr.phone.script import ScriptError
from ivr.phone.webhook import Webhook

__all__ = [
    "Alert",
    "Call",
    "Caller",
    "Carrier",
    "Dialled",
    "FarEnd",
    "Heard",
    "Listener",
    "Problem",
    "RealClock",
    "ScriptError",
    "SimulatedClock",
    "Webhook",
    "check_twiml",
]
