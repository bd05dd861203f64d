"""The kinds of meeting lists: one module each, bytes in, meetings and problems out."""

from collections.abc import Iterator, Mapping
from importlib import import_module

from ivr.schedule.sources.reading import Reader


class _Kinds(Mapping[str, Reader]):
    """Each kind's module is loaded when it is asked for: a web process only knows their names."""

    _names = ("bmlt", "tsml", "ical", "naws", "sheet")

    def __getitem__(self, kind: str) -> Reader:
        if kind not in self._names:
            raise KeyError(kind)
        reader: Reader = import_module(f"ivr.schedule.sources.{kind}").READER
        return reader

    def __contains__(self, kind: object) -> bool:
        return kind in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


KINDS: Mapping[str, Reader] = _Kinds()
"""What `kind` in a `[[source]]` block may be."""
