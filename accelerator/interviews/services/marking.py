"""A juror's marks as a phone sends them: sometimes twice, for an answer may be lost on its way."""

from accelerator.reviews.errors import ReviewChanged
from accelerator.reviews.models import Assignment, ReviewState
from accelerator.reviews.services.marking import Marks, Seen, hand_in, save_draft
from hub.accounts.models import User
from hub.core.database import db


def keep_marks(
    read: Assignment, marks: Marks, *, seen: Seen, by: User, hands_in: bool = False
) -> None:
    """Keep them, or hand them in. What arrives a second time changes nothing.

    Raises:
        NotFound, ReadEnded, Invalid: as `reviews.services.marking`.
        ReviewChanged: something else was saved meanwhile.
    """
    try:
        (hand_in if hands_in else save_draft)(read, marks, seen=seen, by=by)
    except ReviewChanged:
        if not _stands(read, marks, handed_in=hands_in):
            raise


def _stands(read: Assignment, marks: Marks, *, handed_in: bool) -> bool:
    db.session.expire(read, ["review"])  # which may have come into being a moment ago
    review = read.review
    if review is None:
        return False
    standing = Marks.standing_in(review)
    same = dict(standing.scores) == dict(marks.scores)
    same = same and standing.panel_note == marks.panel_note.strip()
    counts = review.state is ReviewState.SUBMITTED and review.amendment is None
    return same and (counts or not handed_in)
