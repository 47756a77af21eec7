"""How the whole history is asked for, and looks, in JSON."""

from collections.abc import Mapping
from typing import Self
from uuid import UUID

from pydantic import Field

from hub.accounts.queries.history import people_called
from hub.accounts.schemas import EntryShown
from hub.accounts.schemas.history import entry_fields
from hub.history.models import Entry
from hub.history.queries import Sought
from hub.web.api import Instant, Line, Paged


class HistoryAsked(Paged):
    person: Line = Field(
        default="", max_length=254, description="Name or e-mail; who did it or for whom."
    )
    action: Line = Field(
        default="", max_length=60, description="Its beginning.", examples=["booking."]
    )
    subject_kind: Line = Field(default="", max_length=40, examples=["bookings"])
    subject: UUID | None = None
    since: Instant | None = None
    until: Instant | None = Field(default=None, description="Up to, and not including.")

    def sought(self) -> Sought:
        return Sought(
            people=people_called(self.person) if self.person else None,
            action=self.action,
            subject_kind=self.subject_kind,
            subject_id=self.subject,
            since=self.since,
            until=self.until,
        )


class SealedEntryShown(EntryShown):
    """An entry with its seal, which covers it and the seal of the entry before."""

    seal: str = Field(description="SHA-256, hexadecimal.")

    @classmethod
    def of(cls, entry: Entry, names: Mapping[UUID, str]) -> Self:
        return cls(**entry_fields(entry, names), seal=entry.seal)
