"""Whose room a booking is, for who stands at the front desk."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accelerator.mentor_days.models import DayRoom
from accelerator.mentor_days.permissions import can_arrange
from accelerator.vocabulary.words import in_words
from booking.bookings.serving import Served
from hub.accounts.models import User
from hub.core.database import db


def serving(ids: Sequence[UUID], reader: User) -> dict[UUID, Served]:
    """The mentor day, for who arranges it."""
    query = select(DayRoom).where(DayRoom.booking_id.in_(ids)).options(joinedload(DayRoom.day))
    return {
        room.booking_id: Served(
            in_words(room.day.name), "mentor_days.day", {"mentor_day_id": str(room.day_id)}
        )
        for room in db.session.scalars(query).unique()
        if room.booking_id and can_arrange(reader, room.day)
    }
