"""Mentor days: one that is over, one that everybody has their plan for, and one that begins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from random import Random

from accelerator.mentor_days.models import DayMeeting, DayMentor, DayStartup, MentorDay
from accelerator.mentor_days.queries.days import mentors_to_add, startups_to_add
from accelerator.mentor_days.queries.mine import mentors_to_wish
from accelerator.mentor_days.queries.planning import meetings_of, mentors_of, startups_of
from accelerator.mentor_days.services.after import mark, say
from accelerator.mentor_days.services.coming import (
    MentorHours,
    StartupHours,
    add_mentors,
    add_startups,
)
from accelerator.mentor_days.services.days import MentorDayDraft, change_day, copy_day, make_day
from accelerator.mentor_days.services.places import PlacesWanted, add_rooms
from accelerator.mentor_days.services.planning import plan_day, thought_of
from accelerator.mentor_days.services.publishing import finish, publish
from accelerator.mentor_days.services.saying import confirm_hours, wish
from hub.accounts.models import User
from hub.demo.accelerator.intakes import Intake
from hub.demo.accelerator.mentoring.people import TEXTS
from hub.demo.accelerator.open_days import SITE, open_weekday
from hub.demo.accelerator.programmes import manager, moment
from hub.demo.accelerator.teams import Team
from hub.demo.accelerator.ventures import read
from hub.demo.story import by_hand_of
from hub.demo.world import HOME_ZONE, Held

HALL, TABLES = "Forum A", 8
STARTS, ENDS, LUNCH = "09:00", "15:00", ("12:00", "13:00")
#: What people say of a meeting, of five; of a hundred, how many do.
RATINGS, SAYING_PERCENT = (5, 5, 4, 4, 4, 3, 3, 2, 1), 55
#: Of a hundred: mentors who are there for a part of the day only.
HALF_DAY_PERCENT = 30


@dataclass(frozen=True)
class When:
    """Days from today: `near` it is held, or the next open day in the direction `step`; it is made,
    wishes begin, and the plan is published."""

    near: int
    step: int
    made: int
    told: int


PAST = When(-95, -1, -99, -98)
NEXT = When(9, 1, -16, -2)
#: Where the third is held, and when it is copied from the second.
THIRD, COPIED = 37, -1


class Day:
    """One day of a cohort. `mentors` and `wanted`: how many come, and how many each startup
    meets."""

    def __init__(self, intake: Intake, teams: Sequence[Team], *, key: str, when: When) -> None:
        self.intake, self.world, self.key, self.when = intake, intake.world, key, when
        self._teams = {team.name: team for team in teams}
        self._rng = Random(f"mentor-day:{key}")  # noqa: S311 - not for secrets
        self.day: MentorDay | None = None

    def held_on(self) -> date | None:
        """None: on no day that is late enough."""
        on = open_weekday(self.world, near=self.when.near, step=self.when.step)
        too_early = on is not None and (on - self.world.today).days <= self.when.told
        return None if too_early else on

    def tell(self, *, mentors: int) -> None:
        at, when = self.intake.at, self.when
        self.world.held.append(Held((SITE, HALL), self.held_on, "08:30", "15:30"))
        at(when.made, partial(self._make, mentors), at=(18, 30))
        at(when.made, self._say_everything, at=(20, 0))
        at(when.told - 1 if when.told - 1 > when.made else when.told, self._plan, at=(8, 10))
        at(when.told, self._publish, at=(9, 10))

    def hear(self) -> None:
        """In the evening of the day, whichever that turned out to be."""
        day = self.day
        if day is None:
            return
        person, meetings = manager(self.world), _in_order(meetings_of(day))
        for number, meeting in enumerate(meetings):
            if number in (7, 31):
                with by_hand_of(person):
                    mark(meeting, held=False, by=person)
                continue
            for by in (meeting.mentor.user, self._owner(meeting)):
                if self._rng.randrange(100) < SAYING_PERCENT:
                    with by_hand_of(by):
                        say(meeting, self._rng.choice(RATINGS), by=by)
        with by_hand_of(person):
            finish(day, by=person)

    def copy(self, to: date) -> None:
        """Another one like it, with a name of its own."""
        person = manager(self.world)
        if self.day is not None:
            with by_hand_of(person):
                made = copy_day(self.day, to, by=person)
                until = moment(self.world, (to - self.world.today).days - 5, at=(18, 0))
                draft = replace(self._draft(to), name=read(TEXTS)["day"]["third"])
                change_day(made, replace(draft, wishes_until=until), by=person)

    def _make(self, mentors: int) -> None:
        person, on = manager(self.world), self.held_on()
        if on is None:
            return
        with by_hand_of(person):
            self.day = day = make_day(self.intake.cohort, self._draft(on), by=person)
            ready = [each.mentor for each in mentors_to_add(day)]
            coming = self._rng.sample(ready, min(mentors, len(ready)))
            add_mentors(day, [each.id for each in coming], by=person)
            add_startups(day, [each.startup_id for each in startups_to_add(day, person)], by=person)
            hall = self.world.spaces[SITE, HALL].id
            add_rooms(day, PlacesWanted(tables=TABLES, hall=hall), by=person)

    def _draft(self, on: date) -> MentorDayDraft:
        said = read(TEXTS)["day"]
        return MentorDayDraft(
            name=said[self.key],
            held_on=on,
            zone=HOME_ZONE,
            starts_local=STARTS,
            ends_local=ENDS,
            meeting_minutes=15,
            breaks=(LUNCH,),
            wanted=4,
            longest_run=5,
            wishes_until=moment(self.world, self.when.told, at=(8, 0)),
            note=said["note"],
        )

    def _say_everything(self) -> None:
        """Mentors say when they are there, then startups whom they would like to meet."""
        if self.day is None:
            return
        for coming in sorted(mentors_of(self.day), key=lambda each: each.mentor.name):
            self._confirm(coming)
        for startup in sorted(startups_of(self.day), key=lambda each: each.startup.name):
            self._wish(startup)

    def _confirm(self, coming: DayMentor) -> None:
        half = self._rng.randrange(100) < HALF_DAY_PERCENT
        windows = [[STARTS, LUNCH[0]] if self._rng.random() < 0.5 else [LUNCH[1], ENDS]]
        away = coming.mentor.user.zone != HOME_ZONE
        # Morning in Berlin is afternoon in Jakarta.
        if coming.mentor.user.zone == "Europe/Berlin":
            half, windows = True, [[LUNCH[1], ENDS]]
        hours = MentorHours(windows if half else (), on_video=away)
        with by_hand_of(coming.mentor.user):
            confirm_hours(coming, hours, by=coming.mentor.user)

    def _wish(self, coming: DayStartup) -> None:
        person = self._teams[coming.startup.name].its_owner
        offered = sorted(mentors_to_wish(coming), key=lambda each: each.mentor.name)
        chosen = self._rng.sample(offered, min(len(offered), self._rng.randint(5, 8)))
        with by_hand_of(person):
            wish(coming, [each.mentor_id for each in chosen], hours=StartupHours(), by=person)

    def _plan(self) -> None:
        person = manager(self.world)
        if self.day is not None:
            with by_hand_of(person):
                plan_day(self.day, thought_of(self.day, by=person), by=person)

    def _publish(self) -> None:
        person = manager(self.world)
        if self.day is not None:
            with by_hand_of(person):
                publish(self.day, by=person)

    def _owner(self, meeting: DayMeeting) -> User:
        return self._teams[meeting.startup.name].its_owner


class Days:
    def __init__(self, intake: Intake, teams: Sequence[Team]) -> None:
        self.world, self.intake = intake.world, intake
        self.past = Day(intake, teams, key="past", when=PAST)
        self.next = Day(intake, teams, key="next", when=NEXT)

    def tell(self) -> None:
        self.past.tell(mentors=18)
        self.next.tell(mentors=22)
        self.intake.at(PAST.told, self._when_heard, at=(12, 0))
        self.intake.at(COPIED, self._begin_the_third, at=(15, 20))

    def closed(self) -> set[date]:
        return {on for on in (self.past.held_on(), self.next.held_on()) if on}

    def _when_heard(self) -> None:
        on = self.past.held_on()
        if on is not None:
            days = (on - self.world.today).days
            self.world.story.at(moment(self.world, days, at=(18, 40)), self.past.hear)

    def _begin_the_third(self) -> None:
        on = open_weekday(self.world, near=THIRD, step=1)
        if on is not None:
            self.next.copy(on)


def _in_order(meetings: Sequence[DayMeeting]) -> list[DayMeeting]:
    return sorted(meetings, key=lambda each: (each.slot, each.startup.name))
