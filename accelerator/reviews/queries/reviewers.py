"""The pool of reviewers, and what is known of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Select, String, cast, func, select
from sqlalchemy.orm import contains_eager, joinedload

from accelerator.programmes.models import Programme
from accelerator.programmes.permissions import managed_programmes
from accelerator.reviews.models import (
    STANDING,
    Assignment,
    AssignmentState,
    AwaitedReviewer,
    Reviewer,
    Round,
    RoundState,
)
from accelerator.vocabulary.words import in_words
from hub.accounts.models import Invitation, SignIn, User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.organisations.models import Organisation

LONGEST_POOL = 1000


class Order(StrEnum):
    NAME = "name"
    CAPACITY = "capacity"
    READS = "reads"
    SEEN = "seen"


@dataclass(frozen=True)
class ReviewersSought:
    """`text` is part of a name, address or organisation. Terms and languages are values."""

    text: str = ""
    expertise: str = ""
    sector: str = ""
    language: str = ""
    order: Order = Order.NAME


EVERYBODY = ReviewersSought()


@dataclass(frozen=True)
class InPool:
    """`waiting` and `done` are reads of rounds that are not closed, and of all rounds."""

    reviewer: Reviewer
    waiting: int = 0
    done: int = 0
    last_seen_at: datetime | None = None


def pool(sought: ReviewersSought = EVERYBODY) -> list[InPool]:
    """Everybody who reads for the programme and is not gone, as sought, in four statements."""
    query = (
        select(Reviewer)
        .join(Reviewer.user)
        .outerjoin(Reviewer.organisation)
        .options(contains_eager(Reviewer.user), contains_eager(Reviewer.organisation))
        .where(User.disabled_at.is_(None))
        .order_by(User.name, Reviewer.id)
        .limit(LONGEST_POOL)
    )
    for word in sought.text.split()[:6]:
        query = query.where(
            User.name.icontains(word, autoescape=True)
            | User.email.icontains(word, autoescape=True)
            | func.coalesce(Organisation.name, "").icontains(word, autoescape=True)
        )
    found = list(db.session.scalars(_with_terms(query, sought)).unique())
    seen = last_seen({each.user_id for each in found})
    waiting, done = _reads_of({each.id for each in found})
    rows = [
        InPool(each, waiting.get(each.id, 0), done.get(each.id, 0), seen.get(each.user_id))
        for each in found
    ]
    return _ordered(rows, sought.order)


def get_reviewer(reviewer_id: UUID) -> Reviewer:
    """Raises: NotFound."""
    found = db.session.get(Reviewer, reviewer_id, options=[joinedload(Reviewer.organisation)])
    if found is None:
        raise NotFound(_("There is no such reviewer."))
    return found


def reviewer_for(person: User) -> Reviewer | None:
    """Somebody's own profile as a reviewer."""
    query = select(Reviewer).where(Reviewer.user_id == person.id)
    return db.session.scalars(query.options(joinedload(Reviewer.organisation))).one_or_none()


def awaited() -> list[AwaitedReviewer]:
    """Who was invited and has not accepted yet, the newest first."""
    query = (
        select(AwaitedReviewer)
        .join(AwaitedReviewer.invitation)
        .options(contains_eager(AwaitedReviewer.invitation))
        .where(
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > now(),
        )
        .order_by(Invitation.made_at.desc())
    )
    return list(db.session.scalars(query))


def last_seen(people: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each was last here, by the person's id."""
    query = (
        select(SignIn.user_id, func.max(SignIn.seen_at))
        .where(SignIn.user_id.in_(set(people)))
        .group_by(SignIn.user_id)
    )
    return dict(db.session.execute(query).all())


def aliases_of(people: set[UUID]) -> dict[UUID, set[str]]:
    """Other addresses of reviewers, by person; nobody has verified them."""
    query = select(Reviewer.user_id, Reviewer.aliases).where(Reviewer.user_id.in_(people))
    return {person: set(aliases) for person, aliases in db.session.execute(query)}


def employers_of(people: set[UUID]) -> dict[UUID, dict[UUID, str]]:
    """The organisation that each reviewer's profile names, by person."""
    query = (
        select(Reviewer.user_id, Organisation.id, Organisation.name)
        .join(Reviewer.organisation)
        .where(Reviewer.user_id.in_(people))
    )
    return {person: {id_: name} for person, id_, name in db.session.execute(query)}


def organisations_to_name() -> list[tuple[UUID, str]]:
    """For the profile's list, by name."""
    query = select(Organisation.id, Organisation.name).where(Organisation.archived_at.is_(None))
    return list(db.session.execute(query.order_by(Organisation.name)).all())


def programmes_to_invite_to(person: User) -> list[Programme]:
    """Those that somebody manages and that are not archived, by name."""
    query = select(Programme).where(Programme.archived_at.is_(None))
    managed = managed_programmes(person)
    if managed is not None:
        query = query.where(Programme.id.in_(managed))
    return sorted(db.session.scalars(query), key=lambda each: in_words(each.name))


def _with_terms(query: Select[Reviewer], sought: ReviewersSought) -> Select[Reviewer]:
    """Lists of terms are short JSON texts; terms hold no quotes, so a quoted one is found whole."""
    for column, term in (
        (Reviewer.expertise, sought.expertise),
        (Reviewer.sectors, sought.sector),
        (Reviewer.languages, sought.language),
    ):
        if term:
            query = query.where(cast(column, String).contains(f'"{term}"', autoescape=True))
    return query


def _reads_of(reviewers: set[UUID]) -> tuple[dict[UUID, int], dict[UUID, int]]:
    query = (
        select(Assignment.reviewer_id, Assignment.state, Round.state, func.count())
        .join(Assignment.round)
        .where(Assignment.reviewer_id.in_(reviewers), Assignment.state.in_(STANDING))
        .group_by(Assignment.reviewer_id, Assignment.state, Round.state)
    )
    waiting: dict[UUID, int] = {}
    done: dict[UUID, int] = {}
    for reviewer_id, state, round_state, count in db.session.execute(query):
        if state is AssignmentState.SUBMITTED:
            done[reviewer_id] = done.get(reviewer_id, 0) + count
        elif round_state is not RoundState.CLOSED:
            waiting[reviewer_id] = waiting.get(reviewer_id, 0) + count
    return waiting, done


def _ordered(rows: list[InPool], order: Order) -> list[InPool]:
    if order is Order.CAPACITY:
        return sorted(rows, key=lambda row: -row.reviewer.capacity)
    if order is Order.READS:
        return sorted(rows, key=lambda row: (-row.waiting, -row.done))
    if order is Order.SEEN:
        return sorted(rows, key=lambda row: -(row.last_seen_at or row.reviewer.made_at).timestamp())
    return rows
