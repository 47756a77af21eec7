"""Questions about organisations and sites."""

from uuid import UUID

from sqlalchemy import select

from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of
from hub.organisations.models import Organisation, OrganisationKind, Site

#: The hub that is named first wherever sites are listed.
FIRST = "jkt"


def sites() -> list[Site]:
    """All sites, Jakarta first."""
    found = db.session.scalars(select(Site).order_by(Site.name))
    return sorted(found, key=lambda site: (site.code != FIRST, site.name))


def site_by_code(code: str) -> Site:
    site = db.session.scalars(select(Site).filter_by(code=code)).one_or_none()
    if site is None:
        raise NotFound(_("There is no such site."))
    return site


def organisations(
    *,
    kind: OrganisationKind | None = None,
    search: str = "",
    cursor: str | None = None,
    limit: int = 20,
) -> Page[Organisation]:
    """Organisations of the network by name; `search` is a part of it."""
    query = select(Organisation).where(Organisation.archived_at.is_(None))
    if kind is not None:
        query = query.where(Organisation.kind == kind)
    for word in search.split()[:6]:
        query = query.where(Organisation.name.icontains(word, autoescape=True))
    return page_of(query, by=[Organisation.name, Organisation.id], cursor=cursor, limit=limit)


def get_organisation(organisation_id: UUID) -> Organisation:
    """Raises NotFound."""
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound(_("There is no such organisation."))
    return organisation
