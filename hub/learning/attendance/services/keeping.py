"""The list by hand, and reports of video providers."""

import hashlib
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select, update

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.learning.attendance.errors import BadReport, ReportTwice
from hub.learning.attendance.models import OtherAddress, Report, Source, Stay
from hub.learning.attendance.permissions import can_keep_register
from hub.learning.attendance.queries.register import people_by_address
from hub.learning.attendance.rules.minutes import length_of
from hub.learning.attendance.rules.reports import Seen, Unreadable, read_report
from hub.learning.attendance.services.counting import Sight, count_stays, keep
from hub.learning.classes.models import ClassSession
from hub.learning.enrolments.queries import holders_of


def write_list(session: ClassSession, minutes: Mapping[UUID, int], *, by: User) -> int:
    """By hand: minutes of each person named, 0 for who was not there. How many were changed.

    Raises: NotAllowed, Invalid (more minutes than the session has, or a stranger).
    """
    _may_keep(session, by)
    lock(session)
    known = {e.user_id for e in holders_of(session.run)}
    longest = length_of(session.slot)
    if any(not 0 <= each <= longest for each in minutes.values()):
        sentence = _("From 0 to %(num)s minutes.", num=longest)
        raise Invalid(sentence, errors={"minutes": [sentence]})
    if set(minutes) - known:
        sentence = _("Only people with a place in the class are on its list.")
        raise Invalid(sentence, errors={"minutes": [sentence]})
    for user_id, each in minutes.items():
        seen_at = min(now(), session.ends_at)
        keep(session, user_id, sight=Sight(Source.LIST, each, seen_at), by_id=by.id)
    return len(minutes)


def take_report(
    session: ClassSession, text: str, *, name: str, zone: str, by: User
) -> tuple[Report, int]:
    """A provider's list of who joined when. People are known by their address; the others wait to
    be named. Returns: the report, and how many stretches belong to nobody yet.

    Raises: NotAllowed, BadReport, ReportTwice.
    """
    _may_keep(session, by)
    try:
        seen = read_report(text, zone=zone)
    except Unreadable as why:
        raise BadReport(why) from why
    lock(session)
    report = _new_report(session, text, name=name, by=by)
    known = people_by_address(session, [each.email for each in seen if each.email])
    rows = [_stay(report, each, user_id=known.get(each.email)) for each in seen]
    db.session.add_all(rows)
    db.session.flush()
    record("attendance-report.taken", report, after={"name": report.name, "lines": len(rows)})
    found = {row.user_id for row in rows if row.user_id is not None}
    count_stays(session, found, by_id=by.id)
    return report, sum(row.user_id is None for row in rows)


def take_back(report: Report, session: ClassSession, *, by: User) -> None:
    """As if it had never been handed in. Raises: NotAllowed."""
    _may_keep(session, by)
    lock(session)
    if report.taken_back_at is not None:
        return
    query = select(Stay).where(Stay.report_id == report.id)
    rows = list(db.session.scalars(query))
    people = {row.user_id for row in rows if row.user_id is not None}
    for row in rows:
        db.session.delete(row)
    report.taken_back_at = now()
    # So that the same file can be handed in again.
    report.sha256 = f"{report.sha256[:40]}-{report.id.hex[:20]}"
    db.session.flush()
    record("attendance-report.taken-back", report)
    count_stays(session, people, by_id=by.id)


def name_person(stay: Stay, person: User, *, session: ClassSession, by: User) -> None:
    """ "That was Siti, with her other address": all stretches under this name and address become
    hers, and the address is remembered.

    Raises: NotAllowed; Conflict: no place in the class, or the address is somebody else's.
    """
    _may_keep(session, by)
    lock(session)
    if person.id not in {e.user_id for e in holders_of(session.run)}:
        raise Conflict(_("%(name)s has no place in this class.", name=person.name))
    same = (
        Stay.session_id == session.id,
        Stay.user_id.is_(None),
        Stay.email == stay.email,
        Stay.name == stay.name,
    )
    db.session.execute(update(Stay).where(*same).values(user_id=person.id))
    if stay.email:
        _remember(stay.email, person, by=by)
    db.session.flush()
    db.session.expire(stay)
    record("attendance.named", person, after={"session_id": session.id})
    count_stays(session, [person.id], by_id=by.id)


def _remember(email: str, person: User, *, by: User) -> None:
    query = select(OtherAddress).where(OtherAddress.email == email)
    known = db.session.scalars(query).one_or_none()
    if known is None:
        db.session.add(OtherAddress(email=email, user_id=person.id, said_by_id=by.id))
    elif known.user_id != person.id:
        raise Conflict(_("This address is known to be somebody else's."))


def _new_report(session: ClassSession, text: str, *, name: str, by: User) -> Report:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    query = select(Report.id).where(Report.session_id == session.id, Report.sha256 == sha256)
    if db.session.scalars(query).first() is not None:
        raise ReportTwice
    report = Report(
        session_id=session.id, name=name.strip()[:200] or "report", sha256=sha256, made_by_id=by.id
    )
    db.session.add(report)
    db.session.flush()
    return report


def _stay(report: Report, seen: Seen, *, user_id: UUID | None) -> Stay:
    return Stay(
        session_id=report.session_id,
        report_id=report.id,
        user_id=user_id,
        name=seen.name,
        email=seen.email,
        joined_at=seen.joined_at,
        left_at=seen.left_at,
    )


def _may_keep(session: ClassSession, by: User) -> None:
    if not can_keep_register(by, session):
        raise NotAllowed(_("Only who teaches the class keeps its register."))
