"""What the processes write: one event a line, and of a failure its place and no value."""

import json

import pytest
import structlog

from ivr.log import failure, set_up

NUMBER = "+12125550142"


def fall(value: str) -> None:
    raise ValueError(f"{value} cannot be read")


def fallen() -> ValueError:
    try:
        fall(NUMBER)
    except ValueError as error:
        return error
    raise AssertionError


def test_of_a_failure_its_class_and_places_are_told() -> None:
    told = failure(fallen())
    assert told["error"] == "ValueError"
    places = [place.partition(":")[0] for place in told["at"].split(" < ")]
    assert places == ["test_log.py", "test_log.py"]
    assert NUMBER not in str(told)


def test_of_an_error_that_was_never_raised_only_its_class_is_told() -> None:
    assert failure(ValueError(NUMBER)) == {"error": "ValueError", "at": ""}


def test_machines_get_a_line_of_json_an_event(json_log: pytest.CaptureFixture[str]) -> None:
    structlog.get_logger().info("something happened", count=3)
    structlog.get_logger().debug("nobody needs this")
    out, err = json_log.readouterr()
    (event,) = map(json.loads, err.splitlines())
    time = event.pop("timestamp")
    assert event == {"event": "something happened", "count": 3, "level": "info"}
    assert (time[-1], out) == ("Z", "")


@pytest.mark.parametrize("as_json", [True, False])
def test_a_traceback_goes_nowhere(json_log: pytest.CaptureFixture[str], as_json: bool) -> None:
    """Even where somebody asks for one by mistake."""
    set_up(json=as_json)
    try:
        fall(NUMBER)
    except ValueError:
        structlog.get_logger().exception("it fell")
    _, err = json_log.readouterr()
    assert (err.count("it fell"), NUMBER in err, "Traceback" in err) == (1, False, False)


def test_people_get_a_plain_line_an_event(json_log: pytest.CaptureFixture[str]) -> None:
    set_up(json=False)
    structlog.get_logger().warning("Redis is away", at="here")
    _, err = json_log.readouterr()
    words = err.split()
    assert (words[1:5], words[-1]) == (["[warning", "]", "Redis", "is"], "at=here")
    assert "\x1b" not in err
