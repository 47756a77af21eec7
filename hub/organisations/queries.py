"""Questions about organisations and sites."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from hub.accounts.models import User
from hub.core.database import db, is_sqlite
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of
from hub.organisations.models import Holiday, Membership, Organisation, OrganisationKind, Site

#: The hub that is named first wherever sites are listed.
FIRST = "jkt"


@dataclass(frozen=True)
class OrganisationsSought:
    """`text` is part of a name or of what they say about themselves. Archived ones are left out."""

    kind: OrganisationKind | None = None
    city: str = ""
    tag: str = ""
    text: str = ""
    verified: bool = False


EVERY_ONE = OrganisationsSought()


def organisations(
    sought: OrganisationsSought = EVERY_ONE, *, cursor: str | None = None, limit: int = 30
) -> Page[Organisation]:
    """By name."""
    query = select(Organisation).where(Organisation.archived_at.is_(None))
    if sought.kind is not None:
        query = query.where(Organisation.kind == sought.kind)
    if sought.city:
        query = query.where(Organisation.city == sought.city)
    if sought.tag:
        query = query.where(_is_tagged(sought.tag.lower()))
    if sought.verified:
        query = query.where(Organisation.verified_at.is_not(None))
    for word in sought.text.split()[:6]:
        query = query.where(
            or_(
                Organisation.name.icontains(word, autoescape=True),
                Organisation.about.icontains(word, autoescape=True),
            )
        )
    by = [Organisation.name, Organisation.id]
    return page_of(query, by=by, cursor=cursor, limit=limit)


def cities() -> list[str]:
    """Cities that have an organisation, by name."""
    query = select(Organisation.city).where(
        Organisation.city != "", Organisation.archived_at.is_(None)
    )
    return list(db.session.scalars(query.distinct().order_by(Organisation.city)))


def get_organisation(organisation_id: UUID) -> Organisation:
    """Raises: NotFound. Archived ones are found: their page says so."""
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound(_("There is no such organisation."))
    return organisation


def members_of(organisation: Organisation) -> list[Membership]:
    """Those who are in it now, by name, each with the person."""
    query = (
        select(Membership)
        .join(Membership.user)
        .options(joinedload(Membership.user))
        .where(Membership.organisation_id == organisation.id, Membership.left_at.is_(None))
        .order_by(User.name, User.id)
    )
    return list(db.session.scalars(query))


def get_membership(organisation: Organisation, membership_id: UUID) -> Membership:
    """Raises: NotFound, also for another organisation's, and for one that has ended."""
    membership = db.session.get(Membership, membership_id)
    if (
        membership is None
        or membership.organisation_id != organisation.id
        or membership.left_at is not None
    ):
        raise NotFound(_("There is no such member."))
    return membership


def organisations_of(person: User) -> list[Membership]:
    """What somebody is in now, by name, each with the organisation."""
    query = (
        select(Membership)
        .join(Membership.organisation)
        .options(joinedload(Membership.organisation))
        .where(
            Membership.user_id == person.id,
            Membership.left_at.is_(None),
            Organisation.archived_at.is_(None),
        )
        .order_by(Organisation.name)
    )
    return list(db.session.scalars(query))


def sites() -> list[Site]:
    """All sites, Jakarta first."""
    found = db.session.scalars(select(Site).order_by(Site.name))
    return sorted(found, key=lambda site: (site.code != FIRST, site.name))


def site_id_called(code: str) -> UUID | None:
    return db.session.scalar(select(Site.id).where(Site.code == code))


def site_by_code(code: str) -> Site:
    site = db.session.scalars(select(Site).filter_by(code=code)).one_or_none()
    if site is None:
        raise NotFound(_("There is no such site."))
    return site


def holidays_of(site: Site, year: int) -> list[Holiday]:
    """A year's, in order."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    query = select(Holiday).where(Holiday.site_id == site.id, Holiday.day.between(first, last))
    return list(db.session.scalars(query.order_by(Holiday.day)))


def coming_holidays(
    found: Iterable[tuple[Site, date]], *, each: int = 3
) -> dict[UUID, list[Holiday]]:
    """The next few of several sites with one question: pairs of a site and its own today."""
    pairs = list(found)
    if not pairs:
        return {}
    place = (
        func.row_number().over(partition_by=Holiday.site_id, order_by=Holiday.day).label("place")
    )
    after = or_(*(and_(Holiday.site_id == s.id, Holiday.day >= day) for s, day in pairs))
    ranked = select(Holiday.id, place).where(after).subquery()
    query = select(Holiday).join(ranked, ranked.c.id == Holiday.id).where(ranked.c.place <= each)
    coming: dict[UUID, list[Holiday]] = {site.id: [] for site, _day in pairs}
    for holiday in db.session.scalars(query.order_by(Holiday.day)):
        coming[holiday.site_id].append(holiday)
    return coming


def get_holiday(site: Site, holiday_id: UUID) -> Holiday:
    """Raises: NotFound, also for another site's."""
    holiday = db.session.get(Holiday, holiday_id)
    if holiday is None or holiday.site_id != site.id:
        raise NotFound(_("There is no such day."))
    return holiday


def site_names(ids: set[UUID]) -> dict[UUID, str]:
    query = select(Site.id, Site.name).where(Site.id.in_(ids))
    return {row.id: row.name for row in db.session.execute(query)}


def organisation_names(ids: set[UUID]) -> dict[UUID, str]:
    query = select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids))
    return {row.id: row.name for row in db.session.execute(query)}


def all_sites_to_offer(_person_id: UUID | None) -> list[tuple[UUID, str]]:
    return [(site.id, site.name) for site in sites()]


def own_organisations_to_offer(person_id: UUID | None) -> list[tuple[UUID, str]]:
    """A role in an organisation is for those who are in it."""
    if person_id is None:
        return []
    query = (
        select(Organisation.id, Organisation.name)
        .join(Membership)
        .where(Membership.user_id == person_id, Membership.left_at.is_(None))
        .order_by(Organisation.name)
    )
    return [(id_, name) for id_, name in db.session.execute(query)]


def _is_tagged(tag: str) -> ColumnElement[bool]:
    """Whether the JSON list holds the tag; each engine opens such a list by its own function."""
    opened = func.json_each if is_sqlite() else func.json_array_elements_text
    tags = opened(Organisation.tags).table_valued("value")
    found = select(1).select_from(tags).where(tags.c.value == tag)
    return found.correlate(Organisation).exists()
