"""Mark an application: keep a draft, hand it in, amend it until the round closes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import UUID

from sqlalchemy import select

from accelerator.applications.models import Revision
from accelerator.reviews.errors import ReadEnded, ReviewChanged
from accelerator.reviews.models import (
    Assignment,
    AssignmentState,
    Review,
    ReviewState,
    Round,
    RoundState,
)
from accelerator.reviews.permissions import reads_of
from accelerator.reviews.queries.marks import lines_of
from accelerator.reviews.rules.rubric import off_scale, unmarked
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.history.services import record

LONGEST_NOTE = 5000
#: No review takes longer; a page left open over night does not count as reading.
MOST_SECONDS = 4 * 3600


@dataclass(frozen=True)
class Marks:
    """What a reviewer says. `scores` by criterion, `confidence` from 1 to 5; `seconds` how long the
    page was open before them since it was last saved."""

    scores: Mapping[str, int] = field(default_factory=dict)
    confidence: int | None = None
    panel_note: str = ""
    founders_note: str = ""
    seconds: int = 0

    @classmethod
    def standing_in(cls, review: Review | None) -> Self:
        """What is being written: the amendment of one that is handed in, else the review."""
        if review is None:
            return cls()
        kept: Any = review.amendment or {name: getattr(review, name) for name in _KEPT}
        return cls(**{name: kept[name] for name in _KEPT})


_KEPT = ("scores", "confidence", "panel_note", "founders_note")


@dataclass(frozen=True)
class Seen:
    """What the reviewer had before them: the version of the review (0: none yet), and the number
    of the revision that they read."""

    version: int
    revision: int


def save_draft(assignment: Assignment, marks: Marks, *, seen: Seen, by: User) -> Review:
    """Keep what is written so far; nobody else is shown it. Of a review that is handed in it is
    an amendment, and what counts stays as it is.

    Raises:
        NotFound: not theirs.
        ReadEnded: the round takes no marks (any more).
        ReviewChanged: another version than the one that was seen; details say what stands there.
        Invalid: a mark that the scale does not have.
    """
    review = _writable(assignment, by=by, seen=seen)
    _check_marks(assignment.round, marks)
    return _keep(assignment, review, marks=marks, seen=seen)


def hand_in(assignment: Assignment, marks: Marks, *, seen: Seen, by: User) -> Review:
    """Hand the review in, or in again. Each version handed in before is kept.

    Raises:
        NotFound, ReadEnded, ReviewChanged: as `save_draft`.
        Invalid: a criterion that has to be marked is not; `errors` name them.
    """
    before = _writable(assignment, by=by, seen=seen)
    _check_marks(assignment.round, marks)
    _check_complete(assignment.round, marks)
    review = _keep(assignment, before, marks=marks, seen=seen)
    amends = review.state is ReviewState.SUBMITTED
    if amends:
        _count_the_amendment(review)
    review.state, review.submitted_at = ReviewState.SUBMITTED, now()
    review.times_submitted += 1
    assignment.state = AssignmentState.SUBMITTED
    db.session.flush()
    # No marks in history: it is read by staff, some of whom may know nothing of this application.
    action = "review.amended" if amends else "review.handed-in"
    record(action, review, after={"times": review.times_submitted})
    return review


def take_over(assignment: Assignment, *, by: User) -> Review:
    """Read the newest revision from now on, with the marks so far; they count for it once they are
    handed in (again).

    Raises: NotFound, ReadEnded.
    """
    newest = _revision(assignment, assignment.application.revision)
    review = _writable(assignment, by=by, seen=None)
    if review is None or _revision_id(review) == newest.id:
        raise ReadEnded(_("You are reading the newest version already."))
    marks = Marks.standing_in(review)
    review = _keep(assignment, review, marks=marks, seen=Seen(review.version, newest.number))
    record("review.taken-over", review, after={"revision": newest.number})
    return review


def drop_amendment(assignment: Assignment, *, by: User) -> Review:
    """Back to what was handed in. Raises: NotFound, ReadEnded."""
    review = _writable(assignment, by=by, seen=None)
    if review is None or review.amendment is None:
        raise ReadEnded(_("There is no amendment."))
    review.amendment = None
    review.version += 1
    db.session.flush()
    return review


def takes_marks(assignment: Assignment) -> bool:
    """First marks while the round is open; amendments until it closes."""
    if assignment.state is AssignmentState.SUBMITTED:
        return assignment.round.state in (RoundState.OPEN, RoundState.DISCUSSION)
    return assignment.state is AssignmentState.ASSIGNED and (
        assignment.round.state is RoundState.OPEN
    )


def _writable(assignment: Assignment, *, by: User, seen: Seen | None) -> Review | None:
    """The review under the lock of its assignment."""
    lock(assignment)
    theirs = reads_of(by.id).where(Assignment.id == assignment.id).with_only_columns(Assignment.id)
    if db.session.scalar(theirs) is None:
        raise NotFound(_("There is no such review among yours."))
    if not takes_marks(assignment):
        raise ReadEnded(_("Reading is over in this round. Nothing can be changed any more."))
    query = select(Review).where(Review.assignment_id == assignment.id)
    review = db.session.scalar(query.execution_options(populate_existing=True))
    if seen is not None and seen.version != (review.version if review else 0):
        raise _changed(review)
    return review


def _changed(review: Review | None) -> ReviewChanged:
    """With what stands there now, so that nothing is lost on either side."""
    standing = Marks.standing_in(review)
    return ReviewChanged(
        _("This review was saved somewhere else meanwhile. Please look at both, then save again."),
        version=review.version if review else 0,
        saved_at=review.saved_at.isoformat() if review else None,
        theirs={
            "scores": dict(standing.scores),
            "confidence": standing.confidence,
            "panel_note": standing.panel_note,
            "founders_note": standing.founders_note,
        },
    )


def _keep(assignment: Assignment, review: Review | None, *, marks: Marks, seen: Seen) -> Review:
    revision = _revision(assignment, seen.revision)
    if review is None:
        review = Review(assignment_id=assignment.id, revision_id=revision.id, version=0, seconds=0)
        review.times_submitted, review.state, review.earlier = 0, ReviewState.DRAFT, []
        db.session.add(review)
        assignment.review = review
    said: dict[str, Any] = {
        "scores": dict(marks.scores),
        "confidence": marks.confidence,
        "panel_note": marks.panel_note.strip(),
        "founders_note": marks.founders_note.strip(),
    }
    if review.state is ReviewState.SUBMITTED:
        review.amendment = {**said, "revision_id": str(revision.id)}
    else:
        for name, value in said.items():
            setattr(review, name, value)
        review.revision = revision
    review.seconds = min(MOST_SECONDS, review.seconds + max(0, marks.seconds))
    review.version += 1
    review.saved_at = now()
    db.session.flush()
    return review


def _count_the_amendment(review: Review) -> None:
    """What was in becomes an earlier version, what was written what counts."""
    kept = {name: getattr(review, name) for name in _KEPT}
    at = review.submitted_at.isoformat() if review.submitted_at else None
    standing = {**kept, "revision_id": str(review.revision_id), "submitted_at": at}
    review.earlier = [*review.earlier, {**standing, "number": review.times_submitted}]
    amended, review.amendment = dict(review.amendment or {}), None
    review.revision = db.session.get_one(Revision, UUID(amended.pop("revision_id")))
    for name, value in amended.items():
        setattr(review, name, value)


def _revision_id(review: Review) -> UUID:
    bound = (review.amendment or {}).get("revision_id")
    return UUID(bound) if bound else review.revision_id


def _revision(assignment: Assignment, number: int) -> Revision:
    query = select(Revision).where(
        Revision.application_id == assignment.application_id, Revision.number == number
    )
    found = db.session.scalar(query)
    if found is None:
        raise Invalid(_("There is no such version of this application."))
    return found


def _check_marks(round_: Round, marks: Marks) -> None:
    errors = {key: [_("Please choose a mark of the scale.")]
              for key in off_scale(lines_of(round_.criteria), marks.scores)}  # fmt: skip
    if marks.confidence is not None and marks.confidence not in range(1, 6):
        errors["confidence"] = [_("Please choose from 1 to 5.")]
    for name in ("panel_note", "founders_note"):
        if len(getattr(marks, name)) > LONGEST_NOTE:
            errors[name] = [_("At most %(most)s characters.", most=LONGEST_NOTE)]
    if errors:
        raise Invalid(_("Something of this cannot be kept."), errors=errors)


def _check_complete(round_: Round, marks: Marks) -> None:
    missing = unmarked(lines_of(round_.criteria), marks.scores)
    if not missing:
        return
    names = {criterion.key: in_words(criterion.name) for criterion in round_.criteria}
    sentence = ngettext(
        "One criterion is not marked yet: %(names)s.",
        "%(num)s criteria are not marked yet: %(names)s.",
        len(missing),
        names=", ".join(names[key] for key in missing),
    )
    raise Invalid(sentence, errors={key: [_("Please choose a mark.")] for key in missing})
