"""What must always hold about organisations and sites; `flask doctor` asks."""

from collections.abc import Iterator
from zoneinfo import available_timezones

from sqlalchemy import exists, select

from hub.core.database import db
from hub.organisations.models import MemberRole, Membership, Organisation, Site

MOST_SHOWN = 20


def problems() -> Iterator[str]:
    """One sentence for each thing that is not as it must be."""
    yield from _members_without_an_owner()
    yield from _zones_that_do_not_exist()


def _members_without_an_owner() -> Iterator[str]:
    """Nobody could invite, change or remove anybody there."""
    there = (Membership.organisation_id == Organisation.id) & Membership.left_at.is_(None)
    query = select(Organisation.id).where(
        exists().where(there),
        ~exists().where(there, Membership.role == MemberRole.OWNER),
    )
    for organisation in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"organisation {organisation} has members but no owner"


def _zones_that_do_not_exist() -> Iterator[str]:
    known = available_timezones()
    for site in db.session.scalars(select(Site)):
        if site.zone not in known:
            yield f"site {site.code} lies in a time zone that does not exist: {site.zone}"
