"""The rubric of a round: set as a whole, so that weights and order are always of one piece."""

from collections.abc import Sequence

from accelerator.reviews.errors import RubricInUse
from accelerator.reviews.models import Criterion, Round
from accelerator.reviews.queries.rubrics import begun_reviews, names_in, rubric_of
from accelerator.reviews.rules.drafting import (
    HIGHEST_WEIGHT,
    LONGEST_KEY,
    MOST_CRITERIA,
    WIDEST_SCALE,
    CriterionDraft,
    change_between,
    shares_of_drafts,
    with_keys,
)
from accelerator.vocabulary.words import in_words
from hub.core.database import db
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.history.services import record


def write_rubric(round_: Round, drafts: Sequence[CriterionDraft]) -> None:
    """Replace the rubric. Words, weights and order may change at any time before the round closes;
    lines and scales only while nobody has begun to mark by them. The caller holds the round.

    Raises:
        RubricInUse: reviews have begun that the change would leave without their marks.
        Invalid: no name, no scale, a weight out of bounds, a key twice, too many lines.
    """
    new = with_keys(drafts)
    _check(new)
    old = rubric_of(round_)
    change = change_between(old, new)
    if not change.is_any:
        return
    if change.breaks_marks and any(begun_reviews(round_)):
        raise RubricInUse(
            _(
                "Reviewers have begun to mark, so criteria and scales stay as they are: %(names)s."
                " Words and weights can still be changed.",
                names=names_in(change, of=[*old, *(d for d in new if d.key in change.added)]),
            )
        )
    _write(round_, new)
    record("round.rubric-set", round_, before=_told(old), after=_told(new))


def _write(round_: Round, drafts: list[CriterionDraft]) -> None:
    standing = {each.key: each for each in round_.criteria}
    for key in standing.keys() - {draft.key for draft in drafts}:
        db.session.delete(standing[key])
    for position, draft in enumerate(drafts):
        line = standing.get(draft.key) or Criterion(round_id=round_.id, key=draft.key)
        for name, value in vars(draft).items():
            setattr(line, name, value)
        line.position = position
        db.session.add(line)
    round_.version += 1
    db.session.flush()
    db.session.expire(round_, ["criteria"])


def _check(drafts: list[CriterionDraft]) -> None:
    if len(drafts) > MOST_CRITERIA:
        raise Invalid(_("At most %(most)s criteria, please.", most=MOST_CRITERIA))
    keys = [draft.key for draft in drafts]
    for draft in drafts:
        wrong: dict[str, list[str]] = {}
        if not in_words(draft.name):
            wrong["name"] = [_("Please give it a name, in one language at least.")]
        if not 0 <= draft.low < draft.high <= draft.low + WIDEST_SCALE:
            wrong["high"] = [_("The highest mark comes after the lowest, by at most ten.")]
        if not 0 <= draft.weight <= HIGHEST_WEIGHT:
            wrong["weight"] = [_("From 0 to %(most)s.", most=HIGHEST_WEIGHT)]
        if len(draft.key) > LONGEST_KEY or keys.count(draft.key) > 1:
            wrong["key"] = [_("Each criterion needs a short key of its own.")]
        if not {str(mark) for mark in draft.scale} >= draft.anchors.keys():
            wrong["anchors"] = [_("There is a word for a mark that is not on the scale.")]
        if wrong:
            raise Invalid(next(iter(wrong.values()))[0], errors=wrong)


def _told(drafts: Sequence[CriterionDraft]) -> dict[str, object]:
    """The weights as people read them."""
    parts = shares_of_drafts(drafts)
    return {"weights": {in_words(d.name) or d.key: parts[d.key] for d in drafts}}
