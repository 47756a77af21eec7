"""What happened, as those may read it who may see the thing it happened to."""

from collections.abc import Mapping, Sequence
from typing import Any, Self
from uuid import UUID

from pydantic import Field

from hub.accounts.queries.history import changes
from hub.accounts.schemas.people import PersonShown
from hub.core.i18n import gettext as _
from hub.history.models import Entry
from hub.history.names import action_name
from hub.web.api import Instant, Shown


class EntryShown(Shown):
    """An entry of the history. It is never changed."""

    number: int = Field(description="In the one chain of the whole hub.")
    at: Instant
    action: str = Field(description="For programs.", examples=["booking.confirmed"])
    what: str = Field(description="The same in words.", examples=["confirmed the booking"])
    actor: PersonShown | None = Field(description="Who did it; null: the hub itself.")
    on_behalf_of: PersonShown | None = Field(description="For whom, if for somebody else.")
    via: str = Field(description="The door.", examples=["web"])
    subject_kind: str = Field(examples=["bookings"])
    subject: UUID
    changes: str = Field(description="In words.", examples=["people: 4 → 6"])
    reason: str

    @classmethod
    def of(cls, entry: Entry, names: Mapping[UUID, str]) -> Self:
        return cls(**entry_fields(entry, names))

    @classmethod
    def all_of(cls, entries: Sequence[Entry], names: Mapping[UUID, str]) -> list[Self]:
        """`names`: of the people in them, by id; see `hub.accounts.queries.history.people_in`."""
        return [cls.of(entry, names) for entry in entries]


def entry_fields(entry: Entry, names: Mapping[UUID, str]) -> dict[str, Any]:
    as_they_are = ("number", "at", "action", "via", "subject_kind", "reason")
    return {
        **{name: getattr(entry, name) for name in as_they_are},
        "what": action_name(entry.action),
        "actor": _person(entry.actor_id, names),
        "on_behalf_of": _person(entry.for_id, names),
        "subject": entry.subject_id,
        "changes": changes(entry),
    }


def _person(person_id: UUID | None, names: Mapping[UUID, str]) -> PersonShown | None:
    if person_id is None:
        return None
    return PersonShown(id=person_id, name=names.get(person_id) or _("Somebody who has left"))
