"""The blueprint that all pages of teaching are registered on."""

from typing import Any

from flask import Blueprint, current_app, url_for

from hub.core.clock import now
from hub.learning.enrolments.names import STANDINGS
from hub.learning.joining.rules.ways import opens_at
from hub.learning.study.names import SURVEY, SURVEY_WORDS
from hub.learning.teaching.names import STAGES, reasons

bp = Blueprint("teaching", __name__)


@bp.context_processor
def said() -> dict[str, Any]:
    return {
        "stages": STAGES,
        "standings": STANDINGS,
        "survey_questions": SURVEY,
        "survey_words": SURVEY_WORDS,
        "reasons": reasons,
        "room_is_open": lambda session: now() >= opens_at(session.slot),
        "marking_url": lambda run: _there("study.marking", run_id=run.id),
        "discussion_url": lambda run: _there("study.discussion", slug=run.slug),
        "announcements_url": lambda run: _there("study.announcements", slug=run.slug),
    }


def _there(endpoint: str, **values: Any) -> str | None:
    """Pages of study, as far as they are there."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else None
