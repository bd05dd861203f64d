"""The kinds of meeting lists: one module each, bytes in, meetings and problems out."""

from ivr.schedule.sources import bmlt, ical, naws, sheet, tsml
from ivr.schedule.sources.reading import Reader

KINDS: dict[str, Reader] = {
    "bmlt": Reader(bmlt.request, lambda body, source, today: bmlt.read(body, source), bmlt.more),
    "tsml": Reader(tsml.request, lambda body, source, today: tsml.read(body, source)),
    "ical": Reader(ical.request, ical.read, dated=True),
    "naws": Reader(naws.request, lambda body, source, today: naws.read(body, source)),
    "sheet": Reader(sheet.request, lambda body, source, today: sheet.read(body, source)),
}
"""What `kind` in a `[[source]]` block may be."""
