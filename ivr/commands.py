"""What each command runs: a few lines around what the rest of the program does."""

import argparse
import errno
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ivr import flags, log
from ivr.environment import load, read_environment
from ivr.settings import Settings, SettingsError

Command = Callable[[argparse.Namespace], int]

KEEP_ALIVE = 75
"""Seconds that the web process keeps a connection on which nothing is asked. Longer than a load
balancer does: where this side closes first, a request that is just on its way is lost."""

FAREWELL = 20
"""Seconds that answers under way have to end when the web process does."""


@dataclass(frozen=True, slots=True)
class Spec:
    """One command as `ivr --help` and the README list it."""

    run: Command
    what: str
    example: str
    options: Callable[[argparse.ArgumentParser], None] = lambda parser: None


def demo(options: argparse.Namespace) -> int:
    from ivr.demo import Demo
    from ivr.phone.terminal import unusable

    if not options.serve and (refused := unusable(options.keys)):  # before a line is started
        return refused
    return Demo(keys=options.keys, serve=options.serve, speak=options.speak, to=options.to).run()


def call(options: argparse.Namespace) -> int:
    from ivr.phone.terminal import run_call

    values = read_environment(os.environ)
    if not values.get("TWILIO_AUTH_TOKEN"):
        raise SettingsError("TWILIO_AUTH_TOKEN is not set: give the token that the line was given.")
    return run_call(
        options.url or f"http://{values['HOST']}:{values['PORT']}",
        from_=options.from_,
        region=options.region,
        to=options.to,
        keys=options.keys,
        speak=options.speak,
        auth_token=values.get("TWILIO_AUTH_TOKEN", ""),
        public_url=values.get("IVR_PUBLIC_URL"),
        fallback=options.fallback or values.get("IVR_FALLBACK_URL", ""),
    )


def serve(options: argparse.Namespace) -> int:
    import uvicorn

    from ivr.bounded import Bounded, open_files
    from ivr.recordings.storage import storage_of
    from ivr.watching.shared import together

    settings = _settings("REDIS_URL", "TWILIO_AUTH_TOKEN", "IVR_PUBLIC_URL")
    storage_of(settings)  # says it in a sentence where the address cannot be used
    _listenable(settings.host, settings.port)
    log.of_process()
    open_files()
    try:
        with together(options.processes):
            uvicorn.run(
                "ivr.app:from_environment",
                factory=True,
                host=settings.host,
                port=settings.port,
                workers=options.processes,
                log_config=None,
                access_log=options.access_log,
                server_header=False,
                http=Bounded,
                ws="none",
                timeout_keep_alive=KEEP_ALIVE,
                timeout_graceful_shutdown=FAREWELL,
            )
    except SystemExit as ended:  # it has said why, in a line of its own
        return 1 if ended.code else 0
    return 0


