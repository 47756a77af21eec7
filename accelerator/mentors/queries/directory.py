"""Find mentors: only by what the reader may see of each of them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, true

from accelerator.mentors.models import Mentor, Sight
from accelerator.mentors.permissions import circle_of
from accelerator.mentors.queries.shown import ShownMentor, all_shown, list_circle
from accelerator.mentors.rules.sight import CIRCLES, FIELDS
from hub.accounts.models import User
from hub.core.database import db, is_sqlite
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of
from hub.organisations.models import Membership, Organisation, OrganisationKind


@dataclass(frozen=True)
class MentorsSought:
    """`text` is part of a name or of the line under it; the rest are single terms and an id."""

    text: str = ""
    topic: str = ""
    sector: str = ""
    language: str = ""
    way: str = ""
    organisation: UUID | None = None


def mentors_page(
    sought: MentorsSought, *, seen_by: User | None, cursor: str | None = None, limit: int = 24
) -> Page[ShownMentor]:
    """By name. Who left is not there."""
    circle = list_circle(seen_by)
    query = _matching(sought, circle=circle)
    page = page_of(query, by=[User.name, Mentor.id], cursor=cursor, limit=limit)
    return Page(all_shown(page.items, circle), page.next, page.previous)


def shown_mentor(mentor_id: UUID, *, seen_by: User | None) -> ShownMentor:
    """Raises: NotFound, also for one who left."""
    found = db.session.get(Mentor, mentor_id)
    if found is None or found.left_at is not None or not found.user.is_active:
        raise NotFound(_("There is no such mentor."))
    (shown,) = all_shown([found], circle_of(seen_by, found))
    return shown


def organisations_with_mentors() -> list[tuple[UUID, str]]:
    """For a filter; of mentors who let everybody know where they belong."""
    query = (
        select(Organisation.id, Organisation.name)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .join(Mentor, Mentor.user_id == Membership.user_id)
        .where(
            Organisation.kind == OrganisationKind.SUPPORT,
            Organisation.archived_at.is_(None),
            Membership.left_at.is_(None),
            Mentor.left_at.is_(None),
            _lets_see("organisations", Sight.EVERYBODY),
        )
        .distinct()
        .order_by(Organisation.name)
    )
    return [(id_, name) for id_, name in db.session.execute(query)]


def _matching(sought: MentorsSought, *, circle: Sight) -> Select[Mentor]:
    query = (
        select(Mentor)
        .join(User, User.id == Mentor.user_id)
        .where(Mentor.left_at.is_(None), User.disabled_at.is_(None))
    )
    for word in sought.text.split()[:6]:
        query = query.where(
            or_(
                User.name.icontains(word, autoescape=True),
                Mentor.headline.icontains(word, autoescape=True),
            )
        )
    for column, field, value in (
        (Mentor.topics, "", sought.topic),
        (Mentor.sectors, "", sought.sector),
        (Mentor.languages, "languages", sought.language),
        (Mentor.ways, "ways", sought.way),
    ):
        if value:
            query = query.where(_holds(column, value), _lets_see(field, circle))
    if sought.organisation is not None:
        members = select(Membership.user_id).where(
            Membership.organisation_id == sought.organisation, Membership.left_at.is_(None)
        )
        query = query.where(Mentor.user_id.in_(members), _lets_see("organisations", circle))
    return query


def _lets_see(field: str, circle: Sight) -> ColumnElement[bool]:
    """Else a search would tell what a profile hides."""
    if not field:
        return true()
    wide = CIRCLES[: CIRCLES.index(circle) + 1]
    return func.coalesce(Mentor.shown[field].as_string(), FIELDS[field]).in_(wide)


def _holds(column: Any, value: str) -> ColumnElement[bool]:
    """Whether a JSON list holds a term; each engine opens such a list by its own function."""
    opened = func.json_each if is_sqlite() else func.json_array_elements_text
    terms = opened(column).table_valued("value")
    found = select(1).select_from(terms).where(terms.c.value == value)
    return found.correlate(Mentor).exists()
