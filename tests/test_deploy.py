"""The image, the services and the https front are what the line needs, and say what they mean.

That they run together is shown by hand, with an engine: docs/running.md.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from deploy import slim
from ivr.commands import COMMANDS, FAREWELL, KEEP_ALIVE
from ivr.environment import ENVIRONMENT
from tests.browser.needed import see
from tests.test_docs import blocks
from workers.supervisor import FAREWELL as JOB
from workers.supervisor import LAST_WORD

ROOT = Path(__file__).parent.parent
COMPOSE = (ROOT / "docker-compose.yml").read_text("utf-8")
CADDYFILE = ROOT / "deploy" / "Caddyfile"
EXAMPLE = (ROOT / ".env.example").read_text("utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")

KNOWN = {variable.name for variable in ENVIRONMENT}

GIVEN = {"HOST", "PORT", "IVR_CONFIG", "IVR_DATA_DIR", "IVR_PULSE", "IVR_DRAIN"}
"""What image and compose file set themselves: nobody is asked for it."""

ELSEWHERE = {"IVR_TWILIO_API"}
"""For stand-ins of the carrier."""


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return dict(yaml.safe_load(COMPOSE)["services"])


def seconds(text: str) -> int:
    found = re.fullmatch(r"(\d+)s", text)
    assert found is not None
    return int(found[1])


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_is_for_older_systems_too(lock: str) -> None:
    """Made with a newer Python it would lack what redis needs of that of Debian 12."""
    text = (ROOT / lock).read_text("utf-8")
    assert re.search(r'^async-timeout==\S+ ; python_full_version < "3\.11\.3" ', text, re.MULTILINE)


# --- the image -----------------------------------------------------------------------------------


def test_the_image_is_built_in_two_stages_of_one_base_and_runs_as_nobody() -> None:
    assert re.findall(r"^FROM (.+)$", DOCKERFILE, re.MULTILINE) == ["${BASE} AS builder", "${BASE}"]
    runtime = DOCKERFILE.split("\nFROM ")[2]
    assert re.findall(r"^USER (.+)$", runtime, re.MULTILINE) == ["10001:10001"]
    assert "pip" not in runtime
    assert "--require-hashes" in DOCKERFILE
    assert "curl" not in runtime.replace("No curl", "")


def test_what_goes_to_the_builder_is_there_and_holds_no_secret() -> None:
    sent = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text("utf-8"), re.MULTILINE)
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    assert sorted(sent) == sorted(name for line in copied for name in line.split())
    assert [name for name in sent if not (ROOT / name).exists()] == []


def test_what_is_taken_out_of_the_image_is_in_the_packages(tmp_path: Path) -> None:
    """As links: nothing of this installation is touched."""
    (real,) = Path(sys.prefix).glob("lib/python3*/site-packages")
    packages = tmp_path / "lib" / real.parent.name / real.name
    for name in slim.UNREAD:
        assert (real / name).exists()
        _stand_in(packages / name, folder=(real / name).is_dir())
    for service in (real / "botocore" / "data").iterdir():
        _stand_in(packages / "botocore" / "data" / service.name, folder=service.is_dir())
    for name in slim.TESTED:
        _stand_in(packages / name / "tests", folder=True)
    slim.main(tmp_path)
    left = {path.name for path in (packages / "botocore" / "data").iterdir() if path.is_dir()}
    assert left == set(slim.SERVICES)
    assert (packages / "botocore" / "data" / "endpoints.json").exists()
    assert [name for name in slim.UNREAD if (packages / name).exists()] == []


def _stand_in(path: Path, *, folder: bool) -> None:
    if folder:
        path.mkdir(parents=True)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


# --- the services --------------------------------------------------------------------------------


def test_every_service_is_shut_in_and_started_again(services: dict[str, Any]) -> None:
    usual = {"web", "web2", "worker", "cron", "redis"}
    assert set(services) == usual | {"tls", "prometheus", "grafana"}
    for service in services.values():
        assert service["restart"] == "unless-stopped"
        assert service["init"] is service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["logging"]["options"] == {"max-size": "10m", "max-file": "5"}


def test_only_this_machine_and_the_front_are_reached(services: dict[str, Any]) -> None:
    ports = {name: service.get("ports", []) for name, service in services.items()}
    assert ports.pop("tls") == ["80:80", "443:443"]
    assert ports == {
        "web": ["127.0.0.1:8000:8000"],
        "web2": ["127.0.0.1:8001:8000"],
        "worker": [],
        "cron": [],
        "redis": [],
        "prometheus": [],
        "grafana": ["127.0.0.1:3000:3000"],
    }
    inside = {name for name, service in services.items() if "inside" in service["networks"]}
    assert inside == {"web", "web2", "worker", "cron", "redis"}
    assert services["redis"]["networks"] == ["inside"]
    assert yaml.safe_load(COMPOSE)["networks"]["inside"] == {"internal": True}
    assert services["tls"]["profiles"] == ["tls"]
    assert services["prometheus"]["profiles"] == services["grafana"]["profiles"] == ["watch"]


def test_prometheus_and_grafana_find_what_is_written_for_them(services: dict[str, Any]) -> None:
    prometheus, grafana = services["prometheus"], services["grafana"]
    told = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yml").read_text())
    (line,) = told["scrape_configs"]
    token = Path(line["authorization"]["credentials_file"])
    assert (str(token.parent), [token.name]) == ("/run/secrets", prometheus["secrets"])
    (names,) = (where["names"] for where in line["dns_sd_configs"])
    assert [services[name]["command"].split()[0] for name in names] == ["serve", "serve"]
    provisioning = ROOT / "deploy/grafana/provisioning"
    (source,) = yaml.safe_load((provisioning / "datasources/prometheus.yml").read_text())[
        "datasources"
    ]
    assert source["url"] == "http://prometheus:9090"
    (boards,) = yaml.safe_load((provisioning / "dashboards/meeting-line.yml").read_text())[
        "providers"
    ]
    mounts = [mount.split(":") for one in (prometheus, grafana) for mount in one["volumes"]]
    folders = {inside: outside for outside, inside, *_ in mounts}
    assert folders["/etc/prometheus"] == "./deploy/prometheus"
    assert folders["/etc/grafana/provisioning"] == "./deploy/grafana/provisioning"
    dashboard = boards["options"]["path"] + "/meeting-line.json"
    assert folders[dashboard] == "./deploy/grafana/meeting-line.json"


def test_redis_keeps_what_it_has_and_drops_nothing(services: dict[str, Any]) -> None:
    command = services["redis"]["command"]
    given = dict(zip(command[1::2], command[2::2], strict=True))
    assert (given["--appendonly"], given["--maxmemory-policy"]) == ("yes", "noeviction")
    assert given["--protected-mode"] == "no"  # else it answers nobody but itself
    assert "redis:/data" in services["redis"]["volumes"]


def test_each_service_has_the_time_to_end_well(services: dict[str, Any]) -> None:
    for web in ("web", "web2"):
        drain = int(services[web]["environment"]["IVR_DRAIN"])
        assert seconds(services[web]["stop_grace_period"]) > drain + FAREWELL
    assert seconds(services["worker"]["stop_grace_period"]) > JOB + LAST_WORD


def test_the_services_run_commands_with_variables_that_there_are(services: dict[str, Any]) -> None:
    for name in ("web", "web2", "worker", "cron"):
        service = services[name]
        assert service["command"].split()[0] in COMMANDS
        given = {variable.removesuffix("_FILE") for variable in service["environment"]}
        assert given <= KNOWN
        secrets = {f"/run/secrets/{secret}" for secret in service["secrets"]}
        files = {v for n, v in service["environment"].items() if n.endswith("_FILE")}
        assert files == secrets
        assert service["env_file"] == ".env"


def test_the_folders_of_operators_are_mounted_read_only_and_kept_out_of_git(
    services: dict[str, Any],
) -> None:
    mounts = {
        mount
        for service in services.values()
        for mount in service.get("volumes", [])
        if mount.startswith("./")
    }
    assert all(mount.endswith(":ro") for mount in mounts)
    assert {mount.split(":")[0] for mount in mounts if not mount.startswith("./deploy/")} == {
        "./line"
    }
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert {"/.env", "/line/", "/secrets/"} <= set(ignored)


def test_the_example_has_every_variable_that_is_asked_for_and_no_other() -> None:
    named = set(re.findall(r"^#?([A-Z_]+)=", EXAMPLE, re.MULTILINE))
    secret = {name.removesuffix("_FILE") for name in re.findall(r"(\w+_FILE):", COMPOSE)}
    filled = set(re.findall(r"\$\{(\w+)", COMPOSE))
    assert named - filled - {"COMPOSE_PROFILES"} <= KNOWN
    assert KNOWN - GIVEN - ELSEWHERE - secret - named == set()
    assert set(re.findall(r"^([A-Z_]+)=", EXAMPLE, re.MULTILINE)) == {
        "COMPOSE_PROFILES",
        "IVR_PUBLIC_URL",
        "TWILIO_ACCOUNT_SID",
    }


def test_a_roll_has_all_services_of_ours_and_the_worker_first(services: dict[str, Any]) -> None:
    roll = (ROOT / "deploy" / "roll").read_text("utf-8")
    subprocess.run(["sh", "-n"], input=roll.encode(), check=True)
    (named,) = re.findall(r"^for service in (.+); do$", roll, re.MULTILINE)
    ours = {name for name, service in services.items() if "env_file" in service}
    assert (named.split()[0], set(named.split())) == ("worker", ours)


def test_a_roll_whose_image_cannot_be_built_starts_nothing_anew(tmp_path: Path) -> None:
    compose = tmp_path / "compose"
    compose.write_text('#!/bin/sh\necho "$@" >> "$0.asked"\nexit 1\n')
    compose.chmod(0o755)
    environ = os.environ | {"DOCKER_COMPOSE": str(compose)}
    done = subprocess.run([ROOT / "deploy" / "roll"], env=environ, capture_output=True, text=True)
    assert (done.returncode, (tmp_path / "compose.asked").read_text()) == (1, "build web\n")
    assert done.stderr.endswith("Nothing was started anew: the line goes on as it was.\n")


def tool() -> list[str]:
    """What here understands a compose file; [] where nothing does."""
    for command in (["docker", "compose"], ["docker-compose"]):
        path = shutil.which(command[0])
        if path and not subprocess.run([*command, "version"], capture_output=True).returncode:
            return command
    return []


def test_compose_takes_the_file_with_the_example(tmp_path: Path) -> None:
    compose = tool()
    if not compose:
        pytest.skip("Neither `docker compose` nor docker-compose is here.")
    (tmp_path / "docker-compose.yml").write_text(COMPOSE)
    (tmp_path / ".env").write_text(EXAMPLE)
    plain = {name: value for name, value in os.environ.items() if name not in KNOWN}
    done = subprocess.run(
        [*compose, "config"],
        cwd=tmp_path,
        env=plain,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    read = yaml.safe_load(done.stdout)
    asked_for = {"web", "web2", "worker", "cron", "redis", "tls"}
    watch = {"prometheus", "grafana"}  # older releases print every profile's
    assert asked_for <= set(read["services"]) <= asked_for | watch
    assert read["services"]["web"]["environment"]["IVR_PUBLIC_URL"] == "https://line.example.org"


# --- the https front -----------------------------------------------------------------------------


def test_the_front_passes_the_paths_of_the_page_and_keeps_connections_shorter_than_the_line() -> (
    None
):
    text = CADDYFILE.read_text("utf-8")
    (page,) = blocks((ROOT / "docs" / "running.md").read_text("utf-8"), "caddy")
    paths = re.compile(r"@line path (.+)$", re.MULTILINE)
    assert paths.findall(text) == paths.findall(page)
    (keepalive,) = re.findall(r"keepalive (\w+)$", text, re.MULTILINE)
    assert seconds(keepalive) < KEEP_ALIVE
    (every,) = re.findall(r"health_interval (\w+)$", text, re.MULTILINE)
    (within,) = re.findall(r"health_timeout (\w+)$", text, re.MULTILINE)
    drain = int(yaml.safe_load(COMPOSE)["services"]["web"]["environment"]["IVR_DRAIN"])
    assert seconds(every) + seconds(within) < drain


def test_caddy_takes_its_file() -> None:
    see("caddy")
    done = subprocess.run(
        ["caddy", "validate", "--config", str(CADDYFILE), "--adapter", "caddyfile"],
        env=os.environ | {"IVR_PUBLIC_URL": "https://line.example.org"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, "Valid configuration" in done.stdout + done.stderr) == (0, True)
