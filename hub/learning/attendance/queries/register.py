"""The register of a session: who has a place, who was there, and who nobody knows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.learning.attendance.models import Attendance, CheckInCode, OtherAddress, Report, Stay
from hub.learning.attendance.permissions import can_keep_register
from hub.learning.classes.models import ClassSession
from hub.learning.enrolments.queries import holders_of


@dataclass(frozen=True)
class Line:
    """Somebody with a place, and what counts of them; `attendance` is None for who was not seen."""

    person: User
    attendance: Attendance | None
    stays: Sequence[Stay] = field(default=())


def session_to_keep(session_id: UUID, person: User) -> ClassSession:
    """Raises: NotFound, also for who does not teach it."""
    session = db.session.get(ClassSession, session_id)
    if session is None or not can_keep_register(person, session):
        raise NotFound(_("There is no such class session."))
    return session


def register_of(session: ClassSession) -> list[Line]:
    """By name: everybody with a place, and everybody who was seen and has none any more."""
    query = select(Attendance).where(Attendance.session_id == session.id)
    seen = {a.user_id: a for a in db.session.scalars(query.options(joinedload(Attendance.user)))}
    stays = _stays(session)
    people = {e.user_id: e.user for e in holders_of(session.run)}
    people |= {user_id: a.user for user_id, a in seen.items() if user_id not in people}
    lines = [
        Line(person, seen.get(user_id), stays.get(user_id, ()))
        for user_id, person in people.items()
    ]
    return sorted(lines, key=lambda line: (line.person.name.casefold(), str(line.person.id)))


def unknown_of(session: ClassSession) -> list[Stay]:
    """What a report has of somebody whom nobody knows, longest first, a name at a time."""
    query = select(Stay).where(Stay.session_id == session.id, Stay.user_id.is_(None))
    found: dict[tuple[str, str], Stay] = {}
    for stay in db.session.scalars(query.order_by(Stay.joined_at, Stay.id)):
        found.setdefault((stay.email, stay.name), stay)
    return list(found.values())


def attendance_of(session: ClassSession, person: User) -> Attendance | None:
    query = select(Attendance).where(
        Attendance.session_id == session.id, Attendance.user_id == person.id
    )
    return db.session.scalars(query).one_or_none()


def live_code(session: ClassSession) -> CheckInCode | None:
    query = select(CheckInCode).where(
        CheckInCode.session_id == session.id, CheckInCode.ended_at.is_(None)
    )
    return db.session.scalars(query.order_by(CheckInCode.made_at.desc())).first()


def session_by_code(code: str) -> ClassSession | None:
    query = (
        select(ClassSession)
        .join(CheckInCode, CheckInCode.session_id == ClassSession.id)
        .where(
            CheckInCode.code == code,
            CheckInCode.ended_at.is_(None),
            ClassSession.cancelled_at.is_(None),
        )
    )
    return db.session.scalars(query.order_by(ClassSession.starts_at.desc())).unique().first()


def reports_of(session: ClassSession) -> list[Report]:
    query = select(Report).where(Report.session_id == session.id, Report.taken_back_at.is_(None))
    return list(db.session.scalars(query.order_by(Report.made_at)))


def people_by_address(session: ClassSession, emails: Sequence[str]) -> dict[str, UUID]:
    """Of those with a place: by the address of their account, or another that is known of them."""
    holders = {e.user_id: e.user for e in holders_of(session.run)}
    found = {person.email: user_id for user_id, person in holders.items()}
    others = select(OtherAddress).where(
        OtherAddress.email.in_(emails), OtherAddress.user_id.in_(list(holders))
    )
    return {row.email: row.user_id for row in db.session.scalars(others)} | found


def _stays(session: ClassSession) -> dict[UUID, list[Stay]]:
    query = select(Stay).where(Stay.session_id == session.id, Stay.user_id.is_not(None))
    found: dict[UUID, list[Stay]] = defaultdict(list)
    for stay in db.session.scalars(query.order_by(Stay.joined_at)):
        if stay.user_id is not None:
            found[stay.user_id].append(stay)
    return found
