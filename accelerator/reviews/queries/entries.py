"""Which applications a round reads, and which it could."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, lazyload

from accelerator.applications.models import Application, ApplicationState
from accelerator.applications.permissions import seen_by_staff
from accelerator.reviews.models import STANDING, Assignment, AssignmentState, Round, RoundEntry
from accelerator.reviews.queries.rounds import seen_in
from accelerator.startups.models import Startup
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _

MOST_WORDS = 6


class Source(StrEnum):
    """Where the applications of a round come from."""

    #: All of the cohort that are through the screening.
    ELIGIBLE = "eligible"
    #: Those of another round, to be chosen from.
    ROUND = "round"


@dataclass(frozen=True)
class Entered:
    """An application in the round, and how it is read."""

    entry: RoundEntry
    application: Application
    assigned: int = 0
    submitted: int = 0


@dataclass(frozen=True)
class Offered:
    """What could be put in. `others` is how many of the source are in already."""

    applications: list[Application] = field(default_factory=list)
    others: int = 0


def entries_of(round_: Round, person: User) -> list[Entered]:
    """By number; without those that this member of staff has a conflict with."""
    query = (
        select(RoundEntry)
        .join(RoundEntry.application)
        .options(contains_eager(RoundEntry.application).lazyload("*"))
        .where(
            RoundEntry.round_id == round_.id,
            RoundEntry.application_id.in_(seen_in(round_, person)),
        )
        .order_by(Application.number)
    )
    reads = select(Assignment.application_id, Assignment.state, func.count()).where(
        Assignment.round_id == round_.id, Assignment.state.in_(STANDING)
    )
    grouped = reads.group_by(Assignment.application_id, Assignment.state)
    counted = {(id_, state): count for id_, state, count in db.session.execute(grouped)}
    return [
        Entered(
            entry,
            entry.application,
            assigned=sum(counted.get((entry.application_id, state), 0) for state in STANDING),
            submitted=counted.get((entry.application_id, AssignmentState.SUBMITTED), 0),
        )
        for entry in db.session.scalars(query).unique()
    ]


def called(entries: Iterable[Entered], text: str) -> list[Entered]:
    """Those in whose A-number or headline every word of `text` is found."""
    words = text.lower().split()[:MOST_WORDS]
    return [
        each
        for each in entries
        if all(
            word in f"{each.application.reference} {each.application.headline}".lower()
            for word in words
        )
    ]


def get_entry(round_: Round, application_id: UUID, *, by: User) -> RoundEntry:
    """Raises: NotFound, also for what the person must not see."""
    query = select(RoundEntry).where(
        RoundEntry.round_id == round_.id,
        RoundEntry.application_id == application_id,
        RoundEntry.application_id.in_(seen_by_staff(select(Application.id), by)),
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFound(_("There is no such application in this round."))
    return found


def offered_to(round_: Round, person: User, *, source: Round | None = None) -> Offered:
    """Eligible applications that are not in the round yet, of the cohort or of another round."""
    ready = select(Application).where(
        Application.cohort_id == round_.cohort_id, Application.state == ApplicationState.ELIGIBLE
    )
    if source is not None:
        of_source = select(RoundEntry.application_id).where(RoundEntry.round_id == source.id)
        ready = ready.where(Application.id.in_(of_source))
    inside = select(RoundEntry.application_id).where(RoundEntry.round_id == round_.id)
    seen = seen_by_staff(ready, person)
    missing = seen.where(Application.id.not_in(inside)).order_by(Application.number)
    there = seen.where(Application.id.in_(inside)).with_only_columns(func.count())
    return Offered(list(db.session.scalars(missing).unique()), others=db.session.scalar(there) or 0)


def entered(round_: Round, person: User) -> dict[UUID, Application]:
    """The applications of the round by id, with their startups."""
    query = (
        select(Application)
        .join(Application.startup)
        .options(
            contains_eager(Application.startup).lazyload(Startup.organisation),
            lazyload(Application.cohort),  # the round's own, which is there
        )
        .where(Application.id.in_(seen_in(round_, person)))
        .order_by(Application.number)
    )
    return {each.id: each for each in db.session.scalars(query).unique()}
