"""What happens in a class, written down: `texts/lives/<key>.toml`, and when that is."""

import tomllib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from hub.accounts.models import User
from hub.core.walltime import to_instant, to_wall
from hub.demo.learning.classes import Classes
from hub.demo.learning.reading import TEXTS
from hub.demo.learning.runs import RunSketch
from hub.learning.classes.models import ClassRun
from hub.learning.enrolments.models import Enrolment

TODAY = "today"
INSTRUCTOR = "instructor"
Said = dict[str, Any]


@cache
def life_of(key: str) -> Said:
    """Nothing for a class of which nothing is told."""
    file = TEXTS / "lives" / f"{key}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


class Life:
    """A class and its people, by the names that its text has for them."""

    def __init__(self, classes: Classes, sketch: RunSketch) -> None:
        self.classes, self.sketch = classes, sketch
        self.said = life_of(sketch.key)

    @property
    def run(self) -> ClassRun:
        return self.classes.runs[self.sketch.key]

    @property
    def teacher(self) -> User:
        return self.classes.person(self.sketch.instructor)

    def person(self, named: str) -> User:
        return self.teacher if named == INSTRUCTOR else self.classes.person(named)

    def enrolment(self, named: str) -> Enrolment:
        return self.classes.enrolments[self.sketch.key, named]

    def later(self, at: str, act: Callable[[], object]) -> None:
        """Unless that is still to come: a running class goes on from day to day.

        Args:
            at: "8 14:20": on the eighth day after the first session; "today-2 14:20": two days ago.
                Both by the class's own clock.
        """
        days, wall = at.split()
        on = self._day(days)
        moment = to_instant(datetime.combine(on, time.fromisoformat(wall)), self.run.zone, fold=0)
        if moment < self.classes.world.curtain:
            self.classes.world.story.at(moment, act)

    def _day(self, days: str) -> date:
        if days.startswith(TODAY):
            return self.classes.world.today + timedelta(days=int(days.removeprefix(TODAY)))
        run = self.run
        if run.starts_at is None:
            raise ValueError(f"{self.sketch.key} has no session to count from")
        return to_wall(run.starts_at, run.zone).date() + timedelta(days=int(days))
