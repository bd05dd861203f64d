"""A pretend REST server of the carrier: its records over real HTTP, refusals included."""

from tests.rest.faults import Faults
from tests.rest.records import Records
from tests.rest.server import PretendRest, rest_server
from tests.rest.shape import ACCOUNT

__all__ = ["ACCOUNT", "Faults", "PretendRest", "Records", "rest_server"]
