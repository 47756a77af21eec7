"""What happens to applications by the clock."""

from datetime import timedelta

from sqlalchemy import select

from accelerator.applications.emails.screening import reminded_of_request
from accelerator.applications.models import InformationRequest
from hub.core.clock import now
from hub.core.database import db, transaction

#: So long before the time is over a team hears of it again.
REMINDED_BEFORE = timedelta(hours=24)


def remind_of_requests() -> None:
    """Once for each question that waits and whose time is nearly over."""
    soon = select(InformationRequest).where(
        InformationRequest.answered_at.is_(None),
        InformationRequest.closed_at.is_(None),
        InformationRequest.due_at > now(),
        InformationRequest.due_at <= now() + REMINDED_BEFORE,
        InformationRequest.asked_at <= now() - REMINDED_BEFORE / 2,
    )
    with transaction():
        for request in db.session.scalars(soon).all():
            reminded_of_request(request.application, request)
