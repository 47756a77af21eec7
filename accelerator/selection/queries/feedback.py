"""The readers' words to founders, and how they travel."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select

from accelerator.applications.models import Application
from accelerator.applications.permissions import seen_by_staff
from accelerator.programmes.models import Cohort
from accelerator.reviews.models import (
    Assignment,
    AssignmentState,
    Criterion,
    Review,
    Reviewer,
    Round,
)
from accelerator.selection.models import Decision, Feedback, FeedbackState
from accelerator.selection.rules.choices import Decided
from accelerator.selection.rules.feedback import means_of, quarters
from accelerator.selection.rules.finding import is_called
from accelerator.startups.models import Startup
from accelerator.vocabulary.words import Words
from hub.accounts.models import User
from hub.core.database import db
from hub.organisations.models import Organisation


@dataclass(frozen=True)
class Wanting:
    """A team that is turned down, and what there is for it to read."""

    application: Application
    feedback: Feedback | None

    @property
    def is_ready(self) -> bool:
        return self.feedback is not None and self.feedback.state is not FeedbackState.DRAFT


class FeedbackOrder(StrEnum):
    LACKING = "lacking"
    NUMBER = "number"
    STARTUP = "startup"


#: `SoughtFeedback.shown` where there is no feedback, not even a draft.
NOTHING = "nothing"


@dataclass(frozen=True)
class SoughtFeedback:
    """`shown` is the value of a state, `nothing`, or empty for all."""

    text: str = ""
    shown: str = ""
    order: FeedbackOrder = FeedbackOrder.LACKING


@dataclass(frozen=True)
class FeedbackRow:
    """A team that is turned down, and how far its feedback is."""

    application_id: UUID
    number: int
    headline: str
    startup: str
    state: FeedbackState | None

    @property
    def reference(self) -> str:
        return f"A-{self.number:04d}"

    @property
    def is_ready(self) -> bool:
        return self.state is not None and self.state is not FeedbackState.DRAFT

    @property
    def shown(self) -> str:
        return self.state.value if self.state else NOTHING


_FEEDBACK_KEYS: dict[FeedbackOrder, Callable[[FeedbackRow], Any]] = {
    FeedbackOrder.LACKING: lambda row: (row.is_ready, row.number),
    FeedbackOrder.NUMBER: lambda row: row.number,
    FeedbackOrder.STARTUP: lambda row: (row.startup.casefold(), row.number),
}


def feedback_of(application: Application) -> Feedback | None:
    query = select(Feedback).where(Feedback.application_id == application.id)
    return db.session.scalar(query)


def published_feedback(application: Application) -> Feedback | None:
    """What the founders read."""
    found = feedback_of(application)
    return found if found is not None and found.state is FeedbackState.PUBLISHED else None


def wanting(cohort: Cohort, *, seen_by: User) -> list[Wanting]:
    """All that are turned down; those without anything to read first."""
    query = (
        select(Application, Feedback)
        .join(Decision, Decision.application_id == Application.id)
        .outerjoin(Feedback, Feedback.application_id == Application.id)
        .where(Application.cohort_id == cohort.id, Decision.outcome == Decided.REJECT)
        .order_by(Application.number)
    )
    rows = db.session.execute(seen_by_staff(query, seen_by)).unique()
    found = [Wanting(application, feedback) for application, feedback in rows]
    return sorted(found, key=lambda each: each.is_ready)


def feedback_rows(cohort: Cohort, *, seen_by: User) -> list[FeedbackRow]:
    """The same as plain rows, by number: hundreds are shown a page at a time."""
    query = (
        select(
            Application.id,
            Application.number,
            Application.headline,
            Organisation.name,
            Feedback.state,
        )
        .join(Decision, Decision.application_id == Application.id)
        .join(Startup, Startup.id == Application.startup_id)
        .join(Organisation, Organisation.id == Startup.organisation_id)
        .outerjoin(Feedback, Feedback.application_id == Application.id)
        .where(Application.cohort_id == cohort.id, Decision.outcome == Decided.REJECT)
        .order_by(Application.number)
    )
    return [FeedbackRow(*row) for row in db.session.execute(seen_by_staff(query, seen_by))]


def feedback_sought(rows: Iterable[FeedbackRow], wanted: SoughtFeedback) -> list[FeedbackRow]:
    """Those that are looked for, in the wanted order."""
    found = [
        row
        for row in rows
        if wanted.shown in ("", row.shown)
        and is_called(wanted.text, row.reference, row.startup, row.headline)
    ]
    return sorted(found, key=_FEEDBACK_KEYS[wanted.order])


def notes_gathered(application_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many notes of readers their feedback was made from."""
    query = select(Feedback.application_id, Feedback.original).where(
        Feedback.application_id.in_(application_ids)
    )
    return {id_: len(original) for id_, original in db.session.execute(query)}


