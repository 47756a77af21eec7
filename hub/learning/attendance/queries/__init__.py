"""Questions about the register."""

from hub.learning.attendance.queries.counting import minutes_of
from hub.learning.attendance.queries.register import (
    Line,
    live_code,
    register_of,
    session_to_keep,
    unknown_of,
)

__all__ = ["Line", "live_code", "minutes_of", "register_of", "session_to_keep", "unknown_of"]
