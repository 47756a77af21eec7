"""What lies in the scopes of grants: sites, programmes, organisations. They live on higher floors,
so each floor says at start how its own are found and called (`hub.wiring`)."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from hub.accounts.models import ScopeKind
from hub.accounts.permissions import Scope


def _no_codes(_code: str) -> UUID | None:
    return None


@dataclass(frozen=True)
class Places:
    """`names`: id → name, for those ids that exist. `offered_to`: what somebody may be given a role
    in, as pairs of id and name; by a person's id, or None for somebody who has no account yet.
    `by_code`: the id of what an operator calls `jkt`, or None."""

    names: Callable[[set[UUID]], dict[UUID, str]]
    offered_to: Callable[[UUID | None], list[tuple[UUID, str]]]
    by_code: Callable[[str], UUID | None] = _no_codes


_places: dict[ScopeKind, Places] = {}


def let_name(kind: ScopeKind, places: Places) -> None:
    _places[kind] = places


def names_of(scopes: set[Scope]) -> dict[Scope, str]:
    """One question for each kind, however many scopes; what no longer exists is left out."""
    found: dict[Scope, str] = {}
    for kind, places in _places.items():
        ids = {scope.id for scope in scopes if scope.kind is kind}
        if ids:
            found |= {Scope(kind, each): name for each, name in places.names(ids).items()}
    return found


def exists(scope: Scope) -> bool:
    return scope in names_of({scope})


def offered_to(person_id: UUID | None) -> dict[ScopeKind, list[tuple[UUID, str]]]:
    return {kind: places.offered_to(person_id) for kind, places in _places.items()}


def scope_called(code: str) -> Scope | None:
    """The scope that an operator means by a short code, such as a site's."""
    for kind, places in _places.items():
        found = places.by_code(code)
        if found is not None:
            return Scope(kind, found)
    return None
