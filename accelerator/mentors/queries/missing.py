"""Who is missing what before the matching of a cohort."""

from accelerator.mentors.models import GivingState
from accelerator.mentors.queries.cohort import MentorRow, StartupRow
from accelerator.mentors.rules.missing import Missing


def mentors_missing(rows: list[MentorRow]) -> dict[Missing, list[MentorRow]]:
    here = [row for row in rows if row.said.mentor.left_at is None]
    accepted = [row for row in here if row.said.state is GivingState.ACCEPTED]
    return {
        Missing.ANSWER: [row for row in here if row.said.state is GivingState.ASKED],
        Missing.CODE: [row for row in accepted if row.code_waits],
        Missing.HOURS: [row for row in accepted if not row.has_hours],
    }


def startups_missing(rows: list[StartupRow]) -> dict[Missing, list[StartupRow]]:
    return {
        Missing.NEEDS: [row for row in rows if row.wish is None or not row.wish.needs],
        Missing.STARTUP_HOURS: [row for row in rows if not row.has_hours],
    }
