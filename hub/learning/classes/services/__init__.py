"""Things one can do with classes. Each raises a HubError or succeeds whole."""

from hub.core.series import Repeat
from hub.learning.classes.services.entering import (
    EnrolmentKey,
    is_key,
    new_key,
    set_audience,
    set_entry,
)
from hub.learning.classes.services.making import (
    RunDraft,
    change_run,
    draft_of,
    make_run,
    take_newest_version,
)
from hub.learning.classes.services.moving import (
    SessionChange,
    cancel_session,
    change_session,
    move_session,
    set_recording,
)
from hub.learning.classes.services.planning import SessionWish, plan_session
from hub.learning.classes.services.publishing import cancel_run, missing, publish_run
from hub.learning.classes.services.repeating import (
    SeriesDate,
    duplicate,
    plan_series,
    preview_series,
)
from hub.learning.classes.services.seats import set_seats
from hub.learning.classes.services.teaching import (
    add_instructor,
    change_instructor,
    remove_instructor,
)

__all__ = [
    "EnrolmentKey",
    "Repeat",
    "RunDraft",
    "SeriesDate",
    "SessionChange",
    "SessionWish",
    "add_instructor",
    "cancel_run",
    "cancel_session",
    "change_instructor",
    "change_run",
    "change_session",
    "draft_of",
    "duplicate",
    "is_key",
    "make_run",
    "missing",
    "move_session",
    "new_key",
    "plan_series",
    "plan_session",
    "preview_series",
    "publish_run",
    "remove_instructor",
    "set_audience",
    "set_entry",
    "set_recording",
    "set_seats",
    "take_newest_version",
]
