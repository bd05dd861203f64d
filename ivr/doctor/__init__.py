"""`ivr doctor`: what is set, what is missing and what will not work, in sentences.

Never a secret and never a caller's number among them.
"""

from ivr.doctor.examine import examine
from ivr.doctor.finding import Finding, summary

__all__ = ["Finding", "examine", "summary"]
