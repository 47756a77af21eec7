"""Who may build a form: whoever its owner lets. Owners live on higher floors, so each kind of owner
says so at start (`hub.wiring`), and a kind that says nothing is closed."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from accelerator.forms.models import Form
from hub.accounts.models import User


@dataclass(frozen=True)
class Owners:
    """`may_manage`: this person, the forms of the owner of this id. `managed`: the ids of the
    owners whose forms somebody manages, None for all. `names`: id → name, of those that exist."""

    may_manage: Callable[[User | None, UUID], bool]
    managed: Callable[[User], set[UUID] | None]
    names: Callable[[set[UUID] | None], dict[UUID, str]]


_owners: dict[str, Owners] = {}


def let_decide(owner_kind: str, owners: Owners) -> None:
    _owners[owner_kind] = owners


def owners_of_kind(owner_kind: str) -> Owners | None:
    return _owners.get(owner_kind)


def all_owners() -> dict[str, Owners]:
    return dict(_owners)


def can_manage_for(person: User | None, owner_kind: str, *, owner_id: UUID) -> bool:
    owners = _owners.get(owner_kind)
    return owners is not None and owners.may_manage(person, owner_id)


def can_manage(person: User | None, form: Form) -> bool:
    """See, build and publish it."""
    return can_manage_for(person, form.owner_kind, owner_id=form.owner_id)
