"""Dates as somebody types them behind an option."""

import argparse
from datetime import date

from ivr.leaderfile import is_date


def a_date(text: str) -> date:
    """For argparse, which says what is raised here: the mend, in words."""
    if not is_date(text):
        raise argparse.ArgumentTypeError("write a date like 2026-05-31")
    return date.fromisoformat(text)
