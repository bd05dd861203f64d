"""An older and a newer release side by side: neither loses what the other wrote."""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
import redis

from ivr.backup.documents import NAMES, Documents
from ivr.helping.help import Help, UnreadableHelp
from ivr.people.person import CannotChange
from ivr.recordings.document import StateNotWritten
from ivr.recordings.kept import File
from ivr.recordings.published import Recordings, UnreadableRecordings
from ivr.recordings.state import CannotChange as CannotRecord
from ivr.recordings.storage import STATE, Storage
from ivr.rota import Rota, UnreadableRota

SCHEMAS = {
    "recordings": (1, "b146b7b6fb1d3ea8"),
    "people": (1, "c48b102614ea43eb"),
    "rota": (1, "333314a36b7fb52a"),
    "help": (1, "09a3bb5337705437"),
}
"""The form of each, and a digest of all that it may say."""


@pytest.fixture
def documents(connection: redis.Redis, tmp_path: Path) -> Documents:
    return Documents(connection, Storage(str(tmp_path)))


def one_more(state: Any) -> Any:
    return msgspec.structs.replace(state, revision=state.revision + 1)


ADDED: Mapping[str, Any] = {"more": ["kept"]}
CHANGED: Mapping[str, Any] = {"revision": {"of": "another kind"}, "log": 3}
newer = pytest.mark.parametrize(
    "more", [pytest.param(ADDED, id="added"), pytest.param(CHANGED, id="changed")]
)
"""What a newer release may have done to a state: this one reads it, or cannot read it at all."""


def of_a_newer_release(kept: Any, more: Mapping[str, Any]) -> bytes:
    known = msgspec.to_builtins(kept.kind(revision=3))
    return msgspec.json.encode(known | {"form": kept.kind().form + 1} | dict(more))


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_added_counts_the_form_on(name: str, documents: Documents) -> None:
    """A release of before drops a field that it does not know, and reads no new word of a list."""
    kept = getattr(documents, name)
    kind = File if name == "recordings" else kept.kind
    schema = json.dumps(msgspec.json.schema(kind), sort_keys=True)
    digest = hashlib.sha256(schema.encode()).hexdigest()[:16]
    assert (kept.kind().form, digest) == SCHEMAS[name], (
        f"The state of {name} is another one now: count its FORM on, and write both here."
    )


@newer
@pytest.mark.parametrize("name", NAMES)
def test_what_a_newer_release_wrote_into_redis_is_left_alone(
    name: str, more: Mapping[str, Any], documents: Documents
) -> None:
    kept = getattr(documents, name)
    written = of_a_newer_release(kept, more)
    documents.people.connection.set(kept.key, written)
    with pytest.raises((CannotChange, CannotRecord), match="another release"):
        kept.change(one_more)
    assert documents.people.connection.get(kept.key) == written


@newer
@pytest.mark.parametrize("name", NAMES)
def test_the_copy_of_a_newer_release_is_left_alone(
    name: str, more: Mapping[str, Any], documents: Documents
) -> None:
    kept = getattr(documents, name)
    kept.change(one_more)
    written, file = of_a_newer_release(kept, more), getattr(kept, "copy", STATE)
    if name == "recordings":
        written = b'{"state":' + written + b"}"
    documents.storage.write_document(file, written)
    with pytest.raises(StateNotWritten, match="newer release"):
        kept.change(one_more)
    assert documents.storage.read_document(file) == written
    assert kept.state().revision == 2  # it holds in Redis all the same


@pytest.mark.parametrize("name", NAMES)
def test_what_an_older_release_wrote_is_read_and_gets_the_form_of_now(
    name: str, documents: Documents
) -> None:
    kept = getattr(documents, name)
    older = msgspec.to_builtins(kept.kind(revision=7))
    del older["form"]
    documents.people.connection.set(kept.key, msgspec.json.encode(older | {"form": 0}))
    assert kept.change(one_more) == kept.kind(revision=8)
    copied = documents.storage.read_document(getattr(kept, "copy", STATE))
    assert copied is not None
    kind: Callable[..., Any] = File if name == "recordings" else kept.kind
    read = msgspec.json.decode(copied, type=kind)
    assert (read.state if name == "recordings" else read).form == kept.kind().form


@pytest.mark.parametrize(
    ("load", "name", "document", "unreadable"),
    [
        pytest.param(Rota.load, "version", Rota().pack(), UnreadableRota, id="rota"),
        pytest.param(Help.load, "form", Help().pack(), UnreadableHelp, id="help"),
        pytest.param(
            Recordings.load, "form", Recordings().pack(), UnreadableRecordings, id="recordings"
        ),
    ],
)
def test_what_is_published_in_an_older_form_is_read_and_a_newer_one_refused(
    load: Callable[[bytes], Any], name: str, document: bytes, unreadable: type[Exception]
) -> None:
    now = json.loads(document)
    load(json.dumps(now | {name: now[name] - 1}).encode())
    with pytest.raises(unreadable, match="newer"):
        load(json.dumps(now | {name: now[name] + 1}).encode())
