"""Rounds of reading: prepared, given out by the real solver, read by people with habits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select, update

from accelerator.applications.models import Application, Revision
from accelerator.programmes.models import Cohort
from accelerator.reviews.models import Assignment, AssignmentState, Review, ReviewState, Round
from accelerator.reviews.queries.assigning import PlanSettings, assignable, reckoned
from accelerator.reviews.rules.drafting import CriterionDraft
from accelerator.reviews.services.commitments import Answer, answer, ask
from accelerator.reviews.services.entries import put_in
from accelerator.reviews.services.plans import apply_plan, keep_plan
from accelerator.reviews.services.rounds import RoundDraft, make_round, open_round
from hub.core.clock import now
from hub.core.database import db
from hub.core.ids import new_id
from hub.demo.accelerator.panel import Panel, Reader
from hub.demo.accelerator.programmes import manager
from hub.demo.accelerator.teams import Team
from hub.demo.accelerator.ventures import read
from hub.demo.story import by_hand_of
from hub.demo.world import World

RUBRIC = "rubric.toml"
#: What a reader of the demo round has still open, drafts among them.
FAIR, APPLICATION_NOISE, NOISE = 1.1, 0.35, 0.55


@dataclass(frozen=True)
class Reading:
    """A round and those who may read in it. `most_readers` limits the panel of a small call."""

    name: dict[str, str]
    due_at: datetime
    reads_each: int = 3
    most_readers: int = 99


def rubric() -> list[CriterionDraft]:
    return [CriterionDraft(**line) for line in read(RUBRIC)["criterion"]]


def begin(world: World, cohort: Cohort, *, panel: Panel, reading: Reading) -> Round:
    """Made, filled, promised, planned and opened."""
    person, readers = manager(world), panel.readers[: reading.most_readers]
    with by_hand_of(person):
        draft = RoundDraft(
            reading.name, reading.due_at, reads_each=reading.reads_each, least=0, most=28
        )
        round_ = make_round(cohort, draft, by=person, rubric=rubric())
        put_in(round_, by=person)
        promises = ask(round_, [each.reviewer for each in readers], by=person)
    for promise in promises:
        most = promise.reviewer.capacity
        least = most if promise.reviewer.id == panel.demo_reader.reviewer.id else most // 3
        with by_hand_of(promise.reviewer.user):
            answer(
                promise, Answer(most, least if len(readers) > 20 else 0), by=promise.reviewer.user
            )
    with by_hand_of(person):
        give_out(round_, world)
        open_round(round_, by=person)
    return round_


def give_out(round_: Round, world: World) -> None:
    person, settings = manager(world), PlanSettings(seed=7)
    found = assignable(round_, person, settings=settings)
    plan = keep_plan(round_, reckoned(found.problem), settings=settings, by=person)
    apply_plan(plan, round_, by=person)


class Marking:
    """What readers say of teams. `teams` by the application's id."""

    def __init__(self, panel: Panel, teams: dict[object, Team]) -> None:
        self._panel, self._teams = panel, teams
        self._lines = rubric()
        self._notes = read("notes.toml")

    def scores(self, reader: Reader, team: Team) -> dict[str, int]:
        rng = self._rng(reader, team)
        own = Random(f"merits:{team.name}")  # noqa: S311 - not for secrets
        merits = {line.key: own.gauss(0, APPLICATION_NOISE) for line in self._lines}
        return {
            line.key: min(
                line.high,
                max(
                    line.low,
                    round(FAIR + 3.7 * team.quality + merits[line.key] + reader.offset
                          + rng.gauss(0, NOISE)),
                ),
            )
            for line in self._lines
        }  # fmt: skip

    def words(self, reader: Reader, team: Team, *, scores: dict[str, int]) -> dict[str, Any]:
        rng = self._rng(reader, team)
        mean = sum(scores.values()) / len(scores)
        level = "high" if mean >= 3.7 else "mid" if mean >= 2.5 else "low"
        bank = self._notes[team.language][level]
        gaps = {name: team.venture.words[name] for name in ("thing", "who", "ask")}
        return {
            "panel_note": rng.choice(bank["panel"]).format(**gaps),
            "founders_note": rng.choice(bank["founders"]).format(**gaps)
            if rng.random() < 0.85
            else "",
            "confidence": rng.choice([2, 3, 3, 4, 4, 4, 5]),
            "seconds": rng.randrange(240, 1900),
        }

    def write(self, reads: Sequence[Assignment], *, since: datetime) -> int:
        """Hand these in, at some time from `since` to now; all at once, for there are hundreds."""
        revisions = _revisions(reads)
        rows = [self._row(each, revisions[each.application_id], since=since) for each in reads]
        if rows:
            db.session.execute(insert(Review), rows)
            ids = [each.id for each in reads]
            state = AssignmentState.SUBMITTED
            db.session.execute(update(Assignment).where(Assignment.id.in_(ids)).values(state=state))
        return len(rows)

    def _row(self, assignment: Assignment, revision: Any, *, since: datetime) -> dict[str, Any]:
        reader = self._panel.reader(assignment.reviewer_id)
        team = self._teams[assignment.application_id]
        scores = self.scores(reader, team)
        at = since + (now() - since) * self._rng(reader, team).random()
        words = self.words(reader, team, scores=scores)
        return {
            "id": new_id(),
            "assignment_id": assignment.id,
            "revision_id": revision,
            "state": ReviewState.SUBMITTED,
            "scores": scores,
            "version": 3,
            "started_at": at - timedelta(seconds=words["seconds"]),
            "saved_at": at,
            "submitted_at": at,
            "times_submitted": 1,
            "earlier": [],
            **words,
        }

    @staticmethod
    def _rng(reader: Reader, team: Team) -> Random:
        return Random(f"{reader.person.email}:{team.name}")  # noqa: S311 - not for secrets


def open_reads(round_: Round) -> list[Assignment]:
    query = (
        select(Assignment)
        .join(Application, Application.id == Assignment.application_id)
        .where(Assignment.round_id == round_.id, Assignment.state == AssignmentState.ASSIGNED)
        .order_by(Assignment.reviewer_id, Assignment.position)
    )
    return list(db.session.scalars(query))


def _revisions(reads: Sequence[Assignment]) -> dict[Any, Any]:
    query = select(Revision.application_id, Revision.id).where(
        Revision.application_id.in_([each.application_id for each in reads])
    )
    return {application: revision for application, revision in db.session.execute(query)}  # noqa: C416
