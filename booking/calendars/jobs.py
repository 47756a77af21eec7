"""Work that happens on the clock. Each job is one call, safe to run twice."""

from booking.calendars import services
from hub.core.database import transaction


def forget_unused_uploads() -> str:
    with transaction():
        forgotten = services.forget_unused()
    return f"forgot {forgotten} calendar uploads that nobody imported"
