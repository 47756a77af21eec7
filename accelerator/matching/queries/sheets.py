"""A cohort's pairs as a table to keep. Reasons are there, because staff read them; private words
are not."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from accelerator.matching.names import PAIRING_STATES
from accelerator.matching.queries.pairings import pairings_in
from accelerator.programmes.models import Cohort
from hub.accounts.models import User
from hub.core.i18n import lazy_gettext as _l

COLUMNS = {
    "startup": _l("Startup"),
    "mentor": _l("Mentor"),
    "organisation": _l("Support organisation"),
    "state": _l("State"),
    "fit": _l("Fit"),
    "asked_at": _l("Asked"),
    "answer_by": _l("To be answered by"),
    "startup_accepted_at": _l("The startup's yes"),
    "mentor_accepted_at": _l("The mentor's yes"),
    "ended_at": _l("Ended"),
    "ended_by": _l("By whom"),
    "reason": _l("Why"),
}


def rows_of(cohort: Cohort, *, seen_by: User) -> Iterable[Sequence[object]]:
    zone = ZoneInfo(cohort.zone)
    for each in pairings_in(cohort, seen_by=seen_by):
        times = (each.made_at, each.answer_by, each.startup_accepted_at, each.mentor_accepted_at,
                 each.ended_at)  # fmt: skip
        yield (
            each.startup.name,
            each.mentor.name,
            each.organisation.name if each.organisation else "",
            str(PAIRING_STATES[each.state][0]),
            each.fit / 10_000,
            *(at.astimezone(zone) if at else None for at in times),
            str(each.ended_side or ""),
            each.reason,
        )
