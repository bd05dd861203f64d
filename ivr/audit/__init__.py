"""The audit: does anything here, or at the carrier, still say who called?

It looks and reports; beside noting calls that nobody told of, it changes nothing. What it finds it
never shows: of a number its place, its form and its last two digits.
"""
