"""The blueprint that all pages of interviews are registered on, and what a team's own page may say
of its interviews: `interviews_of(application)`."""

from flask import Blueprint

from accelerator.applications.models import Application
from accelerator.interviews.models import Invited
from accelerator.interviews.names import DAY_STATES, MEETING_STATES, WAYS
from accelerator.interviews.queries.mine import invited_for

bp = Blueprint("interviews", __name__)


@bp.app_template_global()
def interviews_of(application: Application) -> list[Invited]:
    """Nothing before a day is told."""
    return invited_for(application)


@bp.app_context_processor
def interview_names() -> dict[str, object]:
    return {"interview_states": DAY_STATES, "meeting_states": MEETING_STATES, "ways": WAYS}
