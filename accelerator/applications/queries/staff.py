"""What staff ask of a cohort's applications. Everything passes through `seen_by_staff`: what a
member of staff has a conflict with is in no list and in no count."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, joinedload, selectinload

from accelerator.applications.models import (
    Application,
    ApplicationMark,
    ApplicationState,
    DuplicateVerdict,
    InformationRequest,
    Screening,
)
from accelerator.applications.permissions import can_staff, seen_by_staff
from accelerator.applications.rules.doubles import WEIGHTS, says_enough
from accelerator.programmes.models import Cohort
from accelerator.programmes.rules.intake import Timing
from accelerator.startups.models import Startup
from accelerator.vocabulary.terms import Sector
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of
from hub.organisations.models import Organisation


class Order(StrEnum):
    NUMBER = "number"
    NEWEST = "newest"
    HEADLINE = "headline"


@dataclass(frozen=True)
class Sought:
    """`text` is part of a headline, of a startup's name, or a reference such as A-0147."""

    state: ApplicationState | None = None
    timing: Timing | None = None
    sector: Sector | None = None
    text: str = ""
    order: Order = Order.NUMBER


EVERY_ONE = Sought()


def applications_in(
    cohort: Cohort,
    sought: Sought = EVERY_ONE,
    *,
    seen_by: User,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Application]:
    """Each with its startup."""
    query = _sought(cohort, sought, seen_by=seen_by).options(
        joinedload(Application.startup).joinedload(Startup.organisation)
    )
    columns: dict[Order, list[InstrumentedAttribute[Any]]] = {
        Order.NUMBER: [Application.number, Application.id],
        Order.NEWEST: [Application.submitted_at, Application.id],
        Order.HEADLINE: [Application.headline, Application.id],
    }
    by = columns[sought.order]
    if sought.order is Order.NEWEST:  # a page is found again by a value, which drafts have not
        query = query.where(Application.submitted_at.is_not(None))
    return page_of(
        query, by=by, cursor=cursor, limit=limit, descending=sought.order is Order.NEWEST
    )


def count_by_state(cohort: Cohort, *, seen_by: User) -> dict[ApplicationState, int]:
    """In the order of the states, without those of which there is none."""
    query = seen_by_staff(
        select(Application.state, func.count())
        .where(Application.cohort_id == cohort.id)
        .group_by(Application.state),
        seen_by,
    )
    found = {state: number for state, number in db.session.execute(query)}  # noqa: C416
    return {state: found[state] for state in ApplicationState if state in found}


def ready_to_screen(cohort: Cohort, ids: list[UUID], *, seen_by: User) -> list[Application]:
    """Of these, the ones of this cohort that somebody may see; the rest are left out."""
    query = seen_by_staff(
        select(Application).where(Application.cohort_id == cohort.id, Application.id.in_(ids)),
        seen_by,
    )
    return list(db.session.scalars(query))


def screenings_of(application: Application) -> list[Screening]:
    """Newest first, also those that were undone."""
    query = (
        select(Screening)
        .where(Screening.application_id == application.id)
        .options(joinedload(Screening.made_by))
        .order_by(Screening.made_at.desc(), Screening.id.desc())
    )
    return list(db.session.scalars(query))


def requests_of(application: Application) -> list[InformationRequest]:
    """Newest first."""
    query = (
        select(InformationRequest)
        .where(InformationRequest.application_id == application.id)
        .options(joinedload(InformationRequest.asked_by))
        .order_by(InformationRequest.asked_at.desc())
    )
    return list(db.session.scalars(query))


def staff_application(application_id: UUID, *, by: User) -> Application:
    """Raises: NotFound, also with a conflict of interest: then it is as if it were not there."""
    found = db.session.get(Application, application_id)
    if found is None or not can_staff(by, found):
        raise NotFound(_("There is no such application."))
    return found


def staff_request(request_id: UUID, *, by: User) -> InformationRequest:
    """Raises: NotFound, also with a conflict of interest."""
    found = db.session.get(InformationRequest, request_id)
    if found is None or not can_staff(by, found.application):
        raise NotFound(_("There is no such question."))
    return found


