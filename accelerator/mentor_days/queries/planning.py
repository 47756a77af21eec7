"""A day in the words of the rules: what its plan is made of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accelerator.conflicts.queries import conflicts_between
from accelerator.interviews.queries.planning import instant
from accelerator.mentor_days import rules
from accelerator.mentor_days.models import (
    DayMeeting,
    DayMeetingState,
    DayMentor,
    DayRoom,
    DayStartup,
    MentorDay,
)
from accelerator.mentor_days.rules.slots import (
    Cut,
    begun,
    cut,
    ending_after,
    inside,
    touching,
)
from accelerator.mentors.ledger import Engagement
from accelerator.mentors.models import Mentor, Preference
from accelerator.startups.models import Startup
from accelerator.vocabulary.terms import ConflictKind
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.timeslots import TimeSlot
from hub.organisations.models import Organisation

#: Of the processor, for one question to the solver.
SECONDS_TO_WAIT, SECONDS_OF_A_JOB = 2.0, 20.0
Fixed = Iterable[rules.Meeting]


def span_of(day: MentorDay, walls: Sequence[str]) -> TimeSlot | None:
    """Of ["09:00", "12:00"] in the zone of the day; None for one that the clocks skip."""
    start, end = (instant(day.held_on, wall, zone=day.zone) for wall in walls)
    return TimeSlot(start, end) if start < end else None


def spans_of(day: MentorDay, several: Iterable[Sequence[str]]) -> list[TimeSlot]:
    return [span for walls in several if (span := span_of(day, walls)) is not None]


def window_of(day: MentorDay) -> TimeSlot:
    found = span_of(day, (day.starts_local, day.ends_local))
    if found is None:
        raise AssertionError("the database keeps days that end after they start")
    return found


def cut_of(day: MentorDay) -> Cut:
    return cut(
        window_of(day),
        meeting=timedelta(minutes=day.meeting_minutes),
        gap=timedelta(minutes=day.gap_minutes),
        breaks=spans_of(day, day.breaks),
    )


def slots_of(day: MentorDay) -> tuple[TimeSlot, ...]:
    """By their numbers, breaks left out."""
    return cut_of(day).slots


def mentors_of(day: MentorDay) -> list[DayMentor]:
    """By name."""
    query = (
        select(DayMentor)
        .join(DayMentor.mentor)
        .join(User, User.id == Mentor.user_id)
        .where(DayMentor.day_id == day.id)
        .order_by(User.name, DayMentor.id)
    )
    return list(db.session.scalars(query).unique())


def startups_of(day: MentorDay) -> list[DayStartup]:
    """All of them, by name; not for eyes that may have a conflict."""
    query = (
        select(DayStartup)
        .join(DayStartup.startup)
        .join(Organisation, Organisation.id == Startup.organisation_id)
        .where(DayStartup.day_id == day.id)
        .order_by(Organisation.name, DayStartup.id)
    )
    return list(db.session.scalars(query).unique())


def rooms_of(day: MentorDay) -> list[DayRoom]:
    query = (
        select(DayRoom)
        .where(DayRoom.day_id == day.id)
        .options(joinedload(DayRoom.space), joinedload(DayRoom.booking))
        .order_by(DayRoom.position, DayRoom.id)
    )
    return list(db.session.scalars(query).unique())


def meetings_of(day: MentorDay) -> list[DayMeeting]:
    """Those that stand, in the order of the day; not for eyes that may have a conflict."""
    query = (
        select(DayMeeting)
        .where(DayMeeting.day_id == day.id, DayMeeting.state != DayMeetingState.DROPPED)
        .options(joinedload(DayMeeting.room).joinedload(DayRoom.space))
        .order_by(DayMeeting.slot, DayMeeting.id)
    )
    return list(db.session.scalars(query).unique())


def ruled(meeting: DayMeeting) -> rules.Meeting:
    room = str(meeting.room_id) if meeting.room_id else None
    return rules.Meeting(str(meeting.startup_id), str(meeting.mentor_id), meeting.slot, room)


@dataclass(frozen=True)
class Reckonable:
    """A day for the rules, with its plan so far; `version` is that of the day."""

    day: rules.Day
    before: tuple[rules.Meeting, ...]
    started: int
    version: int


def as_rules(day: MentorDay, *, fixed: Fixed = (), quick: bool = True) -> Reckonable:
    """The day with who comes, who wants to meet whom, and who must not.

    Args:
        fixed: meetings to stand besides those that do already.
        quick: somebody waits for the answer.
    """
    cut_up, meetings, at = cut_of(day), meetings_of(day), now()
    mentors, startups = mentors_of(day), startups_of(day)
    started = begun(cut_up.slots, at)
    people = {each.mentor_id for each in mentors} | {each.startup_id for each in startups}
    busy = engaged_elsewhere(day, people)
    wanted = {each.pair: each for each in fixed}
    standing = {
        (each := ruled(meeting)).pair: each
        for meeting in meetings
        if meeting.is_fixed and meeting.slot >= started
    }
    known = {str(each.mentor_id) for each in mentors}
    ruled_day = rules.Day(
        slots=len(cut_up.slots),
        startups=tuple(_startup(each, cut_up, busy=busy, known=known) for each in startups),
        mentors=tuple(_mentor(each, cut_up, busy=busy) for each in mentors),
        rooms=tuple(_room(each, cut_up) for each in rooms_of(day)),
        pauses=cut_up.pauses,
        conflicts=apart_on(day, mentors, startups=startups),
        fixed=frozenset((standing | wanted).values()),
        seconds=SECONDS_TO_WAIT if quick else SECONDS_OF_A_JOB,
    )
    before = tuple(map(ruled, meetings))
    return Reckonable(ruled_day, before, started=started, version=day.version)


def _startup(
    coming: DayStartup, cut_up: Cut, *, busy: Mapping[UUID, list[TimeSlot]], known: set[str]
) -> rules.Startup:
    day, slots = coming.day, cut_up.slots
    away = touching(slots, spans_of(day, coming.away)) | touching(
        slots, busy.get(coming.startup_id, ())
    )
    if coming.away_at is not None:
        away |= ending_after(slots, coming.away_at)
    return rules.Startup(
        id=str(coming.startup_id),
        wishes=tuple(each for each in dict.fromkeys(coming.wishes) if each in known),
        wanted=day.wanted if coming.wanted is None else coming.wanted,
        away=away | frozenset(range(begun(slots, now()))),
        video=coming.on_video,
    )


def _mentor(coming: DayMentor, cut_up: Cut, *, busy: Mapping[UUID, list[TimeSlot]]) -> rules.Mentor:
    day, slots = coming.day, cut_up.slots
    there = frozenset(range(len(slots)))
    if coming.windows:
        there = inside(slots, spans_of(day, coming.windows))
    there -= touching(slots, busy.get(coming.mentor_id, ()))
    if coming.away_at is not None:
        there -= ending_after(slots, coming.away_at)
    return rules.Mentor(
        id=str(coming.mentor_id),
        available=there - frozenset(range(begun(slots, now()))),
        most=coming.most,
        longest_run=day.longest_run,
        video=coming.on_video,
    )


def _room(room: DayRoom, cut_up: Cut) -> rules.Room:
    closed = ending_after(cut_up.slots, room.closed_at) if room.closed_at else frozenset[int]()
    return rules.Room(str(room.id), closed=closed)


def engaged_elsewhere(day: MentorDay, people: Iterable[UUID]) -> dict[UUID, list[TimeSlot]]:
    """When mentors and startups (by id) are in meetings that are not of this day."""
    window = window_of(day)
    own = select(DayMeeting.id).where(DayMeeting.day_id == day.id)
    query = select(Engagement.party_id, Engagement.starts_at, Engagement.ends_at).where(
        Engagement.party_id.in_(set(people)),
        Engagement.starts_at < window.end,
        Engagement.ends_at > window.start,
        Engagement.taker_id.not_in(own),
    )
    found: dict[UUID, list[TimeSlot]] = {}
    for party, start, end in db.session.execute(query):
        found.setdefault(party, []).append(TimeSlot(start, end))
    return found


def apart_on(
    day: MentorDay, mentors: Iterable[DayMentor], *, startups: Iterable[DayStartup]
) -> frozenset[rules.Pair]:
    """Who must not meet: a conflict of interest, or one of the two has ruled the other out."""
    people = {each.mentor.user_id: each.mentor_id for each in mentors}
    ids = {each.startup_id for each in startups}
    known = conflicts_between(set(people), ids, but=(ConflictKind.MENTOR,))
    vetoes = select(Preference.startup_id, Preference.mentor_id).where(
        Preference.cohort_id == day.cohort_id, Preference.is_veto
    )
    pairs = {(startup, people[person]) for person, startup in known}
    pairs |= {(startup, mentor) for startup, mentor in db.session.execute(vetoes)}
    return frozenset((str(startup), str(mentor)) for startup, mentor in pairs)


def clashes_in(day: MentorDay) -> set[UUID]:
    """Meetings to come that cannot be as they stand: somebody is away, a room is closed, a conflict
    came up."""
    asked = as_rules(day)
    planned = {
        ruled(meeting): meeting.id
        for meeting in meetings_of(day)
        if meeting.state is DayMeetingState.PLANNED
    }
    wrong = rules.cannot_be(asked.day, planned, started=asked.started)
    return {id_ for meeting, id_ in planned.items() if meeting.pair in wrong}
