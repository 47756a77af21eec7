"""What the timetable does for quizzes. Safe to run twice, also at the same time."""

import logging
from functools import partial

from hub.core.database import in_transaction
from hub.learning.study.queries.quizzes import due_attempts
from hub.learning.study.services.quizzes import mark_late

log = logging.getLogger(__name__)
#: In one run; the next goes on with the rest.
CHUNK = 200


def mark_late_quizzes() -> str:
    """Of tries whose time is over and that nobody handed in: what was saved until then. Each in a
    transaction of its own, so that one with a difficulty does not hold up the others."""
    due, marked, failure = due_attempts(limit=CHUNK), 0, None
    for attempt_id in due:
        try:
            marked += in_transaction(partial(mark_late, attempt_id))
        except Exception as problem:  # told at the end, when all others have had their turn
            log.exception("try %s could not be marked", attempt_id)
            failure = problem
    if failure is not None:
        raise failure
    return f"{marked} quizzes marked whose time was over"
