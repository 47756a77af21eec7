"""How notes of staff look in JSON."""

from uuid import UUID

from pydantic import Field

from booking.bookings.models import BookingNote
from hub.accounts.schemas import PersonShown
from hub.web.api import Body, Instant, Paragraph, Shown


class BookingNoteWritten(Body):
    text: Paragraph = Field(min_length=1, max_length=1000)


class BookingNoteShown(Shown):
    """Of staff, for staff."""

    id: UUID
    text: str
    written_by: PersonShown
    made_at: Instant

    @classmethod
    def of(cls, note: BookingNote) -> "BookingNoteShown":
        return cls(
            id=note.id,
            text=note.text,
            written_by=PersonShown.of(note.written_by),
            made_at=note.made_at,
        )
