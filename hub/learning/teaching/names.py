"""What signs and stages are called, for pages, exports and answers."""

from typing import Any

from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.core.i18n import ngettext
from hub.learning.classes.rules.standing import Stage
from hub.learning.teaching.queries.learners import Learner, Order
from hub.learning.teaching.rules.behind import Pace, Sign

#: Stage to (label, tone).
STAGES: dict[Stage, tuple[Any, str]] = {
    Stage.DRAFT: (_l("Draft"), ""),
    Stage.CANCELLED: (_l("Cancelled"), "bad"),
    Stage.UNDATED: (_l("No dates yet"), "warn"),
    Stage.COMING: (_l("Coming"), "info"),
    Stage.RUNNING: (_l("Running"), "ok"),
    Stage.OVER: (_l("Over"), ""),
}
ORDERS: dict[Order, Any] = {
    Order.NAME: _l("Name"),
    Order.BEHIND: _l("Falling behind first"),
    Order.PROGRESS: _l("Least done first"),
    Order.SEEN: _l("Longest not seen first"),
}


def reasons(learner: Learner) -> list[str]:
    """Why somebody falls behind, a sentence for each sign."""
    return [_reason(sign, learner.pace) for sign in learner.behind]


def _reason(sign: Sign, pace: Pace) -> str:
    match sign:
        case Sign.SHARE:
            return _("%(done)s of the %(due)s parts due by now are done",
                     done=pace.done, due=pace.due)  # fmt: skip
        case Sign.ABSENT:
            return ngettext(
                "was not in the last session", "was not in the last %(num)s sessions", pace.missed
            )
    days = pace.idle_days or 0
    return ngettext("not seen for %(num)s day", "not seen for %(num)s days", days)
