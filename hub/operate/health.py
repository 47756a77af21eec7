"""Is this process fit to serve? Asked by load balancers and by people in a hurry."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import text

from hub.core.database import db
from hub.operate.migrations import current_revision, newest_revision
from hub.timetable import queries as timetable


@dataclass(frozen=True)
class Finding:
    """What one check found; `says` is safe to show to anybody."""

    ok: bool
    says: str


def _good(says: str) -> Finding:
    return Finding(ok=True, says=says)


def _bad(says: str) -> Finding:
    return Finding(ok=False, says=says)


def findings(*, jobs_wanted: bool) -> dict[str, Finding]:
    """All checks of readiness. `jobs_wanted`: somebody must be working off the timetable (always so
    in production, and wherever jobs were asked to run in this process)."""
    database = _guarded(_database)
    if not database.ok:
        unknown = _bad("unknown while the database is away")
        return {"database": database, "migrations": unknown, "jobs": unknown}
    return {
        "database": database,
        "migrations": _guarded(_migrations),
        "jobs": _guarded(lambda: _jobs(wanted=jobs_wanted)),
    }


def _guarded(check: Callable[[], Finding]) -> Finding:
    """A check that breaks down has not passed; why is for the log, not for a stranger."""
    try:
        return check()
    except Exception as error:
        db.session.rollback()
        return _bad(f"failed: {type(error).__name__}")


def _database() -> Finding:
    started = time.perf_counter()
    with db.engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    return _good(f"answered in {(time.perf_counter() - started) * 1000:.0f} ms")


def _migrations() -> Finding:
    with db.engine.connect() as connection:
        current = current_revision(connection)
    wanted = newest_revision()
    if current == wanted:
        return _good(f"at {wanted}")
    return _bad(f"at {current or 'none'}, this version needs {wanted}")


def _jobs(*, wanted: bool) -> Finding:
    """Alive means that a process, here or elsewhere, was heard of within a minute."""
    if timetable.jobs_are_alive():
        return _good("alive")
    if wanted:
        return _bad("nobody has worked off the timetable for a minute")
    return _good("not started here")
