"""The rooms of the meetings: who is in which, hands, modes, and what their leaders do.

What is known stands in Redis and comes from the carrier's callbacks. Nobody has to know it to join,
to speak or to leave.
"""
