"""What makes the timetable tick: APScheduler looks every second, our own table says what is due.

APScheduler's own job store would lose what was due while nobody ran, and run everything in every
process; so it knows a single job, the look at the table.
"""

import logging
import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from types import FrameType

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask

from hub.core.database import in_transaction
from hub.timetable import queries, services
from hub.timetable.rules import Job
from hub.timetable.running import ask_to_stop, run_due

log = logging.getLogger(__name__)

TICK_SECONDS = 1.0
BEAT_SECONDS = 10.0


def new_owner() -> str:
    """A name for this process that no other has had: machine, process and a random part."""
    return f"{socket.gethostname()[:80]}:{os.getpid()}:{secrets.token_hex(4)}"


class Clockwork:
    """Runs a timetable in this process, each job in a thread of its own."""

    def __init__(self, app: Flask, jobs: Sequence[Job]) -> None:
        self.app = app
        self.jobs = list(jobs)
        self.owner = new_owner()
        self._scheduler: BaseScheduler | None = None
        self._threads = ThreadPoolExecutor(max(1, len(self.jobs)), thread_name_prefix="job")
        self._busy: set[str] = set()
        self._lock = threading.Lock()
        self._next_beat = 0.0

    def start(self) -> None:
        """Tick in the background; `stop` ends it."""
        self._begin(BackgroundScheduler(timezone=UTC, daemon=True))

    def run_for_ever(self) -> None:
        """Tick until SIGTERM or SIGINT, then finish what is running. A second one ends at once."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        self._begin(BlockingScheduler(timezone=UTC))
        self.stop()

    def stop(self) -> None:
        """Begin nothing new, ask long jobs to come to an end, and wait for them."""
        ask_to_stop()
        if self._scheduler is not None and self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        self._threads.shutdown(wait=True, cancel_futures=True)

    def tick(self) -> None:
        """One look at the table. A database that is away is no reason to end."""
        try:
            with self.app.app_context():
                self._beat()
                for job in queries.due_jobs(self.jobs):
                    self._submit(job)
        except Exception:
            log.warning("the timetable could not be read", exc_info=True)

    def _begin(self, scheduler: BaseScheduler) -> None:
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # it tells of every tick
        ask_to_stop(stop=False)
        self._scheduler = scheduler
        scheduler.add_job(
            self.tick,
            "interval",
            seconds=TICK_SECONDS,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
        scheduler.start()

    def _beat(self) -> None:
        if time.monotonic() >= self._next_beat:
            in_transaction(lambda: services.beat(self.owner))
            self._next_beat = time.monotonic() + BEAT_SECONDS

    def _submit(self, job: Job) -> None:
        with self._lock:
            if job.name in self._busy:
                return
            self._busy.add(job.name)
        try:
            self._threads.submit(self._run, job)
        except RuntimeError:  # stopping: begin nothing new
            self._busy.discard(job.name)

    def _run(self, job: Job) -> None:
        try:
            with self.app.app_context():
                run_due(job, owner=self.owner)
        except Exception:
            log.warning("job %s could not be begun or finished", job.name, exc_info=True)
        finally:
            with self._lock:
                self._busy.discard(job.name)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        ask_to_stop()
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
