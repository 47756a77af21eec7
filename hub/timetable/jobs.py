"""Work on the clock about the clock itself."""

from hub.core.database import transaction
from hub.timetable import services


def forget_old_runs() -> str:
    with transaction():
        forgotten = services.forget_old_runs()
    return f"forgot {forgotten} old runs of jobs"
