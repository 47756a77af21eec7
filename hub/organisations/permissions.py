"""Who may do what in an organisation. Its own people by their part in it, staff by their role."""

from sqlalchemy import select

from hub.accounts.models import User
from hub.accounts.permissions import Permission, Scope, at_site, in_organisation, may
from hub.core.database import db
from hub.organisations.models import MemberRole, Membership, Organisation, Site

#: Who may give and take which part: nobody one above their own.
WITHIN = {
    MemberRole.OWNER: frozenset(MemberRole),
    MemberRole.COORDINATOR: frozenset({MemberRole.COORDINATOR, MemberRole.MEMBER}),
    MemberRole.MEMBER: frozenset[MemberRole](),
}


def part_in(person: User | None, organisation: Organisation) -> MemberRole | None:
    """What somebody is in the organisation now."""
    if person is None or not person.is_active:
        return None
    query = select(Membership.role).where(
        Membership.organisation_id == organisation.id,
        Membership.user_id == person.id,
        Membership.left_at.is_(None),
    )
    return db.session.scalar(query)


def can_manage(person: User | None, organisation: Organisation) -> bool:
    """As staff: on the platform, or at a site in the organisation's city."""
    scopes = (in_organisation(organisation.id), *_sites_of(organisation.city))
    return may(person, Permission.ORGANISATIONS_MANAGE, *scopes)


def can_edit(person: User | None, organisation: Organisation) -> bool:
    return (
        part_in(person, organisation) in (MemberRole.OWNER, MemberRole.COORDINATOR)
        or may(person, Permission.ORGANISATION_EDIT, in_organisation(organisation.id))
        or can_manage(person, organisation)
    )


def can_see_members(person: User | None, organisation: Organisation) -> bool:
    return part_in(person, organisation) is not None or can_manage(person, organisation)


def roles_to_give(person: User | None, organisation: Organisation) -> frozenset[MemberRole]:
    """Which parts somebody may give to others and take from them; empty: none."""
    if can_manage(person, organisation):
        return frozenset(MemberRole)
    part = part_in(person, organisation)
    return WITHIN[part] if part else frozenset()


def can_archive(person: User | None, organisation: Organisation) -> bool:
    owns = part_in(person, organisation) is MemberRole.OWNER
    return owns or can_manage(person, organisation)


def can_change_holidays(person: User | None, site: Site) -> bool:
    """Whoever keeps a site's rooms says on which days it is closed."""
    scope = at_site(site.id)
    return any(may(person, p, scope) for p in (Permission.SPACES_MANAGE, Permission.SITES_MANAGE))


def can_make_sites(person: User | None) -> bool:
    return may(person, Permission.SITES_MANAGE)


def _sites_of(city: str) -> list[Scope]:
    if not city:
        return []
    return [at_site(site) for site in db.session.scalars(select(Site.id).where(Site.city == city))]
