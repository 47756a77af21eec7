"""The hub without its question under the lock, for the control run: whoever picks a time is
believed to have seen that it is free. The database still says no, until the test takes that away,
too."""

import os
from datetime import datetime
from uuid import UUID

from accelerator.interviews.models import Invited, Panel
from accelerator.interviews.queries.openings import Free
from accelerator.interviews.rules.days import Way
from accelerator.interviews.services import picking
from hub.app import create_app
from hub.config import settings_from
from hub.core.database import db
from hub.core.timeslots import TimeSlot


def _believe(invited: Invited, panel_id: UUID, *, starts_at: datetime) -> Free:
    slot = TimeSlot(starts_at, starts_at + invited.day.timing.meeting)
    return Free(db.session.get_one(Panel, panel_id), slot, Way.ROOM)


assert hasattr(picking, "_free"), "the question under the lock is asked elsewhere now"
picking._free = _believe
app = create_app(settings_from(os.environ))
