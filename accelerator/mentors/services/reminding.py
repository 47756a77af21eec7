"""Remind mentors and startups of what is missing, at most once a day for each thing."""

from accelerator.mentors.emails import remind_mentor, remind_startup
from accelerator.mentors.permissions import can_manage_mentoring
from accelerator.mentors.queries.cohort import mentor_rows, startup_rows
from accelerator.mentors.queries.missing import mentors_missing, startups_missing
from accelerator.mentors.rules.missing import Missing
from accelerator.programmes.models import Cohort
from hub.accounts.models import User
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record


def remind(cohort: Cohort, missing: Missing, *, by: User) -> int:
    """All who have not said it yet, by mail. How many that are. Raises: NotAllowed."""
    if not can_manage_mentoring(by, cohort):
        raise NotAllowed(_("Only staff of the programme do this."))
    if missing in (Missing.NEEDS, Missing.STARTUP_HOURS):
        startups = startups_missing(startup_rows(cohort, seen_by=by))[missing]
        for row in startups:
            remind_startup(row.participation, missing)
        count = len(startups)
    else:
        mentors = mentors_missing(mentor_rows(cohort, seen_by=by))[missing]
        for each in mentors:
            remind_mentor(each.said, missing)
        count = len(mentors)
    record("mentoring.reminded", cohort, after={"what": missing, "count": count})
    return count
