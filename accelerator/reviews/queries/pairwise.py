"""Finals by pairs: who compares, what they have compared, and which two come next."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from accelerator.applications.models import HANDED_IN, Application
from accelerator.reviews.models import (
    Commitment,
    CommitmentState,
    Comparison,
    Preferred,
    Reviewer,
    Round,
    RoundEntry,
    RoundKind,
)
from accelerator.reviews.permissions import BEGUN, kept_from
from accelerator.reviews.queries.fallen import partial
from accelerator.reviews.queries.rounds import seen_in
from accelerator.reviews.rules.pairwise import Comparison as Compared
from accelerator.reviews.rules.pairwise import Standings, next_pair, standings
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _


@dataclass(frozen=True)
class Final:
    """A round of pairs, for one juror: `compared` of the `pairs` that they may see."""

    round: Round
    reviewer_id: UUID
    compared: int
    pairs: int


def finals_of(person: User) -> list[Final]:
    """The rounds of pairs that somebody has promised to sit in, the earliest due first."""
    query = (
        _finals(person.id).options(selectinload(Round.criteria)).order_by(Round.due_at, Round.id)
    )
    return [_final(round_, reviewer_id, person=person) for round_, reviewer_id in _rows(query)]


def get_final(round_id: UUID, person: User) -> Final:
    """Raises NotFound: no such round, or not one of theirs."""
    for round_, reviewer_id in _rows(_finals(person.id).where(Round.id == round_id)):
        return _final(round_, reviewer_id, person=person)
    raise NotFound(_("There is nothing to compare here."))


def applications_in(round_id: UUID, person: User) -> list[Application]:
    """What this juror compares, by number: without what they have a conflict with."""
    query = _entered(round_id, person.id).order_by(Application.number, Application.id)
    return list(db.session.scalars(query).unique())


def comparisons_by(round_id: UUID, reviewer_id: UUID) -> list[Comparison]:
    query = (
        select(Comparison)
        .where(Comparison.round_id == round_id, Comparison.reviewer_id == reviewer_id)
        .order_by(Comparison.decided_at, Comparison.id)
    )
    return list(db.session.scalars(query))


def comparisons_in(round_id: UUID, application_ids: set[UUID]) -> list[Comparison]:
    """All that jurors have decided between two of these; what they skipped says nothing, and what
    somebody with a conflict has said does not count."""
    query = (
        select(Comparison)
        .where(
            Comparison.round_id == round_id,
            Comparison.preferred != Preferred.SKIPPED,
            Comparison.first_id.in_(application_ids),
            Comparison.second_id.in_(application_ids),
            ~partial(),
        )
        .order_by(Comparison.id)
    )
    return list(db.session.scalars(query))


def _finals(person_id: UUID) -> Select[Round, UUID]:
    return (
        select(Round, Reviewer.id)
        .join(Commitment, Commitment.round_id == Round.id)
        .join(Reviewer, Reviewer.id == Commitment.reviewer_id)
        .where(
            Reviewer.user_id == person_id,
            Commitment.state == CommitmentState.ACCEPTED,
            Round.kind == RoundKind.PAIRWISE,
            Round.state.in_(BEGUN),
        )
    )


def _rows(query: Select[Round, UUID]) -> list[tuple[Round, UUID]]:
    return [(round_, reviewer_id) for round_, reviewer_id in db.session.execute(query).unique()]


def _entered(round_id: UUID, person_id: UUID) -> Select[Application]:
    return (
        select(Application)
        .join(RoundEntry, RoundEntry.application_id == Application.id)
        .where(
            RoundEntry.round_id == round_id,
            Application.state.in_(HANDED_IN),
            ~kept_from(person_id),
        )
    )


def _final(round_: Round, reviewer_id: UUID, *, person: User) -> Final:
    entered = _entered(round_.id, person.id)
    count = db.session.scalar(entered.with_only_columns(func.count())) or 0
    ids = entered.with_only_columns(Application.id)
    done = select(func.count()).where(
        Comparison.round_id == round_.id,
        Comparison.reviewer_id == reviewer_id,
        Comparison.first_id.in_(ids),
        Comparison.second_id.in_(ids),
    )
    return Final(round_, reviewer_id, db.session.scalar(done) or 0, count * (count - 1) // 2)


def compared_in_words(comparisons: Iterable[Comparison]) -> list[Compared]:
    """For `rules.pairwise`: winner, loser, who said so."""
    found = []
    for each in comparisons:
        first, second = str(each.first_id), str(each.second_id)
        winner, loser = (second, first) if each.preferred is Preferred.SECOND else (first, second)
        even = each.preferred is Preferred.EQUAL
        found.append(Compared(winner, loser, judge=str(each.reviewer_id), even=even))
    return found


def next_for(final: Final, person: User) -> tuple[Application, Application] | None:
    """The two that this juror is best asked about next; None when they have seen every pair. The
    answers of all jurors decide what is worth asking; what was skipped is not asked again."""
    applications = {str(each.id): each for each in applications_in(final.round.id, person)}
    ids = {each.id for each in applications.values()}
    known = compared_in_words(comparisons_in(final.round.id, ids))
    own = comparisons_by(final.round.id, final.reviewer_id)
    skipped = [each for each in own if each.preferred is Preferred.SKIPPED]
    pair = next_pair(
        standings(applications, known),
        [*known, *compared_in_words(skipped)],
        judge=str(final.reviewer_id),
        seed=final.round.number,
    )
    return (applications[pair[0]], applications[pair[1]]) if pair else None


def standings_in(round_: Round, person: User) -> tuple[Standings, dict[str, Application]]:
    """Who stands where in a round of pairs, for a manager: without what they must not see."""
    query = select(Application).where(Application.id.in_(seen_in(round_, person)))
    applications = {str(each.id): each for each in db.session.scalars(query).unique()}
    ids = {each.id for each in applications.values()}
    compared = compared_in_words(comparisons_in(round_.id, ids))
    return standings(applications, compared), applications
