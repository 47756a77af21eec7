"""Finals by pairs: keep what a juror says of two applications."""

from uuid import UUID

from sqlalchemy import select

from accelerator.reviews.errors import ReadEnded
from accelerator.reviews.models import Comparison, Preferred, RoundState
from accelerator.reviews.queries.pairwise import Final, applications_in
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.history.services import record

_MIRRORED = {Preferred.FIRST: Preferred.SECOND, Preferred.SECOND: Preferred.FIRST}


def decide(final: Final, pair: tuple[UUID, UUID], *, preferred: Preferred, by: User) -> Comparison:
    """Which of the two is better: the first of `pair`, the second, neither, or "I cannot tell".
    Said again, it replaces what was said before.

    Args:
        final: one of the person's, as `queries.pairwise.get_final` answers it.

    Raises:
        NotFound: one of them is not for this juror to compare.
        ReadEnded: the round is not open.
        Invalid: the same application twice.
    """
    if pair[0] == pair[1]:
        raise Invalid(_("These are the same application."))
    lock(final.round)
    if final.round.state is not RoundState.OPEN:
        raise ReadEnded(_("Nothing is compared in this round at the moment."))
    theirs = {each.id for each in applications_in(final.round.id, by)}
    if not theirs.issuperset(pair):
        raise NotFound(_("There is nothing to compare here."))
    if pair[1] < pair[0]:
        pair, preferred = (pair[1], pair[0]), _MIRRORED.get(preferred, preferred)
    made = _kept(final, pair) or Comparison(
        round_id=final.round.id,
        reviewer_id=final.reviewer_id,
        first_id=pair[0],
        second_id=pair[1],
    )
    made.preferred, made.decided_at = preferred, now()
    db.session.add(made)
    db.session.flush()
    # What they preferred stays out of history, which people with a conflict may read.
    record("pair.compared", made)
    return made


def _kept(final: Final, pair: tuple[UUID, UUID]) -> Comparison | None:
    query = select(Comparison).where(
        Comparison.round_id == final.round.id,
        Comparison.reviewer_id == final.reviewer_id,
        Comparison.first_id == pair[0],
        Comparison.second_id == pair[1],
    )
    return db.session.scalar(query)
