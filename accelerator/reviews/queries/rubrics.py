"""A round's rubric as it stands, the ones ready to take, and what a change of it would do."""

import json
from functools import cache
from pathlib import Path

from sqlalchemy import func, select

from accelerator.reviews.models import Assignment, Criterion, Review, ReviewState, Round
from accelerator.reviews.rules.drafting import (
    CriterionDraft,
    RubricChange,
    change_between,
    shares_of_drafts,
)
from accelerator.vocabulary.words import Words, in_words
from hub.core.database import db
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext

PRESETS = Path(__file__).parents[1] / "rubrics"


def rubric_of(round_: Round) -> list[CriterionDraft]:
    """In its order."""
    return [as_draft(each) for each in round_.criteria]


def as_draft(criterion: Criterion) -> CriterionDraft:
    names = ("key", "name", "help", "anchors", "weight", "low", "high", "independent", "required")
    return CriterionDraft(**{name: getattr(criterion, name) for name in names})


def shares_of(round_: Round) -> dict[str, int]:
    """The weights in per cent of their sum, by key."""
    return shares_of_drafts(rubric_of(round_))


@cache
def presets() -> dict[str, tuple[Words, tuple[CriterionDraft, ...]]]:
    """The rubrics that come with the hub: key → (name, criteria)."""
    found = {}
    for file in sorted(PRESETS.glob("*.json")):
        told = json.loads(file.read_text("utf-8"))
        criteria = tuple(CriterionDraft(**each) for each in told["criteria"])
        found[file.stem] = (told["name"], criteria)
    return found


def begun_reviews(round_: Round) -> tuple[int, int]:
    """How many reviews stand on the rubric: (drafts, handed in)."""
    query = (
        select(Review.state, func.count())
        .join(Review.assignment)
        .where(Assignment.round_id == round_.id)
        .group_by(Review.state)
    )
    counted = dict(db.session.execute(query).all())
    return counted.get(ReviewState.DRAFT, 0), counted.get(ReviewState.SUBMITTED, 0)


def what_it_does(round_: Round, drafts: list[CriterionDraft]) -> list[str]:
    """What a changed rubric does to what has been marked, a sentence each; empty: nothing."""
    change = change_between(rubric_of(round_), drafts)
    _drafts, handed_in = begun_reviews(round_)
    told = []
    if change.weighed_anew and handed_in:
        told.append(
            ngettext(
                "The weights change: one review that is in counts differently from now on.",
                "The weights change: %(num)s reviews that are in count differently from now on.",
                handed_in,
            )
            + " "
            + _("Marks stay as they are; earlier rankings are kept to compare.")
        )
    if change.worded_anew and handed_in:
        told.append(
            _("The words change for everybody. Who has marked already marked by the old ones.")
        )
    return told


def names_in(change: RubricChange, *, of: list[CriterionDraft]) -> str:
    """The criteria that a change would break, named for a sentence."""
    broken = {*change.added, *change.removed, *change.rescaled}
    return ", ".join(in_words(each.name) or each.key for each in of if each.key in broken)
