"""A process that runs a small timetable of its own, for tests that kill and stop it.

FOLDER/effects gets a line for each thing a job did, with the process's name. Leases are short, so
that tests need not wait long.
"""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hub.app import create_app
from hub.config import settings_from
from hub.core.database import db, transaction
from hub.core.ids import new_id
from hub.outbox.models import Category, MailPreference
from hub.timetable import clockwork, queries, services
from hub.timetable.clockwork import Clockwork
from hub.timetable.rules import Job, latest_due

HALF_A_SECOND = timedelta(seconds=0.5)
FOR_EVER = timedelta(days=1)


class Jobs:
    """What the tests' jobs do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = os.environ["WORKER_NAME"]

    def note(self, what: str) -> str:
        with (self.folder / "effects").open("a") as file:
            file.write(f"{self.name} {what}\n")
        return what

    def tick(self) -> str:
        """Says for which of its times it ran."""
        job = next(job for job in self.table() if job.name == "tick")
        return self.note(f"ran {latest_due(job, datetime.now(UTC)).timestamp()}")

    def long(self) -> str:
        """Takes two seconds."""
        self.note("began")
        time.sleep(2)
        return self.note("ended")

    def waits(self) -> str:
        """Reads something, waits until it is told to go on, then writes to the database."""
        self.note("began")
        while not (self.folder / f"go-{self.name}").exists():
            time.sleep(0.02)
        with transaction():
            db.session.add(
                MailPreference(receiver=f"{self.name} {new_id()}", category=Category.NEWS)
            )
        return self.note("wrote")

    def table(self) -> list[Job]:
        return [
            Job("tick", self.tick, every=HALF_A_SECOND),
            Job("long", self.long, every=FOR_EVER),
            Job("waits", self.waits, every=FOR_EVER),
            Job("waits-unfenced", self.waits, every=FOR_EVER, fenced=False),
        ]


_seen: dict[str, datetime] = {}


def run_timetable(folder: str, *names: str) -> None:
    """Until told to stop."""
    services.LEASE_SECONDS = float(os.environ.get("LEASE", "1.5"))
    clockwork.TICK_SECONDS = 0.1
    if "WITHOUT_GUARD" in os.environ:
        _switch_the_guard_off()
    app = create_app(settings_from(os.environ))
    jobs = [job for job in Jobs(Path(folder)).table() if job.name in names]
    Clockwork(app, jobs).run_for_ever()


def _switch_the_guard_off() -> None:
    """Each process runs whatever it finds due, as if it were alone."""

    def mine(jobs: list[Job]) -> list[Job]:
        now = datetime.now(UTC)
        return [job for job in jobs if _seen.get(job.name) != latest_due(job, now)]

    def run(job: Job, *, owner: str) -> None:
        _seen[job.name] = latest_due(job, datetime.now(UTC))
        job.run()

    queries.due_jobs = mine  # type: ignore[assignment]
    clockwork.run_due = run  # type: ignore[assignment]
