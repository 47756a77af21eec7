"""How the hub in Jakarta is kept: plans and who is on them, quotas, introductions, other hours.

It comes last, at the end of the story: what is booked before, was booked before there were limits.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from booking.bookings.models import Booking
from booking.houses.errors import BookingsOutsideHours
from booking.houses.services import set_other_hours
from booking.plans.models import Plan, QuotaPeriod, QuotaSubject
from booking.plans.services import (
    MemberDraft,
    PlanDraft,
    QuotaDraft,
    add_to_plan,
    make_plan,
    set_quota,
)
from booking.spaces.models import Space, SpaceKind
from booking.spaces.services import OtherHours, give_induction
from hub.accounts.models import User
from hub.core.clock import frozen_at
from hub.core.database import db
from hub.core.walltime import to_instant
from hub.demo.people.accounts import FOUNDER, keeper
from hub.demo.story import DEMO, by_hand_of
from hub.demo.world import HOME_ZONE, World
from hub.history.services import acting_as
from hub.organisations.models import Holiday, Organisation, Site

LAB = ("jkt", "Maker lab")
PERSON, TEAM = QuotaSubject.PERSON, QuotaSubject.ORGANISATION
WEEK, MONTH, COMING = QuotaPeriod.WEEK, QuotaPeriod.MONTH, QuotaPeriod.COMING


@dataclass(frozen=True)
class PlanSketch:
    """`houses` are on it as a whole, `people` by themselves."""

    name: str
    about: str
    quotas: tuple[QuotaDraft, ...] = ()
    houses: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


PLANS = (
    PlanSketch(
        "Resident team",
        "A desk for everybody of the team, rooms as they need them.",
        (
            QuotaDraft(MONTH, TEAM, SpaceKind.ROOM, most_minutes=60 * 60),
            QuotaDraft(WEEK, TEAM, SpaceKind.HALL, most_bookings=2),
        ),
        ("Warga Air", "Angkot Tepat"),
    ),
    PlanSketch(
        "Ten days a month",
        "A seat on ten days of a month, and a room for a while.",
        (
            QuotaDraft(MONTH, PERSON, SpaceKind.DESK_AREA, most_bookings=10),
            QuotaDraft(WEEK, PERSON, SpaceKind.ROOM, most_minutes=6 * 60),
        ),
        people=("instructor@demo.example", "mentor@demo.example"),
    ),
    PlanSketch("Friend of the hub", "Support organisations that give more than they take.",
               houses=("Rintis Raya",)),
)  # fmt: skip
#: For everybody who is on no plan: generous, so that a visitor of the demo can try everything.
WITHOUT_PLAN = QuotaDraft(COMING, PERSON, most_bookings=40)


def keep_house(world: World) -> None:
    """The last thing before midnight, by the keeper of the house."""
    site = world.sites.get("jkt")
    if site is None:
        return
    staff = keeper(world, "jkt")
    late = world.curtain - timedelta(microseconds=1)
    with frozen_at(late), acting_as(DEMO), by_hand_of(staff):
        for sketch in PLANS:
            _make_plan(world, site, sketch=sketch, by=staff)
        set_quota(site, WITHOUT_PLAN, by=staff)
        if (lab := world.spaces.get(LAB)) is not None:
            _ask_for_introductions(world, lab, by=staff)
        _other_days(world, site, by=staff)


def _make_plan(world: World, site: Site, *, sketch: PlanSketch, by: User) -> None:
    plan = make_plan(site, PlanDraft(sketch.name, sketch.about), by=by)
    for draft in sketch.quotas:
        set_quota(site, draft, plan=plan, by=by)
    for number, member in enumerate(_members(world, sketch)):
        _add(plan, member, since=world.monday - timedelta(weeks=20 + 7 * number), by=by)


def _members(world: World, sketch: PlanSketch) -> Iterator[User | Organisation]:
    houses = (world.organisations.get(name) for name in sketch.houses)
    people = (world.people.get(email) for email in sketch.people)
    for member in (*houses, *people):
        if member is not None:
            yield member


def _add(plan: Plan, member: User | Organisation, *, since: date, by: User) -> None:
    add_to_plan(plan, MemberDraft(member, since.replace(day=1)), by=by)


def _ask_for_introductions(world: World, lab: Space, *, by: User) -> None:
    """Whoever has booked the lab was there on some Monday, and so has the founder."""
    booked = select(Booking.booked_for_id).where(Booking.space_id == lab.id).distinct()
    people = list(db.session.scalars(select(User).where(User.id.in_(booked)).order_by(User.email)))
    if (founder := world.people.get(FOUNDER)) is not None and founder not in people:
        people.append(founder)
    for number, person in enumerate(people):
        weeks = 2 + number // 3
        last = world.monday + timedelta(weeks=52 - weeks) if number % 4 == 1 else None
        made = give_induction(lab, person, valid_until=last, by=by)
        monday = datetime.combine(world.monday - timedelta(weeks=weeks), time(16, 45))
        made.given_at = to_instant(monday, HOME_ZONE)
    lab.needs_induction = True
    db.session.flush()


def _other_days(world: World, site: Site, *, by: User) -> None:
    """Half a day before a holiday, and a day on which the house trains its people."""
    half = OtherHours(((7 * 60, 13 * 60),), "Closed from 13:00 before the holiday")
    training = OtherHours((), "The team is in training")
    holidays = db.session.scalars(
        select(Holiday.day)
        .where(Holiday.site_id == site.id, Holiday.day > world.today + timedelta(days=4))
        .order_by(Holiday.day)
        .limit(4)
    )
    eves = [day - timedelta(days=1) for day in holidays]
    wednesdays = [world.monday + timedelta(weeks=n, days=2) for n in range(3, 10)]
    for days, hours in ((eves, half), (wednesdays, training)):
        for day in days:
            if _set(site, hours, on=day, by=by):
                break


def _set(site: Site, hours: OtherHours, *, on: date, by: User) -> bool:
    """Whether nobody's booking was in the way."""
    try:
        with db.session.begin_nested():
            set_other_hours(site, hours, on=[on], by=by, agreed=False)
    except BookingsOutsideHours:
        return False
    return True
