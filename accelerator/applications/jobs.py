"""What happens to applications by the clock."""

from datetime import timedelta

from sqlalchemy import select

from accelerator.applications.emails.screening import reminded_of_request
from accelerator.applications.models import InformationRequest
from accelerator.applications.services.erasing import erase_due
from hub.core.clock import now
from hub.core.database import db, transaction

#: So long before the time is over a team hears of it again.
REMINDED_BEFORE = timedelta(hours=24)


def remind_of_requests() -> str:
    """Once for each question that waits and whose time is nearly over."""
    soon = select(InformationRequest).where(
        InformationRequest.answered_at.is_(None),
        InformationRequest.closed_at.is_(None),
        InformationRequest.due_at > now(),
        InformationRequest.due_at <= now() + REMINDED_BEFORE,
        InformationRequest.asked_at <= now() - REMINDED_BEFORE / 2,
    )
    with transaction():
        waiting = db.session.scalars(soon).all()
        for request in waiting:
            reminded_of_request(request.application, request)
    return f"looked at {len(waiting)} questions whose time is nearly over"


def erase_personal_answers() -> str:
    """Of teams that were not taken, as their cohort promised."""
    with transaction():
        erased = erase_due()
    return f"erased the personal answers of {erased} applications"
