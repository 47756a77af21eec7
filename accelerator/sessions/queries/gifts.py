"""What mentors gave to cohorts: counts and hours of what was held, and nothing of how it went."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select

from accelerator.mentor_days.models import DayMeeting, DayMeetingState, MentorDay
from accelerator.mentors.models import GivingState, Mentor, MentorPlaces
from accelerator.mentors.queries.mentors import mentor_of
from accelerator.programmes.models import Cohort, Phase
from accelerator.sessions.models import (
    MentorCertificate,
    MentorSession,
    MentorThanks,
    SessionKind,
    SessionState,
)
from accelerator.sessions.rules.thanks import as_number
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _

#: From when on there is something to be thanked for.
PHASES = (Phase.RUNNING, Phase.ENDED, Phase.ARCHIVED)
#: (cohort, mentor)
Key = tuple[UUID, UUID]


@dataclass(frozen=True)
class Gift:
    """Of one mentor to one cohort. `mentor_days` are days with a meeting that took place, whose
    minutes count as well."""

    sessions: int = 0
    office_hours: int = 0
    mentor_days: int = 0
    startups: int = 0
    minutes: int = 0


@dataclass(frozen=True)
class Given:
    """A cohort to which somebody gave, the word of thanks, and the certificate that stands."""

    cohort: Cohort
    mentor: Mentor
    gift: Gift
    thanks: MentorThanks | None = None
    certificate: MentorCertificate | None = None


@dataclass
class _Sum:
    sessions: int = 0
    office_hours: int = 0
    minutes: int = 0
    days: set[UUID] = field(default_factory=set)
    startups: set[UUID] = field(default_factory=set)

    def add(self, startup_id: UUID, start: datetime, *, end: datetime) -> None:
        self.startups.add(startup_id)
        self.minutes += int((end - start).total_seconds()) // 60

    @property
    def gift(self) -> Gift:
        return Gift(
            self.sessions, self.office_hours, len(self.days), len(self.startups), self.minutes
        )


def gifts_in(cohort: Cohort) -> dict[UUID, Gift]:
    """By mentor."""
    found = _gifts(MentorSession.cohort_id == cohort.id, MentorDay.cohort_id == cohort.id)
    return {mentor: gift for (_cohort, mentor), gift in found.items()}


def given_in(cohort: Cohort) -> list[Given]:
    """For staff: who said yes to the cohort, gave it something or has a certificate of it, by name.
    What is counted now is not told before it is issued: with a conflict, one would read the rest
    from it."""
    thanks, certificates = _kept(
        MentorThanks.cohort_id == cohort.id, MentorCertificate.cohort_id == cohort.id
    )
    said = select(MentorPlaces.mentor_id).where(
        MentorPlaces.cohort_id == cohort.id, MentorPlaces.state == GivingState.ACCEPTED
    )
    ids = {mentor_id for _cohort, mentor_id in certificates} | set(gifts_in(cohort))
    mentors = db.session.scalars(select(Mentor).where(Mentor.id.in_(ids) | Mentor.id.in_(said)))
    rows = [
        Given(cohort, mentor, Gift(), thanks.get(key), certificates.get(key))
        for mentor in mentors
        for key in [(cohort.id, mentor.id)]
    ]
    return sorted(rows, key=lambda each: (each.mentor.name.casefold(), each.mentor.id))


def given_by(mentor: Mentor) -> list[Given]:
    """For the mentor: each cohort that runs or has ended and to which they said yes or gave
    something, the newest first. A certificate that was withdrawn is among them, and says so."""
    gifts = _gifts(MentorSession.mentor_id == mentor.id, DayMeeting.mentor_id == mentor.id)
    thanks, certificates = _kept(MentorThanks.mentor_id == mentor.id,
                                 MentorCertificate.mentor_id == mentor.id)  # fmt: skip
    said = select(MentorPlaces.cohort_id).where(
        MentorPlaces.mentor_id == mentor.id, MentorPlaces.state == GivingState.ACCEPTED
    )
    ids = {cohort_id for cohort_id, _mentor in (*gifts, *thanks, *certificates)}
    query = select(Cohort).where(Cohort.id.in_(ids) | Cohort.id.in_(said), Cohort.phase.in_(PHASES))
    order = (Cohort.starts_on.desc().nulls_last(), Cohort.id)
    return [
        Given(cohort, mentor, gifts.get(key, Gift()), thanks.get(key), certificates.get(key))
        for cohort in db.session.scalars(query.order_by(*order))
        for key in [(cohort.id, mentor.id)]
    ]


def own_mentor(person: User) -> Mentor:
    """Raises: NotFound."""
    found = mentor_of(person)
    if found is None:
        raise NotFound(_("You are no mentor here."))
    return found


def given_one(cohort: Cohort, mentor_id: UUID) -> Given:
    """One row of `given_in`. Raises: NotFound."""
    found = next((each for each in given_in(cohort) if each.mentor.id == mentor_id), None)
    if found is None:
        raise NotFound(_("There is no such mentor in this cohort."))
    return found


def certificate_called(number: str) -> MentorCertificate:
    """By what somebody typed. Raises: NotFound."""
    query = select(MentorCertificate).where(MentorCertificate.number == as_number(number))
    found = db.session.scalars(query).first()
    if found is None:
        raise NotFound(_("There is no certificate with this number."))
    return found


def _kept(
    thanks: ColumnElement[bool], certificates: ColumnElement[bool]
) -> tuple[dict[Key, MentorThanks], dict[Key, MentorCertificate]]:
    words: Sequence[MentorThanks] = db.session.scalars(select(MentorThanks).where(thanks)).all()
    papers = db.session.scalars(select(MentorCertificate).where(certificates)).all()
    return (
        {(each.cohort_id, each.mentor_id): each for each in words},
        {(each.cohort_id, each.mentor_id): each for each in papers},
    )


def _gifts(sessions: ColumnElement[bool], meetings: ColumnElement[bool]) -> dict[Key, Gift]:
    sums: dict[Key, _Sum] = defaultdict(_Sum)
    _add_sessions(sums, sessions)
    _add_meetings(sums, meetings)
    return {key: each.gift for key, each in sums.items()}


def _add_sessions(sums: dict[Key, _Sum], condition: ColumnElement[bool]) -> None:
    query = select(
        MentorSession.cohort_id,
        MentorSession.mentor_id,
        MentorSession.startup_id,
        MentorSession.kind,
        MentorSession.starts_at,
        MentorSession.ends_at,
    ).where(MentorSession.state == SessionState.HELD, condition)
    for cohort_id, mentor_id, startup_id, kind, start, end in db.session.execute(query):
        row = sums[cohort_id, mentor_id]
        row.add(startup_id, start, end=end)
        if kind is SessionKind.OFFICE_HOUR:
            row.office_hours += 1
        else:
            row.sessions += 1


def _add_meetings(sums: dict[Key, _Sum], condition: ColumnElement[bool]) -> None:
    query = (
        select(
            MentorDay.cohort_id,
            DayMeeting.mentor_id,
            DayMeeting.startup_id,
            DayMeeting.day_id,
            DayMeeting.starts_at,
            DayMeeting.ends_at,
        )
        .join(MentorDay, MentorDay.id == DayMeeting.day_id)
        .where(DayMeeting.state == DayMeetingState.HELD, condition)
    )
    for cohort_id, mentor_id, startup_id, day_id, start, end in db.session.execute(query):
        row = sums[cohort_id, mentor_id]
        row.add(startup_id, start, end=end)
        row.days.add(day_id)
