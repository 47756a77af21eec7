"""When a call opens and closes: given as wall times of the programme's zone, kept as instants."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from accelerator.programmes.errors import SayingWhy
from accelerator.programmes.facts import DeadlineMoved
from accelerator.programmes.models import Cohort, Phase
from accelerator.programmes.rules.dates import Dates, Problem, problems, takes_time_away
from accelerator.programmes.services.checks import (
    changed,
    check_manager,
    check_seen,
    refuse,
)
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.core.local_times import instant_of
from hub.history.services import record

SENTENCES: dict[Problem, Any] = {
    Problem.CLOSES_BEFORE_OPENING: _l("The call must close after it opens."),
    Problem.GRACE_TOO_LONG: _l("Grace is between no time and a week."),
    Problem.DECIDED_BEFORE_CLOSING: _l("Decisions come after the deadline."),
    Problem.STARTS_BEFORE_CLOSING: _l("The programme starts after the deadline."),
    Problem.ENDS_BEFORE_START: _l("The programme must end after it starts."),
    Problem.ENDS_WITHOUT_START: _l("Please say when it starts as well."),
    Problem.DEMO_DAY_BEFORE_START: _l("Demo day comes after the start."),
}


@dataclass(frozen=True)
class WallDates:
    """Dates as the clocks of the programme's zone show them. A `fold` chooses between the two
    readings of a time that happens twice: 0 the earlier, 1 the later."""

    opens_local: datetime
    closes_local: datetime
    grace_minutes: int = 0
    decisions_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    demo_day_local: datetime | None = None
    opens_fold: int | None = None
    closes_fold: int | None = None

    def in_zone(self, zone: str) -> Dates:
        """The instants that are meant.

        Raises:
            NoSuchTime: the clocks skip one of them.
            TimeHappensTwice: one occurs twice, and nobody said which.
        """
        return Dates(
            opens_at=instant_of(self.opens_local, zone, fold=self.opens_fold, field="opens_local"),
            closes_at=instant_of(
                self.closes_local, zone, fold=self.closes_fold, field="closes_local"
            ),
            grace_minutes=self.grace_minutes,
            decisions_on=self.decisions_on,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            demo_day_at=self.demo_day_local
            and instant_of(self.demo_day_local, zone, fold=0, field="demo_day_local"),
        )


@dataclass(frozen=True)
class Touched:
    """Whom a change of dates touches: begun, and handed in."""

    drafts: int = 0
    applications: int = 0


Reckoning = Callable[[Cohort], Touched]
_reckonings: list[Reckoning] = []


def let_reckon(reckoning: Reckoning) -> None:
    """Register who counts those that a change of dates touches."""
    if reckoning not in _reckonings:
        _reckonings.append(reckoning)


def touched(cohort: Cohort) -> Touched:
    counts = [reckoning(cohort) for reckoning in _reckonings]
    return Touched(sum(c.drafts for c in counts), sum(c.applications for c in counts))


@dataclass(frozen=True)
class Saying:
    """That somebody knows that they take time away from people, and why they do."""

    confirmed: bool = False
    reason: str = ""


def change_dates(
    cohort: Cohort,
    dates: Dates,
    *,
    by: User,
    saying: Saying = Saying(),
    expected: int | None = None,
) -> None:
    """Move what is planned. Nothing changed is nothing recorded.

    Raises:
        NotAllowed: not its manager.
        CohortChanged: somebody else was quicker.
        Invalid: they do not go together.
        SayingWhy: of a call that is told to the public, applicants would have less time than they
            count on: that is confirmed, with a reason. `details` count whom it touches.
        Conflict: the cohort is archived.
    """
    check_manager(by, cohort.programme_id)
    lock(cohort)
    check_seen(cohort, expected)
    if cohort.phase is Phase.ARCHIVED:
        raise Conflict(_("This cohort is archived; nothing about it changes."))
    check_dates(dates, cohort.zone)
    was = cohort.dates
    if cohort.phase is Phase.PUBLISHED and takes_time_away(was, dates, at=now()):
        _check_said_why(cohort, saying)
    before, after = changed(cohort, asdict(dates))
    if not after:
        return
    cohort.version += 1
    db.session.flush()
    record("cohort.dates-changed", cohort, before=before, after=after, reason=saying.reason)
    if cohort.phase is Phase.PUBLISHED and dates.window != was.window:
        window = dates.window
        announce(DeadlineMoved(cohort.id, was.closes_at, window.closes_at, window.ends_at))


def check_dates(dates: Dates, zone: str) -> Dates:
    """Raises: Invalid; its fields are those of `WallDates`, in which dates are given."""
    found = problems(dates, zone).items()
    refuse({name.replace("_at", "_local"): [str(SENTENCES[why])] for name, why in found})
    return dates


def _check_said_why(cohort: Cohort, saying: Saying) -> None:
    if saying.confirmed and saying.reason.strip():
        return
    counts = touched(cohort)
    raise SayingWhy(
        _(
            "Applicants would have less time than they count on. Please confirm it and say why:"
            " begun applications: %(drafts)s, handed in: %(applications)s.",
            drafts=counts.drafts,
            applications=counts.applications,
        ),
        **asdict(counts),
    )