def _listenable(host: str, port: int) -> None:
    """Raises SettingsError where nothing can listen there; uvicorn names the error and no mend."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as uvicorn does
            probe.bind(address)
    except OSError as error:
        why = {
            errno.EADDRINUSE: f"PORT {port} is taken at {host}: end what listens there, or set "
            "another PORT.",
            errno.EACCES: f"PORT {port} is for root alone: set one from 1024 on.",
        }.get(
            error.errno or 0,
            f"HOST {host} is no address of this machine: set one of its own, such as 127.0.0.1.",
        )
        raise SettingsError(why) from None


def worker(options: argparse.Namespace) -> int:
    from workers.supervisor import Supervisor

    settings = _settings("REDIS_URL")
    log.of_process()
    Supervisor(pulse=settings.pulse).run()
    return 0


def cron(options: argparse.Namespace) -> int:
    from workers.cron import Cron
    from workers.stopping import Stop

    settings = _settings("REDIS_URL")
    log.of_process()
    Cron(settings).run(Stop(settings.pulse).wait)
    return 0


def refresh(options: argparse.Namespace) -> int:
    from ivr import store
    from ivr.clock import utc_now
    from ivr.progress import progress
    from ivr.rotarefresh import refresh_rota
    from ivr.schedule.refresh import refresh_all
    from ivr.schedule.report import table

    settings = _settings("REDIS_URL")
    connection = store.connect(settings.redis_url, timeout=60)
    with progress(len(settings.sources), "list", shown=not options.json) as step:
        reports = refresh_all(
            settings,
            connection,
            accept=options.accept,
            now=utc_now(),
            tell=lambda report: step(f"{report.source} {report.outcome}"),
        )
    rota = refresh_rota(settings, connection, utc_now(), accept=options.accept)
    if options.json:
        print(msgspec.json.encode({"sources": reports, "rota": rota}).decode())
    else:
        print(table(reports) if reports else "line.toml names no [[source]].")
        print(f"\nrota: {rota.sentence}")
        for problem in rota.problems:
            print(f"  {problem.row}: {problem.field}: {problem.done}")
    return 0 if all(report.good for report in reports) and rota.outcome != "kept" else 1


def flow(options: argparse.Namespace) -> int:
    from ivr.picture import mermaid

    print(mermaid(), end="")
    return 0


def setup(options: argparse.Namespace) -> int:
    from ivr.clock import utc_now
    from ivr.setup.command import run

    credentials = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN")
    if options.undo:  # whatever line.toml is like
        return run(options, load(os.environ, credentials, line_file=False), utc_now)
    return run(options, _settings(*credentials, "IVR_PUBLIC_URL"), utc_now)


def fallback(options: argparse.Namespace) -> int:
    from ivr.fallback import document

    settings = _settings("IVR_PUBLIC_URL")
    line = None
    if options.to:
        line = settings.lines[settings.line_index(options.to)]
        if line.number != options.to:
            raise SettingsError(
                f"{settings.config} has no [[number]] {options.to}: leave --to out for a document "
                "that is for all numbers."
            )
    print(document(settings, line).decode(), end="")
    return 0


def doctor(options: argparse.Namespace) -> int:
    from ivr.doctor import examine, summary

    findings = examine(os.environ)
    if options.json:
        print(msgspec.json.encode(findings).decode())
    else:
        for finding in findings:
            print(f"{finding.grade:7}  {finding.sentence}")
        print(f"\n{summary(findings)}")
    return 1 if any(finding.grade == "wrong" for finding in findings) else 0


def privacy(options: argparse.Namespace) -> int:
    from ivr.privacycommands import run

    return run(options, _settings("REDIS_URL"))


def blocks(options: argparse.Namespace) -> int:
    from ivr.blockcommands import run

    return run(options, _settings("REDIS_URL"))


def operators(options: argparse.Namespace) -> int:
    from ivr.operatorcommands import run

    return run(options, _settings("REDIS_URL"))


def leaders(options: argparse.Namespace) -> int:
    from ivr.leadercommands import run

    return run(options, _settings("REDIS_URL"))


def rota(options: argparse.Namespace) -> int:
    from ivr.rotacommands import run

    return run(options, _settings("REDIS_URL"))


def prompts(options: argparse.Namespace) -> int:
    from ivr.promptcommands import run

    return run(options, _settings("REDIS_URL"))


def costs(options: argparse.Namespace) -> int:
    from ivr.clock import utc_now
    from ivr.costcommands import calculate, run

    if options.callers is None:
        return run(options, _settings("REDIS_URL"), utc_now())
    there = Path(read_environment(os.environ)["IVR_CONFIG"]).exists()
    return calculate(options, load(os.environ, line_file=there))


def backup(options: argparse.Namespace) -> int:
    from ivr.backup.commands import backup

    return backup(options, _settings("REDIS_URL"))


def restore(options: argparse.Namespace) -> int:
    from ivr.backup.commands import restore

    return restore(options, os.environ)


def _settings(*needs: str) -> Settings:
    """All that is set, checked to the last sentence: a process could say it only in a traceback."""
    from ivr.prompts import Prompts

    settings = load(os.environ, needs=needs)
    Prompts().check(settings)
    return settings


COMMANDS = {
    "demo": Spec(
        demo,
        "Everything on this machine, with a telephone to try it.",
        "ivr demo --keys 2,2,1",
        flags.demo,
    ),
    "call": Spec(
        call, "A telephone in the terminal, to any line.", "ivr call --keys 2,4", flags.ring
    ),
    "serve": Spec(serve, "The web process.", "ivr serve --processes 2", flags.serve),
    "worker": Spec(worker, "The worker: a process for each queue.", "ivr worker"),
    "cron": Spec(cron, "Queues the periodic jobs.", "ivr cron"),
    "refresh": Spec(
        refresh, "Read every list and the rota now.", "ivr refresh --json", flags.refresh
    ),
    "flow": Spec(flow, "The call flow as Mermaid.", "ivr flow > flow.mmd"),
    "setup": Spec(
        setup,
        "Point the carrier's number at this line, or back.",
        "ivr setup --dry-run",
        flags.setup,
    ),
    "fallback": Spec(
        fallback,
        "The document to host elsewhere, for callers to be in the meeting while all here is down.",
        "ivr fallback > fallback.xml",
        flags.fallback,
    ),
    "doctor": Spec(
        doctor, "What is wrong with this installation, in sentences.", "ivr doctor", flags.json
    ),
    "blocks": Spec(
        blocks,
        "Numbers that may not call for a while: add, list, remove.",
        "ivr blocks list",
        flags.blocks,
    ),
    "operators": Spec(
        operators,
        "Who may do what: add, list, PINs, passwords, codes, locks, remove.",
        "ivr operators add Ana",
        flags.operators,
    ),
    "leaders": Spec(
        leaders,
        "Who leads meetings: add, list, PINs, remove.",
        "ivr leaders pin sam",
        flags.leaders,
    ),
    "rota": Spec(
        rota,
        "The coming week, with what nobody leads.",
        "ivr rota week --from 2026-10-30",
        flags.rota,
    ),
    "prompts": Spec(
        prompts,
        "What callers hear: list, play, record, publish, take back, export, check.",
        "ivr prompts add 101 hello.m4a --publish",
        flags.prompts,
    ),
    "costs": Spec(
        costs,
        "What the line costs at the carrier, or would cost.",
        "ivr costs --callers 30 --minutes 40 --hours 24",
        flags.costs,
    ),
    "backup": Spec(
        backup,
        "All that operators made, as one file.",
        "ivr backup /srv/backups",
        flags.backup,
    ),
    "restore": Spec(
        restore,
        "Back to what a backup has.",
        "ivr restore meeting-line-2026-11-22.zip --dry-run",
        flags.restore,
    ),
    "privacy": Spec(
        privacy,
        "Audit: does anything here, or at the carrier, still say who called?",
        "ivr privacy audit /var/log/line.log",
        flags.privacy,
    ),
}
