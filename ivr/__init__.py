"""The meeting line: an ordinary telephone, and without a key pressed one is in a meeting."""

__version__ = "0.1.0"
