"""The blueprint that all pages of mentor days are registered on."""

from flask import Blueprint

from accelerator.mentor_days.names import DAY_STATES, MEETING_STATES, WHY

bp = Blueprint("mentor_days", __name__)


@bp.app_context_processor
def mentor_day_names() -> dict[str, object]:
    return {
        "mentor_day_states": DAY_STATES,
        "day_meeting_states": MEETING_STATES,
        "why_not_met": WHY,
    }
