"""What fills the days between: busy mornings, quiet evenings, and one day with nothing left."""

from dataclasses import dataclass, replace
from datetime import date

from booking.spaces.models import Space, SpaceKind
from hub.demo.bookings.habits import full_days, plan_team
from hub.demo.bookings.plan import Matter, Plan, When
from hub.demo.bookings.purposes import purpose

HALF_HOUR = 30
MORNING, EVENING = 8 * 60, 21 * 60
#: The full day is full between these.
FULL_FROM, FULL_UNTIL = 8 * 60, 18 * 60


@dataclass(frozen=True)
class Rhythm:
    """Chances in a hundred that somebody begins at a free half hour: in the morning (to 12),
    over noon (to 14), in the afternoon (to 18), in the evening. Lengths in minutes."""

    chances: tuple[int, int, int, int]
    lengths: tuple[int, ...]


ROOM = Rhythm((60, 18, 28, 5), (60, 60, 90, 90, 120, 30))
BOOTH = Rhythm((40, 14, 24, 4), (30, 30, 60, 60, 90))
RHYTHMS = {
    SpaceKind.ROOM: ROOM,
    SpaceKind.HALL: Rhythm((5, 3, 5, 3), (120, 150, 180, 240)),
    SpaceKind.STUDIO: Rhythm((12, 5, 10, 3), (60, 90, 120)),
    SpaceKind.LAB: Rhythm((10, 5, 12, 5), (120, 180, 240)),
    SpaceKind.DESK: Rhythm((35, 10, 5, 0), (240, 480, 480)),
    SpaceKind.EQUIPMENT: Rhythm((2, 1, 1, 0), (120, 180)),
}
#: Weekends are quiet, and Berlin and Bangkok are smaller.
SHARE = {"jkt": 100, "ber": 55, "bkk": 55}
WEEKEND_SHARE = 25
#: Spaces that are kept clear: real calendars are brought into this one.
LEFT_ALONE = frozenset({("ber", "Makerspace")})
#: When people come to the open desks and for how long, in minutes.
SHIFTS = ((9 * 60, 480), (9 * 60, 240), (10 * 60, 420), (13 * 60, 240))


def fill_days(plan: Plan) -> None:
    full = set(full_days(plan))
    for day in plan.days():
        for code in plan.world.sites:
            for space in plan.spaces(code):
                if (code, space.name) in LEFT_ALONE:
                    continue
                if code == "jkt" and day in full:
                    _fill_to_the_brim(plan, space, day=day)
                elif space.kind is SpaceKind.DESK_AREA:
                    _seats(plan, space, day=day)
                else:
                    _a_day(plan, space, day=day)


def _a_day(plan: Plan, space: Space, *, day: date) -> None:
    rng, rhythm = plan.world.rng, BOOTH if space.capacity_people == 1 else RHYTHMS[space.kind]
    if space.kind is SpaceKind.DESK:
        rhythm = RHYTHMS[SpaceKind.DESK]
    share = SHARE[space.site.code] * (WEEKEND_SHARE if day.weekday() > 4 else 100)
    start = MORNING
    while start < EVENING:
        if rng.randrange(1_000_000) < rhythm.chances[_part(start)] * share:
            length = rng.choice(rhythm.lengths)
            if plan.put(_place(space), When(day, start, length), matter=_matter(plan, space)):
                start += length
                continue
        start += HALF_HOUR


def _part(start: int) -> int:
    return sum(start >= hour * 60 for hour in (12, 14, 18))


def _seats(plan: Plan, space: Space, *, day: date) -> None:
    """Groups of one to four until about half of the seats are taken."""
    rng = plan.world.rng
    share = 10 if day.weekday() > 4 else rng.randint(35, 70)
    left = space.capacity_people * share // 100
    while left > 0:
        people = min(left, rng.choice((1, 1, 1, 2, 2, 3, 4)))
        start, length = rng.choice(SHIFTS)
        matter = _matter(plan, space, people=people)
        if not plan.put(_place(space), When(day, start, length), matter=matter):
            return
        left -= people


def _fill_to_the_brim(plan: Plan, space: Space, *, day: date) -> None:
    """Whatever is still free in working hours."""
    if space.is_pooled:
        _fill_places(plan, space, day=day)
        return
    start = FULL_FROM
    while start < FULL_UNTIL:
        start += _piece(plan, space, when=When(day, start, 0)) or 15


def _piece(plan: Plan, space: Space, *, when: When) -> int:
    """Minutes of a booking of one to two hours that begins then, or of less where less is left."""
    rng = plan.world.rng
    for length in (*rng.sample((60, 90, 120), 3), 30):
        long_enough = length >= space.shortest_minutes
        matter = _matter(plan, space)
        if long_enough and plan.put(_place(space), replace(when, length=length), matter=matter):
            return length
    return 0


def _fill_places(plan: Plan, space: Space, *, day: date) -> None:
    for start in range(FULL_FROM, FULL_UNTIL, 60):
        for length in (180, 60):
            _take_places(plan, space, when=When(day, start, length))


def _take_places(plan: Plan, space: Space, *, when: When) -> None:
    """All that are left for the whole of that time, by several groups."""
    diary = plan.diaries[space.site.code]
    left = diary.seats_left(space, diary.slot(when.day, when.start, length=when.length))
    while left > 0:
        people = min(left, plan.world.rng.randint(2, 6))
        matter = _matter(plan, space, people=people)
        if not plan.put(_place(space), when, matter=matter):
            return
        left -= people


def _matter(plan: Plan, space: Space, *, people: int = 0) -> Matter:
    """Somebody of the city's organisations, with words that fit the space."""
    world = plan.world
    team = plan_team(plan, space.site.code)
    person = world.rng.choice(world.members[team]) if team else world.people["mentor@demo.example"]
    number = people or world.rng.randint(max(1, space.capacity_people // 3), space.capacity_people)
    words = purpose(space.kind, space.capacity_people, language=person.language, rng=world.rng)
    return Matter(person, words, number, team or "")


def _place(space: Space) -> tuple[str, str]:
    return space.site.code, space.name
