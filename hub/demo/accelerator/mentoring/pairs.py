"""From a proposal to pairs: reckoned, published, answered, filled again where somebody said no."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from random import Random

from sqlalchemy import select

from accelerator.matching.models import (
    Matching,
    MatchingState,
    Mode,
    Pairing,
    PairingState,
    RuleKind,
)
from accelerator.matching.services.by_hand import Word, set_rule
from accelerator.matching.services.pairing import accept, decline, end, publish
from accelerator.matching.services.proposing import Asked, begin, keep, propose
from accelerator.matching.services.reckoning import reckoned
from accelerator.mentors.models import Side
from accelerator.mentors.services import leave, pause
from hub.core.clock import now
from hub.core.database import db
from hub.demo.accelerator.intakes import Intake
from hub.demo.accelerator.mentoring.people import LOCKED, TEXTS, Mentors
from hub.demo.accelerator.programmes import manager
from hub.demo.accelerator.teams import Team
from hub.demo.accelerator.ventures import read
from hub.demo.story import by_hand_of

LEAVES, PAUSES = "Cut Meurah Intan", "Danai Rojanakul"


class Pairs:
    """`began` is told of every pair that both have accepted."""

    def __init__(
        self,
        intake: Intake,
        teams: list[Team],
        *,
        mentors: Mentors,
        began: Callable[[Pairing], object],
    ) -> None:
        self.intake, self.world, self.mentors = intake, intake.world, mentors
        self.began = began
        self._teams = {team.name: team for team in teams}
        self._last: Matching | None = None

    def lock(self) -> None:
        name, mentor = LOCKED
        person, word = manager(self.world), Word(RuleKind.LOCK, read(TEXTS)["said"]["lock"])
        with by_hand_of(person):
            set_rule(
                self.intake.cohort,
                self._teams[name].its_startup,
                mentor=self.mentors.by_name[mentor],
                word=word,
                by=person,
            )

    def propose(self, name: str, *, mode: Mode = Mode.BEST, keep_standing: bool = False) -> None:
        """`name`: of the texts. The last one of these is published next."""
        person = manager(self.world)
        title = read(TEXTS)["proposals"][name]
        with by_hand_of(person):
            made = propose(
                self.intake.cohort, Asked(mode, title, keep_standing=keep_standing), by=person
            )
            begin(made)
            keep(made, reckoned(made.problem, made.mode, settings=made.settings))
        if mode is Mode.BEST and made.state is MatchingState.PROPOSED:
            self._last = made

    def publish(self, *, answered: bool = True, declining: int = 0) -> None:
        """The last proposal; everybody accepts within three days but `declining` mentors, whose
        pair is the weakest. With `answered` False only some startups have said yes so far."""
        person, proposal = manager(self.world), self._last
        if proposal is None or proposal.state is not MatchingState.PROPOSED:
            return
        with by_hand_of(person):
            made = publish(proposal, by=person, version=proposal.version)
        made.sort(key=lambda each: (each.fit, each.startup.name, each.mentor.name))
        weakest = [each for each in made if each.startup.name != LOCKED[0]][:declining]
        for pairing in made:
            if pairing in weakest:
                self._after(20, partial(self._decline, pairing))
            elif answered:
                self._answer(pairing)
        if not answered:
            for pairing in made[len(weakest) :: 2]:
                self._after(9, partial(self._accept, pairing, Side.STARTUP))

    def end_some(self, number: int) -> None:
        """Startups that have what they wanted; the two are not brought together again."""
        query = select(Pairing).where(
            Pairing.cohort_id == self.intake.cohort.id, Pairing.state == PairingState.ACTIVE
        )
        rows = [each for each in db.session.scalars(query) if each.startup.name != LOCKED[0]]
        rows.sort(key=lambda each: (each.fit, each.startup.name, each.mentor.name))
        ended: set[object] = set()
        for pairing in rows:
            if len(ended) < number and pairing.startup_id not in ended:
                ended.add(pairing.startup_id)
                self._end(pairing, number=len(ended) - 1)

    def let_go(self) -> None:
        """One moves away; another one rests."""
        mentor, said = self.mentors.by_name[LEAVES], read(TEXTS)["said"]
        with by_hand_of(mentor.user):
            leave(mentor, by=mentor.user, reason=said["left"])

    def rest(self) -> None:
        mentor = self.mentors.by_name[PAUSES]
        with by_hand_of(mentor.user):
            pause(mentor, by=mentor.user, until=now() + timedelta(days=31))

    def _end(self, pairing: Pairing, *, number: int) -> None:
        owner, staff = self._teams[pairing.startup.name].its_owner, manager(self.world)
        said = read(TEXTS)["said"]
        with by_hand_of(owner):
            end(pairing, by=owner, reason=said["ended"][number])
        with by_hand_of(staff):
            set_rule(
                self.intake.cohort,
                pairing.startup,
                mentor=pairing.mentor,
                word=Word(RuleKind.BAN, said["ban"][number]),
                by=staff,
            )

    def _answer(self, pairing: Pairing) -> None:
        """Within three days, the startup mostly first."""
        draw = Random(f"answer:{_named(pairing)}")  # noqa: S311 - not for secrets
        for side in Side:
            hours = draw.randrange(2, 60)
            self._after(hours, partial(self._accept, pairing, side))

    def _accept(self, pairing: Pairing, side: Side) -> None:
        person = pairing.mentor.user
        if side is Side.STARTUP:
            person = self._teams[pairing.startup.name].its_owner
        with by_hand_of(person):
            accept(pairing, side=side, by=person)
        if pairing.state is PairingState.ACTIVE:
            self.began(pairing)

    def _decline(self, pairing: Pairing) -> None:
        person = pairing.mentor.user
        with by_hand_of(person):
            decline(pairing, side=Side.MENTOR, by=person, reason=read(TEXTS)["said"]["declined"])

    def _after(self, hours: int, act: Callable[[], object]) -> None:
        self.world.story.at(now() + timedelta(hours=hours, minutes=hours * 7 % 60), act)


def _named(pairing: Pairing) -> str:
    return f"{pairing.startup.name} {pairing.mentor.name}"
