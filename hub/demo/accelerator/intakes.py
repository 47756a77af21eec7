"""One call from its opening to its reading: who applies when, and what becomes of it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from random import Random

from accelerator.applications.models import Application
from accelerator.programmes.models import Cohort, Phase
from accelerator.reviews.models import Round
from accelerator.reviews.services.rounds import begin_discussion, close_round
from accelerator.reviews.services.scoring import reckon
from hub.demo.accelerator.applying import AS_USUAL, HandingIn, hand_in
from hub.demo.accelerator.panel import Panel
from hub.demo.accelerator.programmes import CALLS, Calls, manager, moment
from hub.demo.accelerator.reading import Marking, Reading, begin, open_reads
from hub.demo.accelerator.screening import let_in
from hub.demo.accelerator.teams import Team, come
from hub.demo.story import by_hand_of
from hub.demo.world import World

READING = {"en": "First reading", "id": "Pembacaan pertama", "de": "Erste Lesung"}


class Intake:
    """`applications` by the name of the team, `round_` once it is read."""

    def __init__(self, calls: Calls, key: str, teams: Sequence[Team]) -> None:
        self.world: World = calls.world
        self.calls, self.call = calls, CALLS[key]
        self.teams = list(teams)
        self.applications: dict[str, Application] = {}
        self.round_: Round | None = None
        self._rng = Random(f"intake:{key}")  # noqa: S311 - not for secrets

    @property
    def cohort(self) -> Cohort:
        return self.calls.cohorts[self.call.key]

    @property
    def its_round(self) -> Round:
        assert self.round_ is not None  # noqa: S101 - for the type checker: it has begun
        return self.round_

    @property
    def best_first(self) -> list[Team]:
        return sorted(self.teams, key=lambda team: (-team.quality, team.name))

    def at(self, days: int, act: Callable[[], object], *, at: tuple[int, int]) -> None:
        """`days` from today, at an hour and minute of the first hub."""
        self.world.story.at(moment(self.world, days, at=at), act)

    def apply(self, special: dict[str, tuple[datetime, HandingIn]] | None = None) -> None:
        """Half of them in the last three days, as everywhere; `special` by the team's name."""
        for team in self.teams:
            when, how = self._usual(), AS_USUAL
            if special and team.name in special:
                when, how = special[team.name]
            arrival = when - timedelta(hours=self._rng.randrange(20, 70))
            opened = moment(self.world, self.call.opens, at=(9, 30))
            self.world.story.at(max(arrival, opened), partial(come, self.world, team))
            self.world.story.at(when, partial(self._hand_in, team, how=how))

    def close(self, *, after: int = 1) -> None:
        """The reading begins; so many days after the end of the call."""
        self.at(
            self.call.closes + after,
            lambda: self.calls.move(self.call.key, Phase.REVIEW),
            at=(9, 5),
        )

    def let_all_in(self, *, after: int = 3) -> None:
        self.at(self.call.closes + after, self._let_all_in, at=(15, 20))

    def read(self, panel: Panel, *, begins: int, ends: int, most_readers: int) -> None:
        """Everybody reads all of theirs; then the round is talked over and closed."""
        due = moment(self.world, ends, at=(20, 0))
        reading = Reading(READING, due, most_readers=most_readers)
        self.at(begins, lambda: self._begin(panel, reading), at=(10, 0))
        self.at(
            ends,
            lambda: self._mark(panel, since=moment(self.world, begins, at=(14, 0))),
            at=(18, 30),
        )
        self.at(ends + 1, self._talk, at=(9, 0))
        self.at(ends + 3, self._end, at=(16, 0))

    def marking(self, panel: Panel) -> Marking:
        return Marking(
            panel, {self.applications[team.name].id: team for team in self.teams
                    if team.name in self.applications}
        )  # fmt: skip

    def _usual(self) -> datetime:
        rng, length = self._rng, self.call.closes - self.call.opens
        if rng.random() < 0.5:
            days = self.call.closes - rng.choice([0, 0, 0, 1, 1, 2])
        else:
            days = self.call.opens + 1 + rng.randrange(length - 3)
        hour = min(23, max(7, int(rng.gauss(17, 4.5))))
        return moment(self.world, days, at=(hour, rng.randrange(58))) + timedelta(
            seconds=rng.randrange(60)
        )

    def _hand_in(self, team: Team, *, how: HandingIn) -> None:
        self.applications[team.name] = hand_in(self.world, team, cohort=self.cohort, how=how)

    def _let_all_in(self) -> None:
        person = manager(self.world)
        with by_hand_of(person):
            let_in(list(self.applications.values()), by=person)

    def _begin(self, panel: Panel, reading: Reading) -> None:
        self.round_ = begin(self.world, self.cohort, panel=panel, reading=reading)

    def _mark(self, panel: Panel, *, since: datetime) -> None:
        self.marking(panel).write(open_reads(self.its_round), since=since)

    def _talk(self) -> None:
        person = manager(self.world)
        with by_hand_of(person):
            begin_discussion(self.its_round, by=person)

    def _end(self) -> None:
        person = manager(self.world)
        with by_hand_of(person):
            reckon(self.its_round, by=person)
            close_round(self.its_round, by=person)
