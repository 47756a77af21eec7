"""Sessions of pairs: some behind, some before them, and whatever can become of one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random

from accelerator.matching.models import Pairing, PairingState
from accelerator.sessions.models import MentorSession
from accelerator.sessions.queries.times import common_starts
from accelerator.sessions.services.attending import settle_due
from accelerator.sessions.services.booking import SessionWish, book
from accelerator.sessions.services.series import Repeat, book_series
from booking.bookings.errors import Refused, SlotTaken
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_instant, to_wall
from hub.demo.accelerator.intakes import Intake
from hub.demo.accelerator.mentoring.fates import Fate, Fates, spoken
from hub.demo.accelerator.mentoring.people import LOCKED, TEXTS
from hub.demo.accelerator.programmes import day, moment
from hub.demo.accelerator.teams import Team
from hub.demo.accelerator.ventures import read
from hub.demo.story import by_hand_of
from hub.demo.world import HOME_ZONE, Held, World

#: Where mentors and startups meet in Jakarta, on two days of the week: (weekday, from, until).
ROOM = ("jkt", "Chao Phraya")
ROOM_HOURS = ((1, "09:30", "18:00"), (2, "09:30", "15:00"))
MINUTES, LEAD_DAYS = 60, 8
#: The series of the demo founder and the demo mentor: Tuesdays at three in Jakarta.
SERIES_FROM, SERIES_AT, SERIES_TIMES = -77, time(15), 9
#: What happens to some of the pairs that fit: (day from today, fate) of each session.
STORIES: tuple[tuple[tuple[int, Fate], ...], ...] = (
    ((-70, Fate.HELD), (-13, Fate.MISSED), (4, Fate.HELD)),
    ((-79, Fate.HELD), (-40, Fate.HELD)),
    ((-76, Fate.LUKEWARM), (-44, Fate.LUKEWARM), (-14, Fate.LUKEWARM)),
    ((-62, Fate.HELD), (-11, Fate.CANCELLED), (5, Fate.HELD)),
    ((-58, Fate.HELD), (-12, Fate.MOVED), (9, Fate.HELD)),
    (),
    ((-66, Fate.HELD), (-12, Fate.UNKNOWN), (6, Fate.HELD)),
    ((-64, Fate.HELD), (-17, Fate.HELD), (6, Fate.ASKED_TO_MOVE)),
)
#: Pairs that fit less may end, and their stories with them; each third of the others has one.
FITS, EVERY = 4600, 3
COMING_PERCENT = 60
#: Sessions that have an agenda and a goal.
PREPARED = 0.75


def keep_room_free(world: World) -> None:
    """So that the calendar of the house is planned around the sessions."""
    for week in world.amounts.weeks:
        for weekday, starts, ends in ROOM_HOURS:
            on = world.monday + timedelta(weeks=week, days=weekday)
            world.held.append(Held(ROOM, partial(lambda on: on, on), starts, ends))


@dataclass(frozen=True)
class Wanted:
    """A session of a pair, on that day or in the two weeks after it."""

    pairing: Pairing
    on: int
    fate: Fate


class Meetings:
    """`closed_on`: days on which nobody books, for a mentor day is held."""

    def __init__(
        self, intake: Intake, teams: Sequence[Team], *, closed_on: Callable[[], set[date]]
    ) -> None:
        self.intake, self.world = intake, intake.world
        self._teams = {team.name: team for team in teams}
        self._fates = Fates(intake.world, self._teams)
        self._closed_on = closed_on
        self._fitting = 0

    def settle_every_night(self, *, first: int) -> None:
        for days in range(first, 0):
            self.intake.at(days, settle_due, at=(23, 10))

    def begin(self, pairing: Pairing) -> None:
        """Both have said yes: what they do with it."""
        if (pairing.startup.name, pairing.mentor.name) == LOCKED:
            self._in_series(pairing)
            return
        for on, fate in self._story(pairing):
            wanted = Wanted(pairing, on, fate)
            book_on = moment(self.world, on - LEAD_DAYS, at=(8, 30))
            # What is to come was booked by last night.
            latest = self.world.curtain - timedelta(hours=9)
            at = max(min(book_on, latest), now() + timedelta(hours=4))
            self.world.story.at(at + timedelta(minutes=_rng(pairing).randrange(600)),
                                partial(self._book, wanted))  # fmt: skip

    def _story(self, pairing: Pairing) -> tuple[tuple[int, Fate], ...]:
        rng = _rng(pairing)
        if pairing.fit >= FITS:
            self._fitting += 1
            number, rest = divmod(self._fitting, EVERY)
            if rest == 0 and number <= len(STORIES):
                return STORIES[number - 1]
        today = day(self.world, 0)
        began = (to_wall(now(), HOME_ZONE).date() - today).days
        days = [began + rng.randint(5, 16)] if began < -30 else []
        days.append(max(began + 2, rng.randint(-19, -5)))
        if rng.randrange(100) < COMING_PERCENT:
            days.append(rng.randint(1, 12))
        return tuple((on, Fate.HELD) for on in days)

    def _in_series(self, pairing: Pairing) -> None:
        first = day(self.world, SERIES_FROM)
        first += timedelta(days=(1 - first.weekday()) % 7)
        wall, owner = datetime.combine(first, SERIES_AT), self._owner(pairing)
        begins = to_instant(wall, HOME_ZONE)
        slot = TimeSlot(begins, begins + timedelta(minutes=MINUTES))
        repeat = Repeat(wall, MINUTES, every_weeks=2, times=SERIES_TIMES)
        with by_hand_of(owner):
            _series, made = book_series(pairing, repeat, wish=self._wish(pairing, slot), by=owner)
        for session in made:
            self._fates.befall(session, Fate.HELD)

    def _book(self, wanted: Wanted) -> None:
        pairing = wanted.pairing
        if pairing.state is not PairingState.ACTIVE:
            return
        slot = self._slot(pairing, after=moment(self.world, wanted.on, at=(0, 0)))
        if slot is None:
            return
        person = self._owner(pairing) if _rng(pairing).random() < 0.7 else pairing.mentor.user
        space = self._room(pairing, slot)
        with by_hand_of(person):
            session = self._booked(pairing, slot, space=space, by=person)
        self._fates.befall(session, wanted.fate)

    def _booked(self, pairing: Pairing, slot: TimeSlot, *, space: Space | None, by: User
                ) -> MentorSession:  # fmt: skip
        """In the room if it is free, else on video."""
        if space is not None:
            try:
                with db.session.begin_nested():
                    return book(pairing, self._wish(pairing, slot, space=space), by=by)
            except (SlotTaken, Refused):
                pass
        return book(pairing, self._wish(pairing, slot), by=by)

    def _wish(self, pairing: Pairing, slot: TimeSlot, *, space: Space | None = None
              ) -> SessionWish:  # fmt: skip
        team, rng = self._teams[pairing.startup.name], _rng(pairing)
        texts = read(TEXTS)["sessions"][spoken(team, pairing.mentor.languages)]
        named = (pairing.startup.name, pairing.mentor.name)
        prepared = rng.random() < PREPARED or named == LOCKED
        return SessionWish(
            slot,
            HOME_ZONE,
            space=space,
            people=3,
            agenda=rng.choice(texts["agenda"]) if prepared else "",
            goals=tuple(rng.choice(texts["goals"])) if prepared else (),
        )

    def _slot(self, pairing: Pairing, *, after: datetime) -> TimeSlot | None:
        """When both have time: soon after, and when they meet in person, when the room is kept."""
        found = common_starts(pairing.mentor, pairing.startup, minutes=MINUTES).starts
        closed = self._closed_on()
        fitting = [
            at for at in found if at >= after and to_wall(at, HOME_ZONE).date() not in closed
        ]
        if self._in_person(pairing):
            fitting = [at for at in fitting if in_room_hours(at)] or fitting
        if not fitting:
            return None
        chosen = fitting[_rng(pairing).randrange(min(6, len(fitting)))]
        return TimeSlot(chosen, chosen + timedelta(minutes=MINUTES))

    def _room(self, pairing: Pairing, slot: TimeSlot) -> Space | None:
        if self._in_person(pairing) and in_room_hours(slot.start):
            return self.world.spaces.get(ROOM)
        return None

    def _in_person(self, pairing: Pairing) -> bool:
        team = self._teams[pairing.startup.name]
        here = pairing.mentor.user.zone == HOME_ZONE and team.city.name == "Jakarta"
        return here and "in-person" in pairing.mentor.ways

    def _owner(self, pairing: Pairing) -> User:
        return self._teams[pairing.startup.name].its_owner


def in_room_hours(at: datetime) -> bool:
    wall = to_wall(at, HOME_ZONE)
    ends = (wall + timedelta(minutes=MINUTES)).time()
    return any(
        wall.weekday() == weekday
        and time.fromisoformat(starts) <= wall.time()
        and ends <= time.fromisoformat(until)
        for weekday, starts, until in ROOM_HOURS
    )


def _rng(pairing: Pairing) -> Random:
    words = f"sessions:{pairing.startup.name}:{pairing.mentor.name}"
    return Random(f"{words}:{now().date()}")  # noqa: S311 - not for secrets
