"""Look at everything that must be true, on the live data, and change nothing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import text

from accelerator.applications import invariants as applications
from accelerator.programmes import invariants as programmes
from accelerator.reviews import invariants as reviews
from accelerator.selection import invariants as selection
from booking.bookings import invariants as bookings
from booking.spaces import invariants as spaces
from hub.accounts import invariants as accounts
from hub.core.database import db, is_sqlite
from hub.files import invariants as files
from hub.history.queries import first_broken_link
from hub.learning.certificates import invariants as certificates
from hub.learning.classes import invariants as classes
from hub.learning.courses import invariants as courses
from hub.learning.enrolments import invariants as enrolments
from hub.learning.study import invariants as study
from hub.operate.migrations import current_revision, newest_revision
from hub.organisations import invariants as organisations
from hub.outbox import invariants as outbox
from hub.places import invariants as places

#: A WAL reset could corrupt the file in these versions (fixed in 3.51.3).
FIRST_AFFECTED, FIRST_MENDED = (3, 7, 0), (3, 51, 3)


@dataclass
class Verdict:
    """What one check found. Notes are worth knowing and break nothing."""

    name: str
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def _connections() -> Iterator[str]:
    with db.engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    return
    yield


def _migrations() -> Iterator[str]:
    with db.engine.connect() as connection:
        current = current_revision(connection)
    if current != newest_revision():
        yield f"the database is at {current or 'none'}, this version needs {newest_revision()}"


def _integrity() -> Iterator[str]:
    if not is_sqlite():
        return
    for row in db.session.execute(text("PRAGMA integrity_check(20)")):
        if row[0] != "ok":
            yield str(row[0])
    for row in db.session.execute(text("PRAGMA foreign_key_check")):
        yield f"{row[0]}: a row points at nothing in {row[2]}"


def _history() -> Iterator[str]:
    broken = first_broken_link()
    if broken:
        yield f"entry {broken.number} {broken.problem}"


#: One line for each capability that states what must always be true of it.
CHECKS: dict[str, Callable[[], Iterable[str]]] = {
    "database": _connections,
    "migrations": _migrations,
    "integrity": _integrity,
    "history": _history,
    "files": files.problems,
    "outbox": outbox.problems,
    "accounts": accounts.problems,
    "organisations": organisations.problems,
    "places": places.problems,
    "courses": courses.problems,
    "enrolments": enrolments.problems,
    "spaces": spaces.problems,
    "bookings": bookings.problems,
    "programmes": programmes.problems,
    "applications": applications.problems,
    "reviews": reviews.problems,
    "selection": selection.problems,
    "classes": classes.problems,
    "study": study.problems,
    "certificates": certificates.problems,
}


def examine() -> Iterator[Verdict]:
    """Every check in turn; one that breaks down is a finding, and the others still run."""
    for name, check in CHECKS.items():
        verdict = Verdict(name)
        try:
            verdict.problems = list(check())
        except Exception as error:
            db.session.rollback()
            verdict.problems = [f"could not be checked: {type(error).__name__}: {error}"[:300]]
        if name == "database" and not verdict.problems:
            verdict.notes = list(_about_the_engine())
        yield verdict


def _about_the_engine() -> Iterator[str]:
    if not is_sqlite():
        yield f"PostgreSQL {db.session.scalar(text('SHOW server_version'))}"
        return
    version = str(db.session.scalar(text("SELECT sqlite_version()")))
    yield f"SQLite {version}"
    if is_affected(tuple(int(part) for part in version.split("."))):
        yield (
            "this version can corrupt its file when several processes write; "
            "install the package pysqlite3 or use PostgreSQL"
        )


def is_affected(version: tuple[int, ...]) -> bool:
    return FIRST_AFFECTED <= version < FIRST_MENDED
