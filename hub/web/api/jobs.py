"""What the timetable does for the API."""

from hub.core.database import transaction
from hub.web.api.idempotency import forget_old_keys


def forget_idempotency_keys() -> str:
    with transaction():
        forgotten = forget_old_keys()
    return f"forgot {forgotten} idempotency keys"
