"""No transaction of a run is kept once somebody else has taken the run over.

A process that stood still for longer than its lease (a stopped machine, a debugger, a very long
pause) would otherwise go on and do again what its successor has done. So while a fenced job runs,
each commit first reads the run's row under a lock: another number there undoes the transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from hub.timetable.models import JobRun
from hub.timetable.services import Claim

_held: ContextVar[Claim | None] = ContextVar("claim held", default=None)


class Overtaken(Exception):
    """Somebody else runs this occurrence now; nothing of this transaction was kept."""


@contextmanager
def fenced_by(held: Claim | None) -> Iterator[None]:
    token = _held.set(held)
    try:
        yield
    finally:
        _held.reset(token)


@event.listens_for(Session, "before_commit")
def _still_ours(session: Session) -> None:
    held = _held.get()
    if held is None or session.in_nested_transaction():
        return
    # Shared, so that a takeover waits for this commit or this commit sees the takeover.
    row = select(JobRun.fence, JobRun.finished_at).where(JobRun.id == held.run_id)
    found = session.execute(row.with_for_update(read=True)).first()
    if found is None or found.fence != held.fence or found.finished_at is not None:
        raise Overtaken("another process has taken this run over")
