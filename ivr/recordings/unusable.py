"""The one exception of this package that an operator reads."""


class Unusable(Exception):
    """A recording that callers cannot be given. One sentence: what is wrong and what to do."""
