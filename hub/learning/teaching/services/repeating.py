"""A run once more, so many weeks later."""

from datetime import datetime, timedelta

from hub.accounts.models import User
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.learning.classes.errors import NotNow
from hub.learning.classes.models import ClassRun
from hub.learning.classes.queries.sessions import standing_sessions
from hub.learning.classes.services import duplicate

MOST_WEEKS = 104


def repeat_later(run: ClassRun, weeks: int, *, by: User) -> tuple[ClassRun, list[datetime]]:
    """As `classes.services.duplicate`, at the same times of the week.

    Raises: as `duplicate`; Invalid for no such number of weeks; NotNow for a run without sessions.
    """
    if not 1 <= weeks <= MOST_WEEKS:
        sentence = _("From one week to %(most)s weeks, please.", most=MOST_WEEKS)
        raise Invalid(sentence, errors={"weeks": [sentence]})
    sessions = standing_sessions(run)
    if not sessions:
        raise NotNow(_("This class has no session whose date could be moved."))
    first = datetime.fromisoformat(sessions[0].starts_local)
    return duplicate(run, starts_local=first + timedelta(weeks=weeks), by=by)
