"""Classes: planned with their rooms, published, and people come into them."""

import tomllib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import Any

from accelerator.vocabulary.words import Words
from booking.bookings.errors import Refused, SlotTaken
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.accounts.services.passwords import hashed_password
from hub.core.database import db
from hub.demo.accelerator.programmes import manager, moment
from hub.demo.learning.courses import Courses
from hub.demo.learning.days import LATER_DAYS, day_of, keep_room_free, open_day_of
from hub.demo.learning.reading import TEXTS
from hub.demo.learning.runs import RunSketch
from hub.demo.story import by_hand_of
from hub.demo.world import World
from hub.learning.certificates.services.completing import set_rule
from hub.learning.classes.models import ClassRun, ClassSession, Entry, Mode, Provider
from hub.learning.classes.rules.audience import EVERYBODY
from hub.learning.classes.services import (
    EnrolmentKey,
    RunDraft,
    SessionWish,
    add_instructor,
    make_run,
    plan_session,
    publish_run,
    set_audience,
    set_entry,
)
from hub.learning.courses.models import Quiz
from hub.learning.courses.queries.versions import version_items
from hub.learning.enrolments.models import Enrolment
from hub.learning.enrolments.services import Wish, enrol

#: Of the class that is entered by key, so that whoever looks around can try it.
KEY = "KOTA-KITA"


@cache
def texts() -> dict[str, Any]:
    return tomllib.loads((TEXTS / "runs.toml").read_text(encoding="utf-8"))


class Classes:
    """Runs by their sketches' keys, and enrolments by class and person, once they are there."""

    def __init__(self, world: World, courses: Courses) -> None:
        self.world, self.courses = world, courses
        self.runs: dict[str, ClassRun] = {}
        self.enrolments: dict[tuple[str, str], Enrolment] = {}

    def tell(self, sketch: RunSketch, *, then: Callable[[RunSketch], None]) -> None:
        """`then` goes on when it is published and its sessions are known."""
        keep_room_free(self.world, sketch)
        at = moment(self.world, sketch.published, at=(9, 40))
        self.world.story.at(at, partial(self._make, sketch, then=then))

    def person(self, named: str) -> User:
        """By address, or the first person of an organisation."""
        return self.world.people[named] if "@" in named else self.world.members[named][0]

    def come(self, sketch: RunSketch, named: str, *, note: str = "") -> None:
        person = self.person(named)
        wish = Wish(note=note, key_fits=True if sketch.entry is Entry.KEY else None)
        with by_hand_of(person):
            made = enrol(self.runs[sketch.key], by=person, wish=wish)
        self.enrolments[sketch.key, named] = made

    def all_come(self, sketch: RunSketch) -> None:
        """One after the other, three in two days."""
        for place, named in enumerate(sketch.learners):
            days, third = divmod(2 * place, 3)
            on = sketch.published + 1 + days
            at = moment(self.world, on, at=(9 + 4 * third, 7 * place % 60))
            self.world.story.at(at, partial(self.come, sketch, named))

    def _make(self, sketch: RunSketch, *, then: Callable[[RunSketch], None]) -> None:
        person, course = manager(self.world), self.courses.by_slug[sketch.course]
        with by_hand_of(person):
            run = make_run(course, self._draft(sketch), seats=sketch.seats, by=person)
            title = texts()["instructors"][sketch.title]
            add_instructor(run, self.person(sketch.instructor), by=person, title=title)
            if sketch.entry is not Entry.OPEN:
                key = _key() if sketch.entry is Entry.KEY else None
                set_entry(run, sketch.entry, by=person, key=key)
            if sketch.audience != EVERYBODY:
                set_audience(run, sketch.audience, by=person)
            if sketch.rule is not None:
                set_rule(run, sketch.rule, by=person, number=0)
            for number in range(sketch.when.times):
                self._plan(run, sketch, number=number)
            publish_run(run, by=person)
        self.runs[sketch.key] = run
        then(sketch)

    def _draft(self, sketch: RunSketch) -> RunDraft:
        place = sketch.space
        return RunDraft(
            about=texts()["about"].get(sketch.about, {}),
            mode=sketch.mode,
            language=sketch.language,
            zone=sketch.zone,
            site=self.world.sites[place[0]] if place else None,
            price=sketch.price,
        )

    def _plan(self, run: ClassRun, sketch: RunSketch, *, number: int) -> None:
        """On its day; where the house is closed or the room is taken, on one of the next."""
        space = self.world.spaces[sketch.space] if sketch.space else None
        first = open_day_of(self.world, sketch, number=number)
        for later in range(LATER_DAYS if space else 1):
            on = (first or day_of(self.world, sketch, number=number)) + timedelta(days=later)
            try:
                with db.session.begin_nested():
                    self._put(run, sketch, on=on, number=number, space=space)
            except (SlotTaken, Refused):
                continue
            return

    def _put(
        self, run: ClassRun, sketch: RunSketch, *, on: date, number: int, space: Space | None
    ) -> ClassSession:
        wall = datetime.combine(on, sketch.when.time)
        wish = SessionWish(
            wall,
            sketch.when.minutes,
            title=_title(run, sketch, number=number),
            space=space,
            provider=Provider.NONE if sketch.mode is Mode.IN_SPACE else Provider.JITSI,
        )
        return plan_session(run, wish, by=manager(self.world))


def _key() -> EnrolmentKey:
    return EnrolmentKey(KEY, hashed_password(KEY.replace("-", "")))


def _title(run: ClassRun, sketch: RunSketch, *, number: int) -> Words:
    """As said, else of the lessons and the work of the course, one a session."""
    said = texts()["sessions"].get(sketch.key)
    items = [i.title for i in version_items(run.of_version) if not isinstance(i, Quiz)]
    named: list[Words] = said or items
    return named[number] if number < len(named) else {}
