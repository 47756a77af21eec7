"""A cohort's mentors and startups as tables that leave the house. No private words."""

from collections.abc import Iterator, Sequence

from accelerator.mentors.queries.cohort import mentor_rows, startup_rows
from accelerator.mentors.rules.profiles import LISTS
from accelerator.programmes.models import Cohort
from hub.accounts.models import User

#: What can be read in again (`rules.sheets.COLUMNS`) comes first.
MENTOR_COLUMNS = {
    name: name
    for name in (
        "email", "organisation", "places", "headline", *LISTS, "name", "state", "code", "hours",
        "paused", "ranked",
    )
}  # fmt: skip
STARTUP_COLUMNS = {
    name: name
    for name in ("startup", "state", "needs", "sentences", "languages", "least", "most", "hours",
                 "ranked")
}  # fmt: skip


def sheet_of(cohort: Cohort, table: str, *, seen_by: User) -> Iterator[Sequence[object]]:
    return _mentors(cohort, seen_by) if table == "mentors" else _startups(cohort, seen_by)


def _mentors(cohort: Cohort, person: User) -> Iterator[Sequence[object]]:
    for row in mentor_rows(cohort, seen_by=person):
        mentor = row.said.mentor
        yield (
            mentor.user.email,
            row.organisation,
            row.said.places,
            mentor.headline,
            *(getattr(mentor, name) for name in LISTS),
            mentor.name,
            row.said.state.value,
            not row.code_waits,
            row.has_hours,
            row.is_paused,
            row.ranked,
        )


def _startups(cohort: Cohort, person: User) -> Iterator[Sequence[object]]:
    for row in startup_rows(cohort, seen_by=person):
        wish = row.wish
        needs = wish.needs if wish else []
        yield (
            row.participation.startup.name,
            row.participation.state.value,
            [need["topic"] for need in needs],
            [need.get("sentence", "") for need in needs],
            wish.languages if wish else [],
            wish.least if wish else None,
            wish.most if wish else None,
            row.has_hours,
            row.ranked,
        )
