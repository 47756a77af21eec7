"""What the timetable does for class sessions. Safe to run twice, also at the same time."""

from functools import partial

from hub.core.database import in_transaction
from hub.learning.joining.services import noticing, reminding


def tell_of_changes() -> str:
    """Of sessions that were moved, cancelled or added, once that has come to rest."""
    due = noticing.due_notices()
    told = sum(in_transaction(partial(noticing.tell, notice_id)) for notice_id in due)
    return f"{len(due)} sessions told of, to {told}"


def remind_of_classes() -> str:
    return f"{in_transaction(reminding.remind_due)} reminded"
