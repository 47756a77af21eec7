"""Proposals: one, all of a cohort, and whether one is still up to date."""

from uuid import UUID

from sqlalchemy import select

from accelerator.matching.freezing import fingerprint, frozen, thawed, thawed_answer
from accelerator.matching.models import Matching, MatchingState, ProposedPair
from accelerator.matching.permissions import can_see_matching
from accelerator.matching.queries.gathering import gather
from accelerator.matching.rules.answers import Matching as Answer
from accelerator.matching.rules.problem import Problem
from accelerator.mentors.queries.mentors import get_mentoring
from accelerator.programmes.models import Cohort
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _


def get_matching(matching_id: UUID, *, seen_by: User | None) -> Matching:
    """Raises: NotFound, also for what is none of this person's business."""
    found = db.session.get(Matching, matching_id)
    if found is None or not can_see_matching(seen_by, found):
        raise NotFound(_("There is no such proposal."))
    return found


def matchings_in(cohort: Cohort, *, seen_by: User) -> list[Matching]:
    """Newest first; without those that tell of a startup one has a conflict with."""
    query = select(Matching).where(Matching.cohort_id == cohort.id)
    found = db.session.scalars(query.order_by(Matching.number.desc()))
    return [each for each in found if can_see_matching(seen_by, each)]


def published_matching(cohort: Cohort) -> Matching | None:
    """The newest that was published."""
    query = select(Matching).where(
        Matching.cohort_id == cohort.id, Matching.state == MatchingState.PUBLISHED
    )
    return db.session.scalars(query.order_by(Matching.published_at.desc()).limit(1)).first()


def pairs_of(matching: Matching) -> list[ProposedPair]:
    query = select(ProposedPair).where(ProposedPair.matching_id == matching.id)
    return list(
        db.session.scalars(query.order_by(ProposedPair.startup_id, ProposedPair.fit.desc()))
    )


def problem_of(matching: Matching) -> Problem:
    """What it was made from, as it was then."""
    return thawed(matching.problem)


def answer_of(matching: Matching) -> Answer:
    """What the engine said. Raises: NotFound while it is not reckoned."""
    if "answer" not in matching.result:
        raise NotFound(_("This proposal is not reckoned yet."))
    return thawed_answer(matching.result["answer"])


def is_outdated(matching: Matching, *, by: User) -> bool:
    """Whether needs, places, hours, words or rules have changed since."""
    now_ = gather(matching.cohort, get_mentoring(matching.cohort), by=by)
    return fingerprint(frozen(now_.problem)) != matching.fingerprint
