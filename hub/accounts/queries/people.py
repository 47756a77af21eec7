"""Questions about people and their roles, for staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select

from hub.accounts.models import Grant, Role, ScopeKind, User
from hub.accounts.names import ROLES, SCOPES
from hub.accounts.permissions import Scope
from hub.accounts.queries.history import names_of as names_of_people
from hub.accounts.scopes import names_of as names_of_scopes
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of


@dataclass(frozen=True)
class PeopleSought:
    """`text` is part of a name or an address. Closed accounts are shown when asked for alone."""

    text: str = ""
    role: Role | None = None
    closed: bool = False


@dataclass(frozen=True)
class ShownGrant:
    """A grant in words. `place` is where it counts; `by` is who gave it, None for the house."""

    id: UUID
    role: str
    place: str
    since: datetime
    until: datetime | None
    by: str | None


def people(sought: PeopleSought, *, cursor: str | None = None, limit: int = 30) -> Page[User]:
    """By name. Each person comes with their grants."""
    query = select(User)
    query = query.where(
        User.disabled_at.is_not(None) if sought.closed else User.disabled_at.is_(None)
    )
    for word in sought.text.split()[:6]:
        query = query.where(
            or_(
                User.name.icontains(word, autoescape=True),
                User.email.icontains(word, autoescape=True),
            )
        )
    if sought.role is not None:
        living = (Grant.role == sought.role) & Grant.ended_at.is_(None)
        query = query.where(User.grants.any(living))
    return page_of(query, by=[User.name, User.id], cursor=cursor, limit=limit)


def get_person(person_id: UUID) -> User:
    """Raises: NotFound."""
    person = db.session.get(User, person_id)
    if person is None:
        raise NotFound(_("There is no such person."))
    return person


def person_called(called: str) -> User | None:
    """Who has this id or e-mail address."""
    try:
        return db.session.get(User, UUID(called))
    except ValueError:
        email = called.strip().lower()
        return db.session.scalars(select(User).where(User.email == email)).one_or_none()


def get_grant(person: User, grant_id: UUID) -> Grant:
    """Raises: NotFound, also for another person's grant."""
    for grant in person.grants:
        if grant.id == grant_id:
            return grant
    raise NotFound(_("There is no such role."))


def shown_grants(grants: Sequence[Grant]) -> list[ShownGrant]:
    """The living ones first, then by age; names come with one question for each kind of place."""
    places = names_of_scopes(
        {Scope(grant.scope_kind, grant.scope_id) for grant in grants if grant.scope_id}
    )
    givers = names_of_people(g.granted_by_id for g in grants if g.granted_by_id)
    ordered = sorted(grants, key=lambda grant: (grant.ended_at is not None, grant.granted_at))
    return [
        ShownGrant(
            id=grant.id,
            role=str(ROLES[grant.role]),
            place=_place(grant, places),
            since=grant.granted_at,
            until=grant.ended_at,
            by=givers.get(grant.granted_by_id) if grant.granted_by_id else None,
        )
        for grant in ordered
    ]


def _place(grant: Grant, places: dict[Scope, str]) -> str:
    if grant.scope_id is None:
        return str(SCOPES[ScopeKind.PLATFORM])
    named = places.get(Scope(grant.scope_kind, grant.scope_id))
    return named or str(SCOPES[grant.scope_kind])
