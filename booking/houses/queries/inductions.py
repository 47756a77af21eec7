"""Who has been introduced to which space."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from booking.spaces.models import Induction, Space
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of


@dataclass(frozen=True)
class Introduced:
    """An introduction with the person, and whoever gave it; None is the house."""

    induction: Induction
    person: User
    given_by: User | None

    def counts_on(self, day: date) -> bool:
        last = self.induction.valid_until
        return self.induction.revoked_at is None and (last is None or last >= day)


def introduced_counts(spaces: Sequence[Space], *, today: date) -> dict[UUID, int]:
    """How many people may use each space today, by its id."""
    query = (
        select(Induction.space_id, func.count(func.distinct(Induction.user_id)))
        .where(Induction.space_id.in_([space.id for space in spaces]), counts(today))
        .group_by(Induction.space_id)
    )
    return dict(db.session.execute(query).all())


def counts(today: date) -> ColumnElement[bool]:
    return and_(
        Induction.revoked_at.is_(None),
        or_(Induction.valid_until.is_(None), Induction.valid_until >= today),
    )


def introduced_to(
    space: Space, *, text: str = "", cursor: str | None = None, limit: int = 30
) -> Page[Introduced]:
    """The latest first; also what ran out or was taken back. `text` is of a name or an address."""
    query = select(Induction).where(Induction.space_id == space.id)
    for word in text.split()[:6]:
        people = select(User.id).where(
            or_(
                User.name.icontains(word, autoescape=True),
                User.email.icontains(word, autoescape=True),
            )
        )
        query = query.where(Induction.user_id.in_(people))
    by = [Induction.given_at, Induction.id]
    page = page_of(query, by=by, cursor=cursor, limit=limit, descending=True)
    return Page(_with_people(page.items), page.next, page.previous)


def get_induction(space: Space, induction_id: UUID) -> Introduced:
    """Raises: NotFound, also for another space's."""
    found = db.session.get(Induction, induction_id)
    if found is None or found.space_id != space.id:
        raise NotFound(_("There is no such introduction."))
    return _with_people([found])[0]


def _with_people(inductions: Sequence[Induction]) -> list[Introduced]:
    ids = {i for each in inductions for i in (each.user_id, each.given_by_id) if i is not None}
    people = {p.id: p for p in db.session.scalars(select(User).where(User.id.in_(ids)))}
    return [
        Introduced(each, people[each.user_id], people.get(each.given_by_id or each.user_id)
                   if each.given_by_id else None)
        for each in inductions
    ]  # fmt: skip
