"""Days: made, changed, copied from an earlier one."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from accelerator.interviews.rules.times import is_wall
from accelerator.mentor_days.errors import MentorDayMoved
from accelerator.mentor_days.models import DayMentor, DayRoom, DayStartup, MentorDay, MentorDayState
from accelerator.mentor_days.permissions import can_arrange_for
from accelerator.mentor_days.queries.days import mentors_to_add, startups_to_add
from accelerator.mentor_days.queries.planning import (
    meetings_of,
    mentors_of,
    rooms_of,
    slots_of,
    startups_of,
)
from accelerator.mentor_days.services.holding import settle, take_day
from accelerator.programmes.models import Cohort
from accelerator.vocabulary.words import Words, in_words
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.walltime import is_zone
from hub.history.services import record

LONGEST_MEETING, LONGEST_GAP, MOST_MEETINGS, MOST_SLOTS = 120, 60, 40, 96
_TIMES = (
    "held_on", "zone", "starts_local", "ends_local", "meeting_minutes", "gap_minutes", "breaks",
)  # fmt: skip
_OTHERS = ("name", "wanted", "longest_run", "wishes_until")


@dataclass(frozen=True)
class MentorDayDraft:
    """Wall times of the day's zone; `breaks` are pairs of them. `wanted`: how many mentors each
    startup meets; `longest_run`: meetings in a row, after which a mentor has a break."""

    name: Words
    held_on: date
    zone: str
    starts_local: str
    ends_local: str
    meeting_minutes: int = 20
    gap_minutes: int = 5
    breaks: tuple[tuple[str, str], ...] = ()
    wanted: int = 6
    longest_run: int | None = None
    wishes_until: datetime | None = None
    note: Words = field(default_factory=dict)


def make_day(cohort: Cohort, draft: MentorDayDraft, *, by: User) -> MentorDay:
    """Raises: NotAllowed for somebody else's programme; Invalid."""
    if not can_arrange_for(by, cohort):
        raise NotAllowed(_("You can only arrange days in your own programmes."))
    _check(draft)
    made = MentorDay(cohort=cohort, made_by_id=by.id, **_fields(draft))
    _check_slots(made)
    db.session.add(made)
    db.session.flush()
    record("mentor-day.made", made, after=told(made))
    return made


def change_day(day: MentorDay, draft: MentorDayDraft, *, by: User) -> None:
    """Its times stay while a plan stands: meetings know the slot in which they are.

    Raises: NotAllowed, Invalid; MentorDayMoved when meetings would move with it.
    """
    take_day(day, by=by)
    _check(draft)
    before, fields = told(day), _fields(draft)
    moves = any(getattr(day, name) != fields[name] for name in _TIMES)
    if moves and (day.state is MentorDayState.PUBLISHED or meetings_of(day)):
        raise MentorDayMoved(
            _("There is a plan already. Throw it away or call the day off before you move the day.")
        )
    for name, value in fields.items():
        setattr(day, name, value)
    _check_slots(day)
    after = told(day)
    if before != after or day.note != draft.note:
        record("mentor-day.changed", day, before=before, after=after)
        settle(day, by=by)


def copy_day(earlier: MentorDay, held_on: date, *, by: User) -> MentorDay:
    """A new day like an earlier one: its times, rooms, mentors and startups as far as they still
    take part; not its wishes, which are private and of their time.

    Raises: NotAllowed.
    """
    if not can_arrange_for(by, earlier.cohort):
        raise NotAllowed(_("You can only arrange days in your own programmes."))
    kept = (*_TIMES, "name", "wanted", "longest_run", "note")
    fields = {name: getattr(earlier, name) for name in kept} | {"held_on": held_on}
    made = MentorDay(cohort=earlier.cohort, made_by_id=by.id, **fields)
    db.session.add(made)
    db.session.flush()
    for room in rooms_of(earlier):
        db.session.add(
            DayRoom(day=made, name=room.name, space_id=room.space_id, position=room.position)
        )
    ready = {each.mentor_id for each in mentors_to_add(made)}
    for mentor in mentors_of(earlier):
        if mentor.mentor_id in ready:
            own = {"most": mentor.most, "on_video": mentor.on_video, "video_url": mentor.video_url}
            db.session.add(DayMentor(day=made, mentor_id=mentor.mentor_id, **own))
    here = {each.startup_id for each in startups_to_add(made, by)}
    for startup in startups_of(earlier):
        if startup.startup_id in here:
            own = {"wanted": startup.wanted, "on_video": startup.on_video}
            db.session.add(DayStartup(day=made, startup_id=startup.startup_id, **own))
    db.session.flush()
    record("mentor-day.made", made, after=told(made) | {"copied": str(earlier.held_on)})
    return made


def told(day: MentorDay) -> dict[str, Any]:
    return {name: getattr(day, name) for name in (*_OTHERS, *_TIMES)}


def _fields(draft: MentorDayDraft) -> dict[str, Any]:
    return vars(draft) | {"breaks": sorted([start, end] for start, end in draft.breaks)}


def _check(draft: MentorDayDraft) -> None:
    wrong: dict[str, list[str]] = {}
    if not in_words(draft.name):
        wrong["name"] = [_("Please give it a name, in one language at least.")]
    if not is_zone(draft.zone):
        wrong["zone"] = [_("There is no such time zone.")]
    walls = [draft.starts_local, draft.ends_local, *(w for pair in draft.breaks for w in pair)]
    if not all(map(is_wall, walls)) or draft.starts_local >= draft.ends_local:
        wrong["ends_local"] = [_("It has to end after it starts.")]
    elif any(start >= end for start, end in draft.breaks):
        wrong["breaks"] = [_("A break has to end after it starts.")]
    bounds = {
        "meeting_minutes": (5, LONGEST_MEETING),
        "gap_minutes": (0, LONGEST_GAP),
        "wanted": (1, MOST_MEETINGS),
        "longest_run": (1, MOST_MEETINGS),
    }
    for name, (least, most) in bounds.items():
        value = getattr(draft, name)
        if value is not None and not least <= value <= most:
            wrong[name] = [_("From %(least)s to %(most)s.", least=least, most=most)]
    if wrong:
        raise Invalid(_("Please look at the day again."), errors=wrong)


def _check_slots(day: MentorDay) -> None:
    """Raises: Invalid for a day without a single meeting, or with more than a board can hold."""
    count = len(slots_of(day))
    if not 1 <= count <= MOST_SLOTS:
        sentence = _("No meeting fits into this time.")
        if count:
            sentence = _("At most %(most)s meetings after another fit into a day.", most=MOST_SLOTS)
        raise Invalid(sentence, errors={"meeting_minutes": [sentence]})


def is_over(day: MentorDay) -> bool:
    return slots_of(day)[-1].end <= now()
