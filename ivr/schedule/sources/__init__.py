"""The kinds of meeting lists: one module each, bytes in, meetings and problems out."""

from ivr.schedule.sources import bmlt, tsml
from ivr.schedule.sources.reading import Reader

KINDS: dict[str, Reader] = {
    "bmlt": Reader(bmlt.request, lambda body, source, today: bmlt.read(body, source), bmlt.more),
    "tsml": Reader(tsml.request, lambda body, source, today: tsml.read(body, source)),
}
"""What `kind` in a `[[source]]` block may be."""
