"""What docs/running.md gives to copy names what is there."""

import re
import subprocess
from pathlib import Path

from ivr.commands import COMMANDS
from ivr.console.body import UPLOAD
from ivr.environment import ENVIRONMENT
from tests.test_docs import blocks
from workers.supervisor import FAREWELL, LAST_WORD

RUNNING = (Path(__file__).parent.parent / "docs" / "running.md").read_text("utf-8")


def test_its_commands_and_variables_are_there() -> None:
    shell = "\n".join(blocks(RUNNING, "sh"))
    subprocess.run(["sh", "-n"], input=shell.encode(), check=True)
    units = set(re.findall(r"line@(\w+)", shell))
    assert units == {"serve", "worker", "cron"}
    assert {*units, *re.findall(r"^ivr (\w+)", shell, re.MULTILINE)} <= set(COMMANDS)
    (environment,) = blocks(RUNNING, "ini")
    set_ = {line.partition("=")[0] for line in environment.splitlines()}
    assert set_ <= {variable.name for variable in ENVIRONMENT}


def test_a_worker_may_finish_its_job_when_its_unit_is_stopped() -> None:
    (unit,) = blocks(RUNNING, "systemd")
    found = re.search(r"^KillMode=mixed\nTimeoutStopSec=(\d+)$", unit, re.MULTILINE)
    assert found is not None
    assert int(found[1]) > FAREWELL + LAST_WORD


def test_the_proxies_pass_the_same_paths_and_a_whole_recording() -> None:
    (caddy,), (nginx,) = blocks(RUNNING, "caddy"), blocks(RUNNING, "nginx")
    assert "path /voice /voice/* /audio/* /console /console/*\n" in caddy
    places = re.split(r"^    location ~ ", nginx, flags=re.MULTILINE)[1:]
    assert [place.split(" {")[0] for place in places] == [
        "^/voice(/|$)",
        "^/(audio|console)(/|$)",
    ]
    whole = re.search(r"client_max_body_size (\w+);\n +client_body_buffer_size (\w+);", places[0])
    assert whole is not None
    assert whole[1] == whole[2]  # what is larger than the buffer goes to disk
    assert "proxy_request_buffering off;" in places[1]
    found = re.search(r"client_max_body_size (\d+)m;", places[1])
    assert found is not None
    assert int(found[1]) * 2**20 > UPLOAD
