"""Office hours: some behind, some to be had, some taken, and one with a line before it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial

from accelerator.mentors.models import Mentor
from accelerator.sessions.errors import Busy, NotNow, TooMany
from accelerator.sessions.models import OfficeHour
from accelerator.sessions.services.office_hours import OfficeHourWish, open_office_hours, take
from booking.spaces.models import Space
from hub.core.clock import now
from hub.core.database import db
from hub.demo.accelerator.intakes import Intake
from hub.demo.accelerator.mentoring.meetings import ROOM
from hub.demo.accelerator.mentoring.people import TEXTS, Mentors
from hub.demo.accelerator.programmes import day
from hub.demo.accelerator.teams import Team
from hub.demo.accelerator.ventures import read
from hub.demo.story import by_hand_of
from hub.demo.world import HOME_ZONE

#: In a room in Jakarta, on Wednesdays; and on video, on Fridays in Berlin.
IN_A_ROOM, ON_VIDEO = "Retno Palupi", "Henrike Albers"
WEDNESDAY, FRIDAY = 2, 4


class OfficeHours:
    def __init__(self, intake: Intake, teams: Sequence[Team], *, mentors: Mentors) -> None:
        self.intake, self.world = intake, intake.world
        self.teams, self.mentors = teams, mentors
        self._made: dict[str, list[OfficeHour]] = {}

    def tell(self) -> None:
        at = self.intake.at
        at(-40, self._in_a_room, at=(10, 10))
        at(-9, self._on_video, at=(15, 30))
        # (day, whose, which of those to come then, by which team)
        for days, whose, which, team in (
            (-36, IN_A_ROOM, 0, 6),
            (-20, IN_A_ROOM, 0, 2),
            (-4, IN_A_ROOM, 0, 9),
            (-3, IN_A_ROOM, 2, 14),
            (-6, ON_VIDEO, 0, 1),
            (-5, ON_VIDEO, 0, 11),
            (-4, ON_VIDEO, 0, 17),
            (-2, ON_VIDEO, 2, 4),
        ):
            at(days, partial(self._take, whose, which=which, team=self.teams[team]), at=(19, team))

    def _in_a_room(self) -> None:
        first = _next_weekday(day(self.world, -36), WEDNESDAY)
        wish = self._wish(first, "10:00", language="id", zone=HOME_ZONE)
        self._open(IN_A_ROOM, wish, space=self.world.spaces[ROOM])

    def _on_video(self) -> None:
        first = _next_weekday(day(self.world, 1), FRIDAY)
        self._open(ON_VIDEO, self._wish(first, "10:30", language="en", zone="Europe/Berlin"))

    def _wish(self, first: date, wall: str, *, language: str, zone: str) -> OfficeHourWish:
        return OfficeHourWish(
            datetime.combine(first, time.fromisoformat(wall)),
            zone,
            slots=2,
            every_weeks=2,
            times=5 if zone == HOME_ZONE else 2,
            topic=read(TEXTS)["sessions"][language]["topic"],
        )

    def _open(self, name: str, wish: OfficeHourWish, *, space: Space | None = None) -> None:
        mentor: Mentor = self.mentors.by_name[name]
        try:
            with by_hand_of(mentor.user), db.session.begin_nested():
                made, _skipped = open_office_hours(
                    mentor, self.intake.cohort, wish=replace(wish, space=space), by=mentor.user
                )
        except NotNow:  # holidays, all of them
            made = []
        self._made[name] = sorted(made, key=lambda each: each.starts_at)

    def _take(self, whose: str, *, which: int, team: Team) -> None:
        hours = [each for each in self._made.get(whose, []) if each.starts_at > now()]
        if which < len(hours):
            try:
                with by_hand_of(team.its_owner), db.session.begin_nested():
                    take(hours[which], team.its_startup, by=team.its_owner)
            except (Busy, TooMany):  # they meet somebody else then
                return


def _next_weekday(after: date, weekday: int) -> date:
    return after + timedelta(days=(weekday - after.weekday()) % 7)
