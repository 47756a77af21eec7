"""Checking in by the code in the room, and what is scanned there without a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.core.ids import new_reference
from hub.history.services import record
from hub.learning.attendance.errors import NoPlaceHere, NotCheckInTime, WrongCode
from hub.learning.attendance.models import Attendance, CheckInCode, Source
from hub.learning.attendance.permissions import can_keep_register
from hub.learning.attendance.queries.register import attendance_of, live_code, session_by_code
from hub.learning.attendance.rules.minutes import (
    CLOSES_AFTER,
    OPENS_BEFORE,
    SYNCS_WITHIN,
    minutes_from,
    takes_check_ins,
)
from hub.learning.attendance.services.counting import Sight, keep
from hub.learning.classes.models import ClassSession
from hub.learning.enrolments.queries import has_place, holders_of

CODE_LENGTH = 6


def show_code(session: ClassSession, *, by: User, anew: bool = False) -> CheckInCode:
    """The code to show in the room; `anew` ends the one before. Raises: NotAllowed."""
    if not can_keep_register(by, session):
        raise NotAllowed(_("Only who teaches the class shows its code."))
    lock(session)
    code = live_code(session)
    if code is not None and not anew:
        return code
    if code is not None:
        code.ended_at = now()
    made = CheckInCode(session_id=session.id, code=_free_code())
    db.session.add(made)
    db.session.flush()
    record("check-in-code.made", made)
    return made


def check_in(code: str, *, by: User, source: Source = Source.CODE) -> Attendance:
    """Oneself, with what stands on the screen. Twice is once.

    Raises: WrongCode, NotCheckInTime, NoPlaceHere.
    """
    session = session_by_code(cleaned(code))
    if session is None:
        raise WrongCode
    if not takes_check_ins(session.slot, now()):
        raise NotCheckInTime(session.starts_at - OPENS_BEFORE, session.ends_at + CLOSES_AFTER)
    if not has_place(session.run, by):
        raise NoPlaceHere
    known = attendance_of(session, by)
    if known is not None and known.source is not Source.REPORT:
        return known
    minutes = minutes_from(now(), session.slot)
    return keep(session, by.id, sight=Sight(source, minutes, now()), by_id=by.id)


class Outcome(StrEnum):
    TAKEN = "taken"
    #: Somebody had this person already: nothing is lost, and nothing counts twice.
    DOUBLE = "double"
    #: No place in this class, or nobody of the house.
    UNKNOWN = "unknown"
    #: Not around the session, or sent more than a week later.
    OUT_OF_TIME = "out-of-time"


@dataclass(frozen=True)
class Scan:
    """One tick on a device: `client_id` is the device's own name for it."""

    client_id: str
    user_id: UUID
    seen_at: datetime


@dataclass(frozen=True)
class Synced:
    scan: Scan
    outcome: Outcome
    #: When a double had been seen before, and how.
    before: Attendance | None = None


def sync(session: ClassSession, scans: Sequence[Scan], *, by: User) -> list[Synced]:
    """Take what was ticked off without a line, in the order in which it was seen. Sent again, it is
    the same answer and nothing more. Raises: NotAllowed."""
    if not can_keep_register(by, session):
        raise NotAllowed(_("Only who teaches the class keeps its register."))
    lock(session)
    places = {e.user_id for e in holders_of(session.run)}
    ordered = sorted(scans, key=lambda scan: (scan.seen_at, scan.client_id))
    return [_synced(session, scan, places=places, by=by) for scan in ordered]


def _synced(session: ClassSession, scan: Scan, *, places: set[UUID], by: User) -> Synced:
    if scan.user_id not in places:
        return Synced(scan, Outcome.UNKNOWN)
    in_time = takes_check_ins(session.slot, scan.seen_at) and scan.seen_at <= now()
    if not in_time or now() - scan.seen_at > SYNCS_WITHIN:
        return Synced(scan, Outcome.OUT_OF_TIME)
    query = select(Attendance).where(
        Attendance.session_id == session.id, Attendance.user_id == scan.user_id
    )
    known = db.session.scalars(query).one_or_none()
    checked_in = known is not None and known.source is not Source.REPORT
    if known is not None and checked_in and known.client_id != scan.client_id:
        return Synced(scan, Outcome.DOUBLE, before=known)
    if not checked_in:
        minutes = minutes_from(scan.seen_at, session.slot)
        sight = Sight(Source.OFFLINE, minutes, scan.seen_at, scan.client_id)
        keep(session, scan.user_id, sight=sight, by_id=by.id)
    return Synced(scan, Outcome.TAKEN)


def cleaned(code: str) -> str:
    """As it is kept, however it was typed: "7kq-4md"."""
    return "".join(c for c in code.upper() if c.isalnum())[:12]


def _free_code() -> str:
    """No other session shows it now."""
    while True:
        code = new_reference(CODE_LENGTH)
        if session_by_code(code) is None:
            return code
