"""A BMLT server's answer to GetSearchResults: bytes to meetings and problems, and nothing else.

Servers of ten years answer, some through a plugin: as a list, as an object with the formats beside
the meetings, framed as JSONP, and where there is nothing as `[]` or `{}`. Some answer an error or
a web page with status 200.
"""

from urllib.parse import parse_qs, urlencode, urlsplit

from ivr.schedule.sources.answer import answer, decoded, mistaken, named, objects
from ivr.schedule.sources.bmlt_fields import Row
from ivr.schedule.sources.bmlt_formats import Format, FormatTable
from ivr.schedule.sources.bmlt_row import FIELDS, RowReader
from ivr.schedule.sources.builder import Builder
from ivr.schedule.sources.reading import Reader, Reading, Unreadable
from ivr.settings import Source

# All in one call: pages are cut before they are sorted, so two of them can repeat a meeting and
# miss another; formats from a second call can belong to another moment; and a list that comes
# whole or not at all can be checked as a whole. The formats are needed for their world_id.
QUERY = "client_interface/json/?switcher=GetSearchResults&get_used_formats=1&sort_keys=id_bigint"

REDUCED = (
    "answered with rows that have no weekday_tinyint and no start_time: leave data_field_key out "
    "of its url or name these in it"
)
GUIDE = 'answered with a Meeting Guide list: its kind is "tsml"'


def request(source: Source) -> str:
    """Where the whole list is: the `url` itself if it names a file or a query, else of its root."""
    if not source.url.startswith(("http://", "https://")):
        return source.url
    parts = urlsplit(source.url)
    if parts.query or "client_interface/" in parts.path or parts.path.endswith((".json", ".jsonp")):
        return source.url
    return f"{source.url.removesuffix('index.php').rstrip('/')}/{QUERY}"


def more(url: str, body: bytes) -> str:
    """The next page, where the url asks for pages: until one is not full. Raises Unreadable."""
    parts = urlsplit(url)
    query = parse_qs(parts.query, keep_blank_values=True)
    size, page = (_number(query.get(name, [""])[-1]) for name in ("page_size", "page_num"))
    if not size or len(answer(body).rows) < size:
        return ""
    query["page_num"] = [str((page or 1) + 1)]
    return parts._replace(query=urlencode(query, doseq=True)).geturl()


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def read(body: bytes, source: Source) -> Reading:
    """The meetings of an answer. Raises Unreadable when it is none."""
    rows, formats = answer(body)
    if rows:
        _look(named(rows))
    table = FormatTable()
    for raw in formats:
        if format := decoded(raw, Format):
            table.add(format)
    builder = Builder(source, FIELDS)
    reader = RowReader(builder, table)
    return builder.reading(rows, objects(builder, Row, reader.entries))


def _look(names: set[str]) -> None:
    """Raises Unreadable where the rows are not what was asked for."""
    if names & {"weekday_tinyint", "start_time"}:
        return
    if names & {"id_bigint", "meeting_name", "service_body_bigint"}:
        raise Unreadable(REDUCED)
    if "slug" in names:
        raise Unreadable(GUIDE)
    raise mistaken(names)


READER = Reader(request, lambda body, source, today: read(body, source), more)
