"""On which day a session of a class is, and that its room is left free for it."""

from datetime import date, datetime, timedelta
from functools import partial

from booking.spaces.queries import open_times
from hub.core.timeslots import TimeSlot
from hub.core.walltime import offset_at, to_instant
from hub.demo.learning.runs import RunSketch, When
from hub.demo.people.accounts import BERLIN
from hub.demo.world import Held, World

#: Where the house is closed on a day, or the room taken, one of the next ones will do.
LATER_DAYS = 5
#: A series around a change of clocks begins so many weeks before it, and that is to come.
WEEKS_BEFORE, SOONEST = 2, 3


def day_of(world: World, sketch: RunSketch, *, number: int) -> date:
    """As it is meant to be, of a session counted from 0."""
    when = sketch.when
    return world.monday + timedelta(weeks=_first_week(world, when) + number, days=when.weekday)


def open_day_of(world: World, sketch: RunSketch, *, number: int) -> date | None:
    """The first one from then on on which the room is open for as long as the session takes."""
    if sketch.space is None:
        return day_of(world, sketch, number=number)
    site, space = world.sites[sketch.space[0]], world.spaces[sketch.space]
    for later in range(LATER_DAYS):
        on = day_of(world, sketch, number=number) + timedelta(days=later)
        slot = slot_on(sketch, on)
        if any(each.contains(slot) for each in open_times(site, slot).of(space, slot)):
            return on
    return None


def slot_on(sketch: RunSketch, on: date) -> TimeSlot:
    start = to_instant(datetime.combine(on, sketch.when.time), sketch.zone, fold=0)
    return TimeSlot(start, start + timedelta(minutes=sketch.when.minutes))


def keep_room_free(world: World, sketch: RunSketch) -> None:
    """So that the calendar of the house is planned around the class."""
    if sketch.space is not None:
        for number in range(sketch.when.times):
            on = partial(open_day_of, world, sketch, number=number)
            world.held.append(Held(sketch.space, on, sketch.when.at, sketch.end_time))


def _first_week(world: World, when: When) -> int:
    return when.week if when.week is not None else _week_of_change(world) - WEEKS_BEFORE


def _week_of_change(world: World) -> int:
    """The first one, counted from this, whose Mondays' noon in Berlin stands elsewhere than a week
    before."""
    week = SOONEST + WEEKS_BEFORE
    while _offset(world, week) == _offset(world, week - 1):
        week += 1
    return week


def _offset(world: World, week: int) -> timedelta:
    noon = datetime.combine(world.monday + timedelta(weeks=week), datetime.min.time())
    return offset_at(to_instant(noon + timedelta(hours=12), BERLIN), BERLIN)
