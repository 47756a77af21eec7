"""What can be done about decisions, releases, offers and feedback."""

from accelerator.selection.services.answering import accept, decline, undo_decline
from accelerator.selection.services.closing import close_line
from accelerator.selection.services.deciding import (
    Judgement,
    decide,
    decide_all,
    order_line,
    undecide,
)
from accelerator.selection.services.feedback import Edited, edit_feedback, gather, publish_late
from accelerator.selection.services.keeping import extend_offer, take_back
from accelerator.selection.services.preparing import (
    cancel,
    change_letters,
    prepare,
    start_release,
    unprepare,
)
from accelerator.selection.services.releasing import release

__all__ = [
    "Edited",
    "Judgement",
    "accept",
    "cancel",
    "change_letters",
    "close_line",
    "decide",
    "decide_all",
    "decline",
    "edit_feedback",
    "extend_offer",
    "gather",
    "order_line",
    "prepare",
    "publish_late",
    "release",
    "start_release",
    "take_back",
    "undecide",
    "undo_decline",
    "unprepare",
]
