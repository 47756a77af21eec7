"""Days, who comes and where, as those who arrange them see them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from accelerator.conflicts.queries import conflicted_startups
from accelerator.mentor_days.models import (
    DayMeeting,
    DayMeetingState,
    DayMentor,
    DayRoom,
    DayStartup,
    MentorDay,
)
from accelerator.mentor_days.permissions import can_arrange, can_change_meeting, can_look_after
from accelerator.mentor_days.queries.planning import (
    meetings_of,
    mentors_of,
    rooms_of,
    startups_of,
)
from accelerator.mentors.models import MentorPlaces
from accelerator.mentors.queries.mentors import ready_places
from accelerator.participations.models import OVER, Participation
from accelerator.programmes.models import Cohort
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of


def get_day(day_id: UUID, *, by: User) -> MentorDay:
    """For whoever arranges it. Raises: NotFound."""
    found = db.session.get(MentorDay, day_id)
    if found is None or not can_arrange(by, found):
        raise NotFound(_("There is no such mentor day."))
    return found


def get_coming_mentor(coming_id: UUID, *, by: User) -> DayMentor:
    """For staff. Raises: NotFound."""
    found = db.session.get(DayMentor, coming_id)
    if found is None or not can_arrange(by, found.day):
        raise NotFound(_("This mentor is not on a day of yours."))
    return found


def get_coming_startup(coming_id: UUID, *, by: User) -> DayStartup:
    """For staff. Raises: NotFound, also with a conflict of interest."""
    found = db.session.get(DayStartup, coming_id)
    if found is None or not can_look_after(by, found):
        raise NotFound(_("This startup is not on a day of yours."))
    return found


def get_room(room_id: UUID, *, by: User) -> DayRoom:
    """Raises: NotFound."""
    found = db.session.get(DayRoom, room_id)
    if found is None or not can_arrange(by, found.day):
        raise NotFound(_("There is no such room."))
    return found


def get_meeting(meeting_id: UUID, *, by: User) -> DayMeeting:
    """For staff. Raises: NotFound, also with a conflict of interest."""
    found = db.session.get(DayMeeting, meeting_id)
    if found is None or found.state is DayMeetingState.DROPPED or not can_change_meeting(by, found):
        raise NotFound(_("There is no such meeting."))
    return found


def days_of(cohort: Cohort) -> list[MentorDay]:
    """The latest first."""
    query = (
        select(MentorDay)
        .where(MentorDay.cohort_id == cohort.id)
        .order_by(MentorDay.held_on.desc(), MentorDay.id.desc())
    )
    return list(db.session.scalars(query).unique())


def days_page(cohort: Cohort, *, cursor: str | None = None, limit: int = 20) -> Page[MentorDay]:
    query = select(MentorDay).where(MentorDay.cohort_id == cohort.id)
    return page_of(query, by=[MentorDay.made_at, MentorDay.id], cursor=cursor, limit=limit)


@dataclass(frozen=True)
class Counts:
    mentors: int = 0
    startups: int = 0
    meetings: int = 0


def counts_of(days: Iterable[MentorDay], person: User) -> dict[UUID, Counts]:
    """Without the startups that a conflict keeps from the asking person."""
    ids = [day.id for day in days]
    hidden = conflicted_startups(person.id)
    mentors = _counted(select(DayMentor.day_id, func.count()), DayMentor.day_id, ids=ids)
    startups = _counted(
        select(DayStartup.day_id, func.count()).where(DayStartup.startup_id.not_in(hidden)),
        DayStartup.day_id,
        ids=ids,
    )
    meetings = _counted(
        select(DayMeeting.day_id, func.count()).where(
            DayMeeting.state != DayMeetingState.DROPPED, DayMeeting.startup_id.not_in(hidden)
        ),
        DayMeeting.day_id,
        ids=ids,
    )
    return {
        id_: Counts(mentors.get(id_, 0), startups.get(id_, 0), meetings.get(id_, 0)) for id_ in ids
    }


def _counted(query: Any, column: Any, *, ids: list[UUID]) -> dict[UUID, int]:
    rows = db.session.execute(query.where(column.in_(ids)).group_by(column))
    return {day_id: count for day_id, count in rows}  # noqa: C416


@dataclass(frozen=True)
class Gathering:
    """Who comes and what is planned, as somebody sees it. `hidden` startups have a conflict with
    them; their meetings stand in `taken` by slot, mentor and room, without a name."""

    mentors: list[DayMentor] = field(default_factory=list)
    startups: list[DayStartup] = field(default_factory=list)
    rooms: list[DayRoom] = field(default_factory=list)
    meetings: list[DayMeeting] = field(default_factory=list)
    taken: list[DayMeeting] = field(default_factory=list)
    hidden: int = 0

    @property
    def seen(self) -> frozenset[UUID]:
        return frozenset(each.startup_id for each in self.startups)

    @property
    def wished(self) -> int:
        """How many startups have said whom they would like to meet."""
        return sum(bool(each.wishes) for each in self.startups)

    @property
    def answered(self) -> int:
        return sum(each.answered_at is not None for each in self.mentors)


def gathering(day: MentorDay, person: User) -> Gathering:
    kept_from = set(db.session.scalars(conflicted_startups(person.id)))
    everybody, meetings = startups_of(day), meetings_of(day)
    seen = [each for each in everybody if each.startup_id not in kept_from]
    return Gathering(
        mentors=mentors_of(day),
        startups=seen,
        rooms=rooms_of(day),
        meetings=[each for each in meetings if each.startup_id not in kept_from],
        taken=[each for each in meetings if each.startup_id in kept_from],
        hidden=len(everybody) - len(seen),
    )


def mentors_to_add(day: MentorDay) -> list[MentorPlaces]:
    """Who gives places in the cohort and is not on the day yet, by name."""
    here = set(db.session.scalars(select(DayMentor.mentor_id).where(DayMentor.day_id == day.id)))
    found = [each for each in ready_places(day.cohort) if each.mentor_id not in here]
    return sorted(found, key=lambda each: (each.mentor.name.casefold(), each.id))


def startups_to_add(day: MentorDay, person: User) -> list[Participation]:
    """Of the cohort, and not on the day yet, by name."""
    here = select(DayStartup.startup_id).where(DayStartup.day_id == day.id)
    query = select(Participation).where(
        Participation.cohort_id == day.cohort_id,
        Participation.state.not_in(OVER),
        Participation.startup_id.not_in(here),
        Participation.startup_id.not_in(conflicted_startups(person.id)),
    )
    return sorted(
        db.session.scalars(query).unique(), key=lambda each: (each.startup.name.casefold(), each.id)
    )


def unseen_by(person: User, day: MentorDay) -> set[UUID]:
    """The startups of a day that a conflict keeps from somebody."""
    query = select(DayStartup.startup_id).where(
        DayStartup.day_id == day.id, DayStartup.startup_id.in_(conflicted_startups(person.id))
    )
    return set(db.session.scalars(query))
