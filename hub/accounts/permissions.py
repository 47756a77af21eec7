"""The one place that answers "may this person do this to that".

A capability names the permission it needs and the scopes the thing lies in; what a role may do is
this table. Rules about one's own things (my booking, my team) stay with the capability, in its own
`permissions.py`, and fall back to `may`.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from hub.accounts.models import Role, ScopeKind, TokenScope, User


class Permission(StrEnum):
    PEOPLE_SEE = "people:see"
    PEOPLE_MANAGE = "people:manage"
    ROLES_GRANT = "roles:grant"
    PEOPLE_ACT_FOR = "people:act-for"
    ORGANISATIONS_MANAGE = "organisations:manage"
    ORGANISATION_EDIT = "organisation:edit"
    SITES_MANAGE = "sites:manage"
    SPACES_MANAGE = "spaces:manage"
    BOOKINGS_SEE = "bookings:see"
    BOOKINGS_MANAGE = "bookings:manage"
    CALENDARS_IMPORT = "calendars:import"
    PROGRAMMES_MANAGE = "programmes:manage"
    CLASSES_MANAGE = "classes:manage"
    MONEY_MANAGE = "money:manage"
    HISTORY_SEE = "history:see"
    OPERATIONS_SEE = "operations:see"
    OPERATIONS_MANAGE = "operations:manage"


P = Permission
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ADMIN: frozenset(Permission),
    Role.AUDITOR: frozenset({P.PEOPLE_SEE, P.BOOKINGS_SEE, P.HISTORY_SEE, P.OPERATIONS_SEE}),
    Role.FINANCE: frozenset({P.PEOPLE_SEE, P.BOOKINGS_SEE, P.HISTORY_SEE, P.MONEY_MANAGE}),
    Role.HUB_MANAGER: frozenset(
        {
            P.PEOPLE_SEE,
            P.PEOPLE_ACT_FOR,
            P.ORGANISATIONS_MANAGE,
            P.SPACES_MANAGE,
            P.BOOKINGS_SEE,
            P.BOOKINGS_MANAGE,
            P.CALENDARS_IMPORT,
            P.HISTORY_SEE,
        }
    ),
    Role.PROGRAMME_MANAGER: frozenset(
        {
            P.PEOPLE_SEE,
            P.ORGANISATIONS_MANAGE,
            P.BOOKINGS_SEE,
            P.PROGRAMMES_MANAGE,
            P.CLASSES_MANAGE,
            P.HISTORY_SEE,
        }
    ),
    Role.COORDINATOR: frozenset({P.ORGANISATION_EDIT}),
    Role.FOUNDER: frozenset(),
    Role.CITY_OFFICER: frozenset(),
    Role.INSTRUCTOR: frozenset(),
    Role.REVIEWER: frozenset(),
    Role.MENTOR: frozenset(),
}


@dataclass(frozen=True)
class Scope:
    """Where a thing lies: a site, a programme, an organisation."""

    kind: ScopeKind
    id: UUID


def at_site(site_id: UUID) -> Scope:
    return Scope(ScopeKind.SITE, site_id)


def in_organisation(organisation_id: UUID) -> Scope:
    return Scope(ScopeKind.ORGANISATION, organisation_id)


def may(person: User | None, permission: Permission, *scopes: Scope) -> bool:
    """Whether a live grant gives the permission on the whole platform or in one of the scopes."""
    if person is None or not person.is_active:
        return False
    return any(
        permission in ROLE_PERMISSIONS[grant.role]
        and (
            grant.scope_kind is ScopeKind.PLATFORM
            or any(grant.scope_kind is s.kind and grant.scope_id == s.id for s in scopes)
        )
        for grant in person.live_grants
    )


def may_somewhere(person: User | None, permission: Permission) -> bool:
    """Whether any live grant gives it in any scope: opens a door, decides nothing about a thing."""
    return (
        person is not None
        and person.is_active
        and any(permission in ROLE_PERMISSIONS[grant.role] for grant in person.live_grants)
    )


def scopes_of(person: User, permission: Permission, *, kind: ScopeKind) -> set[UUID] | None:
    """The ids of the scopes in which the person has it; None means everywhere."""
    giving = [g for g in person.live_grants if permission in ROLE_PERMISSIONS[g.role]]
    if any(grant.scope_kind is ScopeKind.PLATFORM for grant in giving):
        return None
    return {grant.scope_id for grant in giving if grant.scope_kind is kind and grant.scope_id}


#: Roles that somebody who may grant nothing else hands out, and in what: a programme's managers
#: gather its reviewers and mentors themselves, in that programme and nowhere else.
ALSO_GIVES: dict[Role, tuple[ScopeKind, frozenset[Role]]] = {
    Role.PROGRAMME_MANAGER: (ScopeKind.PROGRAMME, frozenset({Role.REVIEWER, Role.MENTOR})),
}


def may_give(giver: User, role: Role, *, scope: Scope | None) -> bool:
    """Whether somebody may give or end a role: where they may grant at all (or the role is one of
    those that theirs hands out there), and nothing that they may not do there themselves.
    `scope=None` is the whole platform."""
    scopes = (scope,) if scope else ()
    if not all(may(giver, permission, *scopes) for permission in ROLE_PERMISSIONS[role]):
        return False
    return may(giver, Permission.ROLES_GRANT, *scopes) or _hands_out(giver, role, scope=scope)


def _hands_out(giver: User, role: Role, *, scope: Scope | None) -> bool:
    if scope is None or not giver.is_active:
        return False
    return any(
        grant.role in ALSO_GIVES
        and scope.kind is ALSO_GIVES[grant.role][0]
        and role in ALSO_GIVES[grant.role][1]
        and (grant.scope_kind is ScopeKind.PLATFORM or grant.scope_id == scope.id)
        for grant in giver.live_grants
    )


def covers(one: User, other: User) -> bool:
    """Whether `one` may do all that `other` may: everything, everywhere that it is given."""
    return all(
        may(one, permission, *([Scope(grant.scope_kind, grant.scope_id)] if grant.scope_id else []))
        for grant in other.live_grants
        for permission in ROLE_PERMISSIONS[grant.role]
    )


def may_act_for(staff: User, person: User) -> bool:
    """For anybody who can sign in and may do nothing that the staff member may not."""
    return (
        may(staff, Permission.PEOPLE_ACT_FOR)
        and staff.id != person.id
        and person.is_active
        and person.email_verified_at is not None
        and covers(staff, person)
    )


def scopes_for(person: User) -> set[TokenScope]:
    """What a token of this person may be used for at most."""
    return set(TokenScope) - (set() if person.is_staff else {TokenScope.ADMIN})
