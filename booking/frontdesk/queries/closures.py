"""Closures of a site, for its staff."""

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from booking.spaces.models import Closure, Space
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of
from hub.organisations.models import Site


def closures_at(
    site: Site,
    *,
    past: bool = False,
    space_id: UUID | None = None,
    cursor: str | None = None,
    limit: int = 20,
) -> Page[Closure]:
    """Those that stand and are not over, soonest first; or the rest, latest first. Of one space, or
    of all."""
    over = or_(Closure.ends_at <= now(), Closure.lifted_at.is_not(None))
    query = (
        select(Closure)
        .where(Closure.space_id.in_(select(Space.id).where(Space.site_id == site.id)))
        .where(over if past else ~over)
        .options(joinedload(Closure.space))
    )
    if space_id is not None:
        query = query.where(Closure.space_id == space_id)
    by = [Closure.starts_at, Closure.id]
    return page_of(query, by=by, cursor=cursor, limit=limit, descending=past)


def closure_by_id(closure_id: UUID) -> Closure:
    """Raises: NotFound."""
    closure = db.session.get(Closure, closure_id)
    if closure is None:
        raise NotFound(_("There is no such closure."))
    return closure