def overdue_requests(cohort: Cohort, *, seen_by: User) -> list[InformationRequest]:
    """Questions whose time is over and that nobody has answered, the longest waiting first."""
    query = (
        select(InformationRequest)
        .join(Application, Application.id == InformationRequest.application_id)
        .where(
            Application.cohort_id == cohort.id,
            InformationRequest.answered_at.is_(None),
            InformationRequest.closed_at.is_(None),
            InformationRequest.due_at <= now(),
        )
        .options(selectinload(InformationRequest.application))
        .order_by(InformationRequest.due_at)
    )
    return list(db.session.scalars(seen_by_staff(query, seen_by)))


@dataclass(frozen=True)
class Double:
    """Another application that may come from the same people, why, and what staff said of it."""

    other: Application
    kinds: tuple[str, ...]
    verdict: DuplicateVerdict | None


def doubles_of(application: Application, *, seen_by: User) -> list[Double]:
    """Within the programme, of another startup; those with most in common first."""
    common = _in_common(application)
    if not common:
        return []
    query = (
        select(Application)
        .join(Cohort, Cohort.id == Application.cohort_id)
        .where(
            Application.id.in_(common),
            Application.startup_id != application.startup_id,
            Cohort.programme_id == application.cohort.programme_id,
        )
    )
    others = db.session.scalars(seen_by_staff(query, seen_by)).all()
    said = select(DuplicateVerdict).where(DuplicateVerdict.application_id == application.id)
    verdicts = {each.other_id: each for each in db.session.scalars(said)}
    found = [
        Double(other, common[other.id], verdicts.get(other.id))
        for other in others
        if says_enough(common[other.id])
    ]
    return sorted(found, key=lambda each: (-_weight(each.kinds), each.other.number))


def has_doubles(application_ids: list[UUID]) -> set[UUID]:
    """Which of these have something in common with another startup's application in their
    programme, for a mark in lists. One question for all."""
    mine, theirs = aliased(ApplicationMark), aliased(ApplicationMark)
    ours, other = aliased(Application), aliased(Application)
    here, there = aliased(Cohort), aliased(Cohort)
    query = (
        select(mine.application_id, other.id, mine.kind)
        .join(theirs, (theirs.kind == mine.kind) & (theirs.mark == mine.mark))
        .join(ours, ours.id == mine.application_id)
        .join(other, (other.id == theirs.application_id) & (other.startup_id != ours.startup_id))
        .join(here, here.id == ours.cohort_id)
        .join(there, (there.id == other.cohort_id) & (there.programme_id == here.programme_id))
        .where(mine.application_id.in_(application_ids))
    )
    kinds: dict[tuple[UUID, UUID], set[str]] = {}
    for one, two, kind in db.session.execute(query):
        kinds.setdefault((one, two), set()).add(kind)
    return {one for (one, _two), shared in kinds.items() if says_enough(shared)}


def _in_common(application: Application) -> dict[UUID, tuple[str, ...]]:
    mine, theirs = aliased(ApplicationMark), aliased(ApplicationMark)
    query = (
        select(theirs.application_id, mine.kind)
        .join(theirs, (theirs.kind == mine.kind) & (theirs.mark == mine.mark))
        .where(mine.application_id == application.id, theirs.application_id != application.id)
    )
    found: dict[UUID, set[str]] = {}
    for other, kind in db.session.execute(query):
        found.setdefault(other, set()).add(kind)
    order = list(WEIGHTS)
    return {other: tuple(sorted(kinds, key=order.index)) for other, kinds in found.items()}


def _weight(kinds: tuple[str, ...]) -> int:
    return sum(WEIGHTS[kind] for kind in kinds)


def _sought(cohort: Cohort, sought: Sought, *, seen_by: User) -> Select[Application]:
    query = (
        select(Application)
        .join(Application.startup)
        .join(Startup.organisation)
        .where(Application.cohort_id == cohort.id)
    )
    if sought.state is not None:
        query = query.where(Application.state == sought.state)
    if sought.timing is not None:
        query = query.where(Application.timing == sought.timing)
    if sought.sector is not None:
        query = query.where(Application.sector == sought.sector)
    for word in sought.text.split()[:6]:
        query = query.where(_has(word))
    return seen_by_staff(query, seen_by)


def _has(word: str) -> ColumnElement[bool]:
    number = word.upper().removeprefix("A-").lstrip("0")
    if word.upper().startswith("A-") and number.isdigit() and len(number) < 9:
        return Application.number == int(number)
    return or_(
        Application.headline.icontains(word, autoescape=True),
        Organisation.name.icontains(word, autoescape=True),
    )
