"""Whether requests are what the carrier's public API description says they are."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.rest.gate import Asked

FILE = Path(__file__).parents[2].parent / "shared" / "twilio" / "twilio_api_v2010.json"
FORM = "application/x-www-form-urlencoded"
PAGING = frozenset({"Page", "PageSize", "PageToken"})
ELSEWHERE = {
    r"/v1/Alerts": PAGING | {"EndDate", "LogLevel", "StartDate"},
    r"/v1/Alerts/NO[0-9a-fA-F]{32}": frozenset[str](),
    r"/v1/CustomerProfiles": PAGING | {"FriendlyName", "PolicySid", "Status"},
    r"/v1/DialingPermissions/Countries/[A-Z]{2}": frozenset[str](),
    r"/v2/PhoneNumbers/\+[1-9][0-9]{6,14}": frozenset[str](),
    r"/v1/Exports/(Calls|Conferences|Messages|Participants)/Configuration": frozenset[str](),
}
"""Paths of other hosts, which are not in the file, and the fields of their queries."""

MEDIA = re.compile(r"/2010-04-01/Accounts/AC0{32}/Recordings/RE0{32}\.(wav|mp3)")
"""Documented beside the file, which has only what is JSON."""


def missing() -> str:
    """What `check()` would need and does not have; empty if it has all."""
    if not FILE.exists():
        return f"the API description is not there: {FILE}"
    if find_spec("openapi_core") is None:
        return "openapi-core is not installed"
    return ""


@dataclass(frozen=True)
class Question:
    """What is checked of a request: valid ids are one of their kind, so few differ."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    form: tuple[tuple[str, str], ...]


def question(asked: Asked) -> Question:
    def plain(fields: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        return tuple(sorted((name, _plain(value)) for name, value in fields.items()))

    path = "/".join(_plain(part) for part in asked.path.split("/"))
    return Question(asked.method, path, plain(asked.query), plain(asked.form))


def _plain(value: str) -> str:
    return re.sub(r"^([A-Z]{2})[0-9a-fA-F]{32}(\.json|\.wav)?$", rf"\g<1>{'0' * 32}\2", value)


def problems_of(requests: Iterable[Asked]) -> list[str]:
    """What is wrong with them, each thing once; nothing where the description is missing."""
    if missing():
        return []
    questions = dict.fromkeys(question(asked) for asked in list(requests))
    return [problem for one in questions for problem in _problems(one)]


@cache
def _problems(one: Question) -> tuple[str, ...]:
    """Kept, because one takes 2 to 16 ms and tests ask the same again and again."""
    if MEDIA.fullmatch(one.path):
        found = [] if (one.method, one.query) == ("GET", ()) else ["not how audio is fetched"]
    else:
        found = _elsewhere(one) if one.path.startswith(("/v1/", "/v2/")) else _in_2010(one)
    return tuple(f"{one.method} {one.path}: {problem}" for problem in found)


def _elsewhere(one: Question) -> list[str]:
    for pattern, known in ELSEWHERE.items():
        if re.fullmatch(pattern, one.path):
            wrong = [] if one.method == "GET" else [f"{one.method} is not in the API"]
            return wrong + [f"unknown field {n}" for n, _ in one.query if n not in known]
    return ["no such path"]


def _in_2010(one: Question) -> list[str]:
    from openapi_core.testing import MockRequest

    operation = _operation(one)
    if operation is None:
        return ["no such path, or not with this method"]
    # An update takes an id away with an empty text, of which its pattern knows nothing.
    one = replace(one, form=tuple(f for f in one.form if f[1] or not f[0].endswith("Sid")))
    fields = {p["name"]: p["schema"] for p in operation["parameters"] if p["in"] == "query"}
    form = _form(operation)
    found = [f"unknown field {n} in the query" for n, _ in one.query if n not in fields]
    found += [f"unknown field {n} in the form" for n, _ in one.form if n not in form]
    for name, value in one.query + one.form:
        kind = (fields | form).get(name, {}).get("type")
        if kind == "boolean" and value not in ("true", "false"):
            found.append(f"{name} is neither true nor false")
    request = MockRequest(
        "https://api.twilio.com",
        one.method,
        one.path,
        args=dict(one.query),
        headers={"Authorization": "Basic " + "A" * 8},
        data=urlencode(one.form).encode() if form else None,
        content_type=FORM,
    )
    return found + [_said(error) for error in _openapi().iter_request_errors(request)]


def _said(error: BaseException) -> str:
    """The name of the field and what is wrong with it, without the whole of its schema."""
    below: BaseException | None = error
    while below is not None:
        if wrong := list(getattr(below, "schema_errors", ())):
            name = [getattr(error, "name", "")]
            said = [" ".join([*name, *map(str, w.path), w.message]).strip() for w in wrong]
            return "; ".join(said)
        below = below.__cause__
    return str(error)


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(FILE.read_text())
    return document


@cache
def _openapi() -> Any:
    """The description, loaded: it takes 1.2 s. Times may be days: its own words say so."""
    from openapi_core import Config, OpenAPI

    day = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?")
    config = Config(
        spec_validator_cls=None,  # the carrier's own; that it is sound takes seconds to prove
        extra_format_validators={"date-time": lambda v: bool(day.fullmatch(str(v)))},
    )
    return OpenAPI.from_dict(_document(), config=config)


@cache
def _templates() -> list[tuple[re.Pattern[str], str]]:
    """Those with fewer variable parts first: they go before."""
    paths = sorted(_document()["paths"], key=lambda path: path.count("{"))
    return [(re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(p))), p) for p in paths]


def _operation(one: Question) -> dict[str, Any] | None:
    for pattern, path in _templates():
        if pattern.fullmatch(one.path):
            operation: dict[str, Any] | None = _document()["paths"][path].get(one.method.lower())
            return operation
    return None


def _form(operation: dict[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {})
    fields: dict[str, Any] = content.get(FORM, {}).get("schema", {}).get("properties", {})
    return fields
