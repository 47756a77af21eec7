"""From the plan to bookings and closures, through the same services as everybody."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from booking.bookings.errors import SlotTaken
from booking.bookings.models import Booking
from booking.bookings.services import Wish, book, cancel
from booking.spaces.models import Closure
from booking.spaces.services import close, lift
from hub.demo.bookings.desk import set_the_desk
from hub.demo.bookings.gathering import plan_gathering
from hub.demo.bookings.habits import FRI, MON, THU, TUE, plan_habits, plan_occasions
from hub.demo.bookings.plan import Plan, Planned
from hub.demo.bookings.weeks import fill_days
from hub.demo.people.accounts import keeper
from hub.demo.story import Story, by_hand_of
from hub.demo.world import World


@dataclass(frozen=True)
class Shut:
    """A closure: in which week from this one, on which weekday, from when (minutes after midnight)
    and for how long; lifted after so many days if that is set."""

    place: tuple[str, str]
    week: int
    weekday: int
    start: int
    length: int
    reason: str
    told_days_before: int = 6
    lifted_after_days: int = 0


SHUT = (
    Shut(("jkt", "Chao Phraya"), -2, MON, 420, 300, "Pendingin ruangan dibersihkan"),
    Shut(("jkt", "Booth 2"), 0, FRI, 780, 240, "Lampu diganti", told_days_before=5),
    Shut(("jkt", "Maker lab"), 1, TUE, 540, 240, "Laser cutter is serviced", told_days_before=9),
    Shut(("jkt", "Studio"), 2, MON, 420, 900, "New sound insulation", told_days_before=20),
    Shut(("ber", "Panke"), 1, FRI, 480, 720, "Malerarbeiten", told_days_before=12),
    Shut(("bkk", "Sala"), -1, THU, 480, 720, "Roof repair", 8, lifted_after_days=3),
)


def fill_calendar(world: World) -> int:
    """Plan the weeks, then tell what is left of the world's story with their bookings in it, in the
    order of time; how many deeds it took."""
    plan, story = Plan(world), world.story
    _keep_free(plan)
    for shut in SHUT:
        _plan_closure(plan, story, shut=shut)
    plan_occasions(plan)
    plan_habits(plan)
    fill_days(plan)
    for planned in plan.bookings:
        _tell_booking(world, story, planned=planned)
    plan_gathering(world)
    set_the_desk(world)
    return story.tell()


def _keep_free(plan: Plan) -> None:
    """What the story books for itself."""
    for held in plan.world.held:
        day, space = held.on(), plan.world.spaces.get(held.place)
        if day is None or space is None or not plan.first <= day < plan.last:
            continue
        begin, end = (60 * int(wall[:2]) + int(wall[3:]) for wall in (held.starts, held.ends))
        diary = plan.diaries[held.place[0]]
        diary.write(space, diary.slot(day, begin, length=end - begin))


def _plan_closure(plan: Plan, story: Story, *, shut: Shut) -> None:
    world, space = plan.world, plan.world.spaces.get(shut.place)
    day = world.monday + timedelta(weeks=shut.week, days=shut.weekday)
    if space is None or not plan.first <= day < plan.last:
        return
    slot = plan.diaries[shut.place[0]].slot(day, shut.start, length=shut.length)
    told = min(slot.start - timedelta(days=shut.told_days_before), world.curtain)
    staff, made = keeper(world, shut.place[0]), list[Closure]()
    plan.diaries[shut.place[0]].write(space, slot, quantity=space.capacity_people)

    def close_it() -> None:
        with by_hand_of(staff):
            made.append(close(space, slot, reason=shut.reason, by=staff))

    def lift_it() -> None:
        with by_hand_of(staff):
            lift(made[0], by=staff)

    story.at(told, close_it)
    if shut.lifted_after_days:
        story.at(told + timedelta(days=shut.lifted_after_days), lift_it)


def _tell_booking(world: World, story: Story, *, planned: Planned) -> None:
    made: list[Booking] = []
    story.at(planned.made, partial(_book, world, planned, made=made))
    if planned.cancelled is not None:
        story.at(planned.cancelled, partial(_cancel, planned, made))


def _book(world: World, planned: Planned, *, made: list[Booking]) -> None:
    matter = planned.matter
    organisation = world.organisations.get(matter.organisation)
    wish = Wish(
        space=planned.space,
        slot=planned.slot,
        people=matter.people,
        purpose=matter.purpose,
        kind=matter.kind,
        organisation_id=organisation.id if organisation else None,
    )
    # What the story moved onto this time since, a class whose day was taken, came first.
    with by_hand_of(planned.by), suppress(SlotTaken):
        made.append(book(wish, booked_by=planned.by, booked_for=matter.person))


def _cancel(planned: Planned, made: list[Booking]) -> None:
    if not made:
        return
    with by_hand_of(planned.by):
        cancel(made[0], by=planned.by, reason=planned.regret)