def founders_notes(application_ids: list[UUID]) -> dict[UUID, list[dict[str, str]]]:
    """What readers wrote for the founders, as it was handed in, by application."""
    query = (
        select(Assignment.application_id, Review.id, Review.founders_note)
        .join(Review, Review.assignment_id == Assignment.id)
        .where(
            Assignment.application_id.in_(application_ids),
            Assignment.state == AssignmentState.SUBMITTED,
            Review.founders_note != "",
        )
        .order_by(Review.submitted_at, Review.id)
    )
    notes: dict[UUID, list[dict[str, str]]] = {}
    for application_id, review_id, text in db.session.execute(query):
        if text.strip():
            notes.setdefault(application_id, []).append({"review": str(review_id), "text": text})
    return notes


def readers_of(application: Application) -> list[str]:
    """The names of everybody who was given it to read."""
    query = (
        select(User.name)
        .join(Reviewer, Reviewer.user_id == User.id)
        .join(Assignment, Assignment.reviewer_id == Reviewer.id)
        .where(Assignment.application_id == application.id)
        .distinct()
        .order_by(User.name)
    )
    return list(db.session.scalars(query))


def quarters_of(cohort: Cohort, application_ids: set[UUID]) -> dict[UUID, list[list[object]]]:
    """[name of the criterion, quarter] in the order of the rubric, of the latest round that read
    the application; the quarters are those of everything the round read."""
    marks = (
        select(Assignment.round_id, Assignment.application_id, Review.scores)
        .join(Review, Review.assignment_id == Assignment.id)
        .join(Round, Round.id == Assignment.round_id)
        .where(Round.cohort_id == cohort.id, Assignment.state == AssignmentState.SUBMITTED)
        .order_by(Round.number)
    )
    by_round: dict[UUID, list[tuple[str, Mapping[str, int]]]] = {}
    for round_id, application_id, scores in db.session.execute(marks):
        by_round.setdefault(round_id, []).append((str(application_id), scores))
    lines = _lines(set(by_round))
    found: dict[UUID, list[list[object]]] = {}
    for round_id, read in by_round.items():
        means = means_of(read)
        for application_id in application_ids:
            placed = quarters(means, str(application_id))
            if placed:
                found[application_id] = [
                    [name, placed[key]] for key, name in lines[round_id] if key in placed
                ]
    return found


def _lines(round_ids: set[UUID]) -> dict[UUID, list[tuple[str, Words]]]:
    """(key, name) of what counts in a rubric, in its order."""
    query = (
        select(Criterion.round_id, Criterion.key, Criterion.name)
        .where(Criterion.round_id.in_(round_ids), ~Criterion.independent)
        .order_by(Criterion.position)
    )
    lines: dict[UUID, list[tuple[str, Words]]] = {id_: [] for id_ in round_ids}
    for round_id, key, name in db.session.execute(query):
        lines[round_id].append((key, name))
    return lines
