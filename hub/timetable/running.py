"""Run one claimed occurrence of a job: lease kept, errors noted, result written under the fence."""

import logging
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, current_app

from hub.core.database import in_transaction
from hub.core.i18n import speaking
from hub.history.services import Acting, acting_as
from hub.timetable import services
from hub.timetable.fencing import Overtaken, fenced_by
from hub.timetable.models import Outcome
from hub.timetable.rules import Job
from hub.timetable.services import Claim

log = logging.getLogger(__name__)

_stop = threading.Event()


def asked_to_stop() -> bool:
    """For long jobs to ask between two pieces of work: is the process to end?"""
    return _stop.is_set()


def ask_to_stop(*, stop: bool = True) -> None:
    if stop:
        _stop.set()
    else:
        _stop.clear()


def run_due(job: Job, *, owner: str) -> Outcome | None:
    """Claim the job's due occurrence and run it; None when there is nothing to do."""
    held = in_transaction(lambda: services.claim(job, owner=owner))
    return None if held is None else _run(job, held)[0]


def run_once(job: Job, *, owner: str, patience_seconds: float) -> tuple[Outcome, str] | None:
    """Run the job now, out of turn, after a run of it that is going on; None when that took longer
    than our patience. With the outcome comes what it said, or its error."""
    until = time.monotonic() + patience_seconds
    while True:
        held = in_transaction(lambda: services.claim_now(job, owner=owner))
        if held is not None:
            return _run(job, held)
        if time.monotonic() > until:
            return None
        time.sleep(0.2)


def _run(job: Job, held: Claim) -> tuple[Outcome, str]:
    said, error, outcome = "", "", Outcome.DONE
    fence = held if job.fenced else None
    with _renewing(job, held), acting_as(Acting(via="job")), speaking("en"):
        try:
            with fenced_by(fence):
                said = job.run()
        except Overtaken:
            log.warning("job %s was taken over by another process", job.name)
            return Outcome.FAILED, "overtaken"
        except Exception as failure:
            outcome, error = Outcome.FAILED, _plain(failure)
            log.exception("job %s failed", job.name)
    ours = in_transaction(lambda: services.finish(held, outcome=outcome, said=said, error=error))
    if not ours:
        log.warning("job %s was taken over by another process", job.name)
    return outcome, said or error


@contextmanager
def _renewing(job: Job, held: Claim) -> Iterator[None]:
    """Keep the lease from a thread of its own, for as long as the block takes."""
    over = threading.Event()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]

    def keep() -> None:
        while not over.wait(services.LEASE_SECONDS / 3):
            try:
                with app.app_context():
                    if not in_transaction(lambda: services.renew(held)):
                        return
            except Exception:
                # The database may be away for a moment; the next round tries again.
                log.warning("lease of job %s could not be renewed", job.name, exc_info=True)

    keeper = threading.Thread(target=keep, name=f"lease of {job.name}", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _plain(failure: Exception) -> str:
    """The kind of error and the line of ours it came from; its text may name people."""
    frames = traceback.extract_tb(failure.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename]
    where = f" in {ours[-1].name}, line {ours[-1].lineno}" if ours else ""
    return f"{type(failure).__name__}{where}"
