"""Everybody who has to do with a run, for those who keep it: sought, paged and as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of
from hub.learning.classes.models import ClassRun
from hub.learning.enrolments.models import Asking, Enrolment
from hub.learning.enrolments.names import STANDINGS
from hub.learning.enrolments.queries.line import numbers_in_line
from hub.learning.enrolments.rules.standing import Standing
from hub.organisations.models import Organisation
from hub.places.models import Place, PlaceEvent
from hub.places.rules.steps import PlaceState

MOST_WORDS = 6


@dataclass(frozen=True)
class RosterSought:
    """`text` is part of a name, an address or an organisation. No `standing`: all who are in, or
    may still come in; `everybody` has the ended ones, too."""

    text: str = ""
    standing: Standing | None = None
    everybody: bool = False


ALL_LIVE = RosterSought()


@dataclass(frozen=True)
class OnRoster:
    enrolment: Enrolment
    standing: Standing
    number: int | None = None


def roster(
    run: ClassRun, sought: RosterSought = ALL_LIVE, *, cursor: str | None = None, limit: int = 30
) -> Page[Enrolment]:
    """By name."""
    by = [User.name, Enrolment.id]
    query = _sought(run, sought).join(User, User.id == Enrolment.user_id)
    return page_of(query, by=by, cursor=cursor, limit=limit)


def on_roster(found: Sequence[Enrolment]) -> list[OnRoster]:
    """Each with where it stands."""
    numbers = numbers_in_line([each.place for each in found if each.place])
    return [
        OnRoster(each, each.state, numbers.get(each.place_id) if each.place_id else None)
        for each in found
    ]


def line_of(run: ClassRun) -> list[OnRoster]:
    """Who holds an offer, soonest to run out first, and who waits, first in line first."""
    query = (
        select(Enrolment)
        .join(Place, Place.id == Enrolment.place_id)
        .where(
            Enrolment.run_id == run.id,
            or_(Place.state == PlaceState.WAITING, _is_offered(now())),
        )
        .options(joinedload(Enrolment.organisation))
    )
    found = list(db.session.scalars(query).unique())
    offers = [each for each in found if each.state is Standing.OFFERED]
    offers.sort(key=lambda each: (each.offered_until or now(), each.id))
    waiting = on_roster([each for each in found if each.state is Standing.WAITING])
    return [*on_roster(offers), *sorted(waiting, key=lambda each: each.number or 0)]


def requests_of(run: ClassRun) -> list[Enrolment]:
    """Who asks for a place and waits for an answer, oldest first."""
    query = (
        _sought(run, RosterSought(standing=Standing.ASKED))
        .options(joinedload(Enrolment.organisation))
        .order_by(Enrolment.made_at, Enrolment.id)
    )
    return list(db.session.scalars(query).unique())


def columns() -> dict[str, str]:
    return {
        "name": _("Name"),
        "email": _("E-mail"),
        "organisation": _("Organisation"),
        "state": _("State"),
        "number_in_line": _("Number in line"),
        "offer_until": _("Offer until"),
        "enrolled_at": _("Since"),
        "ended_at": _("Ended"),
        "note": _("Note"),
    }


def rows(run: ClassRun, sought: RosterSought = ALL_LIVE) -> Iterator[list[object]]:
    """A page at a time."""
    cursor: str | None = None
    while True:
        page = roster(run, sought, cursor=cursor, limit=100)
        for each in on_roster(page.items):
            yield _row(each)
        if page.next is None:
            return
        cursor = page.next


def _row(each: OnRoster) -> list[object]:
    enrolment = each.enrolment
    return [
        enrolment.user.name,
        enrolment.user.email,
        enrolment.organisation.name if enrolment.organisation else "",
        str(STANDINGS[each.standing][0]),
        each.number,
        enrolment.offered_until,
        enrolment.made_at,
        enrolment.ended_at,
        enrolment.note,
    ]


def _sought(run: ClassRun, sought: RosterSought) -> Select[Enrolment]:
    query = (
        select(Enrolment)
        .outerjoin(Place, Place.id == Enrolment.place_id)
        .where(Enrolment.run_id == run.id)
        .options(joinedload(Enrolment.organisation))
    )
    if sought.standing is not None:
        query = query.where(_stands(sought.standing))
    elif not sought.everybody:
        query = query.where(Enrolment.ended_at.is_(None))
    for word in sought.text.split()[:MOST_WORDS]:
        query = query.where(_is_called(word))
    return query


def _is_called(word: str) -> ColumnElement[bool]:
    people = select(User.id).where(
        or_(User.name.icontains(word, autoescape=True), User.email.icontains(word, autoescape=True))
    )
    organisations = select(Organisation.id).where(
        Organisation.name.icontains(word, autoescape=True)
    )
    return or_(Enrolment.user_id.in_(people), Enrolment.organisation_id.in_(organisations))


def _stands(standing: Standing) -> ColumnElement[bool]:
    """The same as `rules.standing` says, as a question to the database."""
    at = now()
    if standing is Standing.REFUSED:
        return Enrolment.asking == Asking.REFUSED
    if standing is Standing.ASKED:
        return and_(Enrolment.asking == Asking.ASKED, Enrolment.ended_at.is_(None))
    if standing is Standing.OFFERED:
        return _is_offered(at)
    if standing is Standing.LAPSED:
        ran_out = and_(Place.state == PlaceState.OFFERED, Place.expires_at <= at)
        return or_(ran_out, Place.state == PlaceState.LAPSED)
    in_state = Place.state == PlaceState(standing.value)
    if standing is Standing.WITHDRAWN:
        taken_back = and_(Enrolment.asking == Asking.ASKED, Enrolment.ended_at.is_not(None))
        return or_(in_state, taken_back)
    return in_state


def _is_offered(at: datetime) -> ColumnElement[bool]:
    return and_(Place.state == PlaceState.OFFERED, Place.expires_at > at)


def people_to_give(run: ClassRun, text: str, *, limit: int = 12) -> list[User]:
    """Whom staff could give a place: found by name or address, without one so far."""
    words = text.split()[:MOST_WORDS]
    if not words:
        return []
    holding = select(Enrolment.user_id).join(Place, Place.id == Enrolment.place_id).where(
        Enrolment.run_id == run.id, Place.state == PlaceState.CONFIRMED
    )  # fmt: skip
    query = select(User).where(User.disabled_at.is_(None), User.id.not_in(holding))
    for word in words:
        query = query.where(
            or_(
                User.name.icontains(word, autoescape=True),
                User.email.icontains(word, autoescape=True),
            )
        )
    return list(db.session.scalars(query.order_by(User.name, User.id).limit(limit)))


def names_in(lines: Sequence[PlaceEvent]) -> dict[UUID, str]:
    """Of the people whom lines of the ledger are about, and of those who did it."""
    ids = {line.place.party_id for line in lines if line.place}
    ids |= {line.actor_id for line in lines if line.actor_id}
    query = select(User.id, User.name).where(User.id.in_(ids))
    return {row.id: row.name for row in db.session.execute(query)}
