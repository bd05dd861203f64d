"""One RQ worker process for one queue: `python -m workers.process QUEUE`."""

import ctypes
import gc
import importlib
import os
import signal
import sys
import time
from contextlib import suppress

import redis
import structlog
from rq import Queue, Worker
from rq.executions import Execution
from rq.job import Job
from rq.registry import StartedJobRegistry
from rq.serializers import JSONSerializer

from ivr import log as logs
from ivr import store
from ivr.environment import load
from ivr.fence import trusted
from ivr.log import failure
from ivr.settings import SettingsError
from ivr.tally import TALLY
from workers.queues import NAMES, queue

log = structlog.get_logger()

WORKER_LIFETIME = 30
MAINTENANCE = 15
MONITORING = 5
"""Seconds after which a dead worker's job is noticed and taken up again; RQ's own are minutes."""

LATE = {
    "room": ("httpcore", "ivr.rooms.rounds"),
    "erase": ("twilio.rest.api", "ivr.erasure.forget"),
    "schedule": (
        "httpcore",
        "twilio.rest.api",
        "ivr.erasure.sweep",
        "ivr.places.publish",
        "ivr.rotarefresh",
        "ivr.schedule.refresh",
    ),
    "audio": ("ivr.recordings.audio", "ivr.recordings.finding", "ivr.recordings.making"),
}
"""What a queue's jobs need: loaded once by its worker, and not anew in each job's process."""

GIVES_WAY = {"erase": 10, "schedule": 10, "audio": 10}
"""By how much these are nicer than a web process: at the full hour a core is a caller's first."""

PR_SET_PDEATHSIG = 1
"""Of prctl(2)."""

TOLD = "See the log of the worker."

MENDS = {
    "bury_keys": "run `ivr doctor` to see whether an ended key is left in Redis's files",
    "drop_uploads": "run `ivr doctor` to see whether Redis and the store of recordings answer",
    "forget_calls": "run `ivr doctor` to see what waits to be forgotten",
    "sweep_calls": "run `ivr privacy audit` to see what the carrier still has",
    "find_takes": "run `ivr doctor` to see whether Redis and the carrier answer",
    "make_take": "run `ivr doctor` to see whether the carrier and the store of recordings answer",
    "room_command": "run `ivr doctor` to see whether Redis and the carrier answer",
    "tend_room": "run `ivr doctor` to see whether Redis and the carrier answer",
    "tend_rooms": "run `ivr doctor` to see whether Redis and the carrier answer",
    "refresh_schedule": "run `ivr refresh` to see what is wrong with the list",
    "refresh_places": "run `ivr refresh` to see whether the lists are read; key 3 works as before",
    "refresh_rota": "run `ivr doctor` to see what is wrong with the rota",
    "watch_budgets": "run `ivr costs` to see what is spent; calls are answered as before",
}

UNKNOWN = "this release has no such job, another one queued it: run the worker of the newer one"


def explain(job: Job, kind: type[BaseException], error: BaseException, trace: object) -> bool:
    """Says in the log what an operator should do. RQ's own words could quote values."""
    name = (job.func_name or "").rpartition(".")[2]
    log.error(
        "a job failed and is tried again" if job.retries_left else "a job failed",
        job=name,
        mend=MENDS.get(name, UNKNOWN),
        **failure(error),
    )
    return True


class QuietWorker(Worker):
    """Keeps no traceback in Redis: the message of an exception can quote the value it fell over."""

    max_connection_wait_time = 4.0
    """Seconds between two looks for a Redis that is away: RQ's minute would leave work undone."""

    def perform_job(self, job: Job, queue: Queue, execution: Execution) -> bool:
        """In the job's own process, which ends with it: what it asked of the carrier is told."""
        done = super().perform_job(job, queue, execution)
        try:
            TALLY.tell(self.connection)
        except redis.exceptions.RedisError as error:
            log.warning("what was asked of the carrier could not be counted", **failure(error))
        return done

    def handle_job_failure(
        self,
        job: Job,
        queue: Queue,
        started_job_registry: StartedJobRegistry | None = None,
        exc_string: str = "",
        execution: Execution | None = None,
    ) -> None:
        super().handle_job_failure(job, queue, started_job_registry, TOLD, execution)


def _await(connection: redis.Redis) -> None:
    """Until Redis answers: RQ would end at once, in a traceback."""
    told = False
    while True:
        try:
            connection.ping()
        except redis.exceptions.RedisError as error:
            if not told:
                log.warning("Redis is away, the worker waits for it", **failure(error))
            told = True
            time.sleep(2)
        else:
            return


def _publish_anew(connection: redis.Redis) -> None:
    """What another release published and this one cannot read; whatever keeps it, jobs come."""
    from ivr.schedule.anew import in_another_layout, publish_anew

    try:
        if others := in_another_layout(connection):
            publish_anew(load(os.environ, needs=("REDIS_URL",)), connection, others)
            log.info("made anew, for another release had published it", documents=others)
    except Exception as error:
        log.error("what another release published could not be made anew", **failure(error))


def work(name: str, *, burst: bool = False) -> None:
    """Work off one queue until told to stop; with `burst` until it is empty."""
    settings = load(os.environ, needs=("REDIS_URL",), line_file=False)
    os.nice(GIVES_WAY.get(name, 0))
    connection = store.connect(settings.redis_url, timeout=WORKER_LIFETIME * 2.0)
    _await(connection)
    worker = QuietWorker(
        [queue(name, connection)],
        connection=connection,
        serializer=JSONSerializer,
        worker_ttl=WORKER_LIFETIME,
        maintenance_interval=MAINTENANCE,
        job_monitoring_interval=MONITORING,
        exception_handlers=[explain],
        log_job_description=False,
    )
    for needed in ("workers.jobs", *LATE.get(name, ())):
        importlib.import_module(needed)  # once, and not anew in each job's process
    with suppress(SettingsError):  # then each job that asks somebody says so
        trusted()
    gc.freeze()  # no job's process goes through all of that in search of garbage, and copies it
    if name == "schedule":
        _publish_anew(connection)
    try:
        worker.work(burst=burst, logging_level="CRITICAL")
    except redis.exceptions.RedisError as error:  # away in the middle of something
        log.warning("Redis is away, the worker begins anew", **failure(error))
        sys.exit(1)


def end_with(supervisor: int) -> None:
    """Have the system end this process when its supervisor, of that id, is gone, also when killed.

    Else it would go on working, and nobody could stop it but by hand. Only Linux can do that.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != supervisor:  # it went before that was set
            sys.exit(1)


if __name__ == "__main__":
    logs.of_process()
    if len(sys.argv) not in (2, 3) or sys.argv[1] not in NAMES:
        sys.exit(f"Usage: python -m workers.process {'|'.join(NAMES)} [ID OF THE SUPERVISOR]")
    if len(sys.argv) == 3:
        end_with(int(sys.argv[2]))
    work(sys.argv[1])
