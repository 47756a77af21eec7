"""Whose room a booking is, for who stands at the front desk."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accelerator.interviews.models import Panel
from accelerator.interviews.permissions import can_arrange
from accelerator.vocabulary.words import in_words
from booking.bookings.serving import Served
from hub.accounts.models import User
from hub.core.database import db


def serving(ids: Sequence[UUID], reader: User) -> dict[UUID, Served]:
    """The interview day, for who arranges it."""
    query = select(Panel).where(Panel.booking_id.in_(ids)).options(joinedload(Panel.day))
    return {
        panel.booking_id: Served(
            in_words(panel.day.name), "interviews.day", {"day_id": str(panel.day_id)}
        )
        for panel in db.session.scalars(query).unique()
        if panel.booking_id and can_arrange(reader, panel.day)
    }
