"""Operators on the telephone: what is looked up and done for them before an answer."""

from ivr.desk.desk import Desk

__all__ = ["Desk"]
