"""Who runs which programme. Everything on the staff's side of a cohort falls back to this."""

from uuid import UUID

from accelerator.programmes.models import Cohort, Phase, Programme
from hub.accounts.models import ScopeKind, User
from hub.accounts.permissions import Permission, Scope, may, scopes_of


def in_programme(programme_id: UUID) -> Scope:
    return Scope(ScopeKind.PROGRAMME, programme_id)


def can_manage(person: User | None, programme_id: UUID) -> bool:
    """Its programme managers, on the whole platform or in this programme."""
    return may(person, Permission.PROGRAMMES_MANAGE, in_programme(programme_id))


def can_make_programmes(person: User | None) -> bool:
    """New ones: whoever manages all of them."""
    return may(person, Permission.PROGRAMMES_MANAGE)


def can_see_programme(person: User | None, programme: Programme) -> bool:
    published = programme.published_at is not None and programme.archived_at is None
    return published or can_manage(person, programme.id)


def can_see(person: User | None, cohort: Cohort) -> bool:
    """The public page: everybody, once it is published; its managers before."""
    shown = cohort.phase is not Phase.DRAFT and cohort.programme.published_at is not None
    return shown or can_manage(person, cohort.programme_id)


def managed_programmes(person: User) -> set[UUID] | None:
    """The ids of those that somebody manages; None means all."""
    return scopes_of(person, Permission.PROGRAMMES_MANAGE, kind=ScopeKind.PROGRAMME)
