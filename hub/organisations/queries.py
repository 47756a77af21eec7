"""Questions about organisations and sites."""

from sqlalchemy import select

from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.organisations.models import Site

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
