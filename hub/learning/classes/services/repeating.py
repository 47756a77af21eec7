"""Several sessions at one wall time, looked at beforehand; and a run that is given once more."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from booking.bookings.errors import Refused, SlotTaken
from booking.bookings.queries import Around, around
from booking.bookings.rules import Asked
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import HubError
from hub.core.i18n import gettext as _
from hub.core.series import Repeat, slots_of
from hub.core.series import SeriesDate as Dated
from hub.core.series import instant_of as first_instant_of
from hub.core.timeslots import TimeSlot
from hub.history.services import record
from hub.learning.classes.errors import BadTime, NotNow, SameTime
from hub.learning.classes.models import ClassRun, ClassSession, Entry, RunInstructor
from hub.learning.classes.queries.sessions import standing_sessions
from hub.learning.classes.services.asking import hold_to_teach
from hub.learning.classes.services.making import RunDraft, draft_of, make_run
from hub.learning.classes.services.planning import (
    SessionWish,
    follow,
    length_of,
    put,
)
from hub.learning.classes.services.rooms import people_in
from hub.learning.classes.services.seats import hold_seats

WIDE = timedelta(days=1)


class WhyNot(StrEnum):
    """Why a date cannot be had."""

    SAME_TIME = "same-time"
    HOLIDAY = "holiday"
    ROOM = "room"
    NO_SUCH_TIME = "no-such-time"
    PAST = "past"


SeriesDate = Dated[WhyNot]


def preview_series(
    run: ClassRun, repeat: Repeat, *, wish: SessionWish, by: User, people: int | None = None
) -> list[SeriesDate]:
    """Each date with whether it can be had now, and if not, why.

    Raises: NotAllowed, NotNow, BadTime.
    """
    found = _dates(run, repeat, wish=wish)
    slots = [slot for _wall, slot in found if slot is not None]
    taken = [session.slot for session in standing_sessions(run)]
    house = _house(wish.space, slots)
    seats = wish.people or people
    number = people_in(wish.space, run, seats=1, said=seats) if wish.space else 1
    return [_date(wall, slot, taken=taken, house=house, people=number) for wall, slot in found]


def plan_series(
    run: ClassRun, repeat: Repeat, *, wish: SessionWish, by: User, skip: bool = False
) -> tuple[list[ClassSession], list[SeriesDate]]:
    """Plan every date with its room, or none of them; with `skip` those that can be had. Returns:
    what is planned, and what was left out.

    Raises: as `plan_session`; NotNow when not one date can be had.
    """
    hold_to_teach(run, by=by)
    pool = hold_seats(run)
    said = wish.people or (people_in(wish.space, run, seats=pool.seats) if wish.space else None)
    wish = replace(wish, people=said)
    made: list[ClassSession] = []
    left_out: list[SeriesDate] = []
    for date in preview_series(run, repeat, wish=wish, by=by):
        outcome = _tried(run, date, wish=wish, by=by, skip=skip)
        if isinstance(outcome, ClassSession):
            made.append(outcome)
        else:
            left_out.append(outcome)
    if not made:
        raise NotNow(_("Not one of these dates can be had. Please choose another day or time."))
    follow(run, by=by)
    return made, left_out


def duplicate(
    run: ClassRun, *, starts_local: datetime, by: User, slug: str = ""
) -> tuple[ClassRun, list[datetime]]:
    """The run once more, as a draft whose first session begins at `starts_local` on its own clock:
    the same course with its newest syllabus, seats, instructors, audience and times of the week.
    Rooms, video rooms and an enrolment key are to be given anew: those who were here know them.

    Returns: the draft, and the wall times that the clocks skip.

    Raises: as `make_run`; BadTime.
    """
    draft: RunDraft = replace(draft_of(run), slug=slug, enrol_opens_at=None, enrol_closes_at=None)
    copy = make_run(run.course, draft, seats=hold_seats(run).seats, by=by)
    copy.audience = dict(run.audience)
    copy.entry = Entry.APPROVAL if run.entry is Entry.KEY else run.entry
    for part in run.instructors:
        if part.left_at is None:
            db.session.add(RunInstructor(run=copy, user=part.user, position=part.position,
                                         title=part.title))  # fmt: skip
    db.session.flush()
    skipped = _copy_sessions(run, copy, starts_local=starts_local, by=by)
    follow(copy, by=by)
    db.session.expire(copy, ["instructors"])
    record("class.copied", copy, after={"from": run.slug})
    return copy, skipped


def _copy_sessions(
    run: ClassRun, copy: ClassRun, *, starts_local: datetime, by: User
) -> list[datetime]:
    sessions = standing_sessions(run)
    first = datetime.fromisoformat(sessions[0].starts_local) if sessions else starts_local
    skipped = []
    for session in sessions:
        wall = starts_local + (datetime.fromisoformat(session.starts_local) - first)
        at = first_instant_of(wall, copy.zone)
        if at is None:
            skipped.append(wall)
            continue
        wish = SessionWish(wall, title=session.title, is_required=session.is_required)
        put(copy, wish, slot=TimeSlot(at, at + session.slot.length), by=by)
    return skipped


def _tried(
    run: ClassRun, date: SeriesDate, *, wish: SessionWish, by: User, skip: bool
) -> ClassSession | SeriesDate:
    """In a savepoint of its own, so that a date that was taken meanwhile leaves the others."""
    if date.slot is None or (skip and date.why is not None):
        if not skip:
            raise BadTime(date.sentence)
        return date
    if not skip:
        return put(run, replace(wish, starts_local=date.wall), slot=date.slot, by=by)
    try:
        with db.session.begin_nested():
            return put(run, replace(wish, starts_local=date.wall), slot=date.slot, by=by)
    except SameTime as refusal:
        return replace(date, why=WhyNot.SAME_TIME, sentence=str(refusal))
    except (SlotTaken, Refused) as refusal:
        return replace(date, why=WhyNot.ROOM, sentence=str(refusal))


def _dates(
    run: ClassRun, repeat: Repeat, *, wish: SessionWish
) -> list[tuple[datetime, TimeSlot | None]]:
    if not repeat.is_allowed:
        raise BadTime(_("At most 26 times, and at most eight weeks apart."))
    return slots_of(wish.starts_local, length_of(wish.minutes), repeat=repeat, zone=run.zone)


def _house(space: Space | None, slots: Sequence[TimeSlot]) -> tuple[Space, Around] | None:
    if space is None or not slots:
        return None
    return space, around([space], TimeSlot(slots[0].start - WIDE, slots[-1].end + WIDE))


def _date(
    wall: datetime,
    slot: TimeSlot | None,
    *,
    taken: Sequence[TimeSlot],
    house: tuple[Space, Around] | None,
    people: int,
) -> SeriesDate:
    if slot is None:
        sentence = _("The clocks go forward over this time, so it does not exist on that day.")
        return SeriesDate(wall, None, WhyNot.NO_SUCH_TIME, sentence)
    if slot.start <= now():
        return SeriesDate(wall, slot, WhyNot.PAST, _("This time has already passed."))
    if any(each.overlaps(slot) for each in taken):
        refusal: HubError = SameTime()
        return SeriesDate(wall, slot, WhyNot.SAME_TIME, str(refusal))
    return SeriesDate(wall, slot, *_room(slot, house, people=people))


def _room(
    slot: TimeSlot, house: tuple[Space, Around] | None, *, people: int
) -> tuple[WhyNot | None, str]:
    if house is None:
        return None, ""
    space, known = house
    reasons = known.reasons(space, Asked(slot, people))
    if reasons:
        why = WhyNot.HOLIDAY if reasons[0].code == "holiday" else WhyNot.ROOM
        return why, reasons[0].sentence
    if not known.is_free(space, slot, quantity=people if space.is_pooled else 1):
        return WhyNot.ROOM, _("%(space)s is taken at that time.", space=space.name)
    return None, ""
