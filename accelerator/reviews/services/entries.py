"""Which applications a round reads."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import func, select

from accelerator.applications.models import Application
from accelerator.conflicts.services import detect
from accelerator.reviews.errors import RoundStands
from accelerator.reviews.models import (
    STANDING,
    Assignment,
    Commitment,
    Reviewer,
    Round,
    RoundEntry,
    RoundState,
)
from accelerator.reviews.queries.entries import offered_to
from accelerator.reviews.services.rounds import take_round
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.history.services import record

LONGEST_TRACK = 40


def put_in(
    round_: Round, application_ids: Iterable[UUID] | None = None, *, by: User
) -> list[Application]:
    """Put eligible applications into the round; None: all of the cohort that the person may see.
    Conflicts of those who read for the round are looked for at once.

    Raises:
        RoundStands: reading is over.
        Invalid: an application that is not eligible, or that is not theirs to see.
    """
    take_round(round_, by=by)
    _check_open(round_)
    offered = {each.id: each for each in offered_to(round_, by).applications}
    chosen = dict.fromkeys(application_ids) if application_ids is not None else offered
    inside = select(RoundEntry.application_id).where(RoundEntry.round_id == round_.id)
    new = [id_ for id_ in chosen if id_ not in set(db.session.scalars(inside))]
    if not offered.keys() >= set(new):
        raise Invalid(_("One of these applications cannot be read yet. Please choose again."))
    if not new:
        return []
    db.session.add_all(RoundEntry(round_id=round_.id, application_id=id_) for id_ in new)
    db.session.flush()
    record("round.applications-added", round_, after={"applications": len(new)})
    detect(readers_of(round_), {offered[id_].startup_id for id_ in new})
    return [offered[id_] for id_ in new]


def take_out(entry: RoundEntry, *, round_: Round, by: User) -> None:
    """Raises: RoundStands when reading is over, or when somebody is to read it already."""
    take_round(round_, by=by)
    _check_open(round_)
    reads = select(func.count()).where(
        Assignment.round_id == round_.id,
        Assignment.application_id == entry.application_id,
        Assignment.state.in_(STANDING),
    )
    if db.session.scalar(reads):
        raise RoundStands(
            _("Somebody reads %(ref)s already. Take those reads away first.",
              ref=entry.application.reference)
        )  # fmt: skip
    gone = entry.application_id
    db.session.delete(entry)
    db.session.flush()
    # By id: a colleague with a conflict reads this history too.
    record("round.application-removed", round_, before={"application": gone})


def set_track(entry: RoundEntry, track: str, *, round_: Round, by: User) -> None:
    """Reviewers who name tracks read only applications of those, and applications without one."""
    take_round(round_, by=by)
    _check_open(round_)
    entry.track = " ".join(track.split())[:LONGEST_TRACK]
    db.session.flush()


def readers_of(round_: Round) -> set[UUID]:
    """The people who have been asked to read for it."""
    query = (
        select(Reviewer.user_id)
        .join(Commitment, Commitment.reviewer_id == Reviewer.id)
        .where(Commitment.round_id == round_.id)
    )
    return set(db.session.scalars(query))


def _check_open(round_: Round) -> None:
    if round_.state not in (RoundState.DRAFT, RoundState.OPEN):
        raise RoundStands(_("Reading is over in this round."))
