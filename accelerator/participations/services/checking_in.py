"""Monthly check-ins: planned, filled in, handed in, read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from uuid import UUID

from sqlalchemy import select

from accelerator.participations.errors import ChangedMeanwhile, NotNow
from accelerator.participations.models import (
    OVER,
    CheckIn,
    Metric,
    MetricValue,
    Participation,
)
from accelerator.participations.permissions import can_look_after, can_work
from accelerator.participations.queries.numbers import compared_in, metrics_of
from accelerator.participations.rules.months import months
from accelerator.participations.rules.numbers import LARGEST
from accelerator.programmes.models import Cohort
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.walltime import to_instant
from hub.history.services import record

LONGEST = 4000


class LooksLikeASlip(Invalid):
    """A number is ten times the last one, or a tenth. Say that it is meant, and it is kept."""

    code = "looks-like-a-slip"


@dataclass(frozen=True)
class Said:
    """What a startup reports: numbers by the metric's key (None: we do not know), words, and
    whether numbers that look odd are meant."""

    numbers: Mapping[str, int | None]
    highlights: str = ""
    help_wanted: str = ""
    is_meant: bool = field(default=False)


def plan_check_ins(cohort: Cohort) -> int:
    """Make the months of every startup that is in; those that are there stay. How many are new."""
    if cohort.starts_on is None or cohort.ends_on is None:
        return 0
    inside = select(Participation).where(
        Participation.cohort_id == cohort.id, Participation.state.not_in(OVER)
    )
    participations = db.session.scalars(inside).all()
    ids = [participation.id for participation in participations]
    known = select(CheckIn.participation_id, CheckIn.month).where(CheckIn.participation_id.in_(ids))
    there = {(participation, month) for participation, month in db.session.execute(known)}
    new = [
        CheckIn(
            participation_id=participation.id,
            month=month.first,
            opens_at=_midnight(month.opens_on, cohort.zone),
            due_at=_midnight(month.due_on, cohort.zone, end=True),
        )
        for participation in participations
        for month in months(cohort.starts_on, cohort.ends_on)
        if (participation.id, month.first) not in there
    ]
    db.session.add_all(new)
    db.session.flush()
    return len(new)


def hand_in(check_in: CheckIn, said: Said, *, by: User, version: int | None = None) -> None:
    """Report a month; until staff have read it, again.

    Raises:
        NotAllowed: somebody else's startup.
        NotNow: the month is not over, or has been read.
        ChangedMeanwhile: somebody else handed in since `version` was seen.
        Invalid, LooksLikeASlip: see `errors` for each metric's key.
    """
    if not can_work(by, check_in.participation):
        raise NotAllowed(_("Only the startup's own people report its numbers."))
    lock(check_in)
    if now() < check_in.opens_at:
        raise NotNow(_("This month is not over yet."))
    if check_in.reviewed_at is not None:
        raise NotNow(_("Staff have read this month already. Write to them to change it."))
    if version is not None and version != check_in.version:
        raise ChangedMeanwhile(
            _("Somebody else of your team has handed in this month. Look at theirs first.")
        )
    metrics = {m.key: m for m in metrics_of(check_in.participation.cohort.programme_id)}
    check_said(said, metrics)
    _check_odd(said, check_in)
    _keep_numbers(check_in, said, metrics=metrics)
    again = check_in.submitted_at is not None
    check_in.highlights = said.highlights.strip()
    check_in.help_wanted = said.help_wanted.strip()
    check_in.submitted_at, check_in.submitted_by_id = now(), by.id
    check_in.version += 1
    db.session.flush()
    record(
        "check-in.changed" if again else "check-in.submitted",
        check_in,
        after={"month": check_in.month, **{k: v for k, v in said.numbers.items() if v is not None}},
    )


def note_read(check_in: CheckIn, *, by: User) -> None:
    """Staff have read it. Twice is once.

    Raises: NotAllowed, NotNow.
    """
    if not can_look_after(by, check_in.participation):
        raise NotAllowed(_("Only staff of the programme do this."))
    lock(check_in)
    if check_in.submitted_at is None:
        raise NotNow(_("Nothing has been handed in yet."))
    if check_in.reviewed_at is None:
        check_in.reviewed_at, check_in.reviewed_by_id = now(), by.id
        check_in.version += 1
        db.session.flush()
        record("check-in.read", check_in)


def check_said(said: Said, metrics: Mapping[str, Metric]) -> None:
    """Raises: Invalid, with an entry for each metric's key and each text that cannot be."""
    errors: dict[str, list[str]] = {}
    for key, number in said.numbers.items():
        if key not in metrics:
            errors[key] = [_("There is no such number.")]
        elif number is not None and not -LARGEST <= number <= LARGEST:
            errors[key] = [_("This number is too large.")]
    for name, words in (("highlights", said.highlights), ("help_wanted", said.help_wanted)):
        if len(words) > LONGEST:
            errors[name] = [_("At most %(count)s characters, please.", count=LONGEST)]
    if errors:
        raise Invalid(next(iter(errors.values()))[0], errors=errors)


def _check_odd(said: Said, about: CheckIn) -> None:
    if said.is_meant:
        return
    compared = compared_in(about, said.numbers)
    odd = {
        key: [_("Last time it was very different. Is this meant?")]
        for key, each in compared.items()
        if each.is_jump
    }
    if odd:
        raise LooksLikeASlip(
            _("A number is ten times the last one, or a tenth. Please confirm it."), errors=odd
        )


def _keep_numbers(check_in: CheckIn, said: Said, *, metrics: Mapping[str, Metric]) -> None:
    query = select(MetricValue).where(MetricValue.check_in_id == check_in.id)
    kept: dict[UUID, MetricValue] = {each.metric_id: each for each in db.session.scalars(query)}
    for key, number in said.numbers.items():
        metric = metrics[key]
        before = kept.get(metric.id)
        if number is None:
            if before is not None:
                db.session.delete(before)
        elif before is not None:
            before.amount = number
        else:
            db.session.add(MetricValue(check_in_id=check_in.id, metric_id=metric.id, amount=number))


def _midnight(day: object, zone: str, *, end: bool = False) -> datetime:
    wall = datetime.combine(day, time(23, 59) if end else time())  # type: ignore[arg-type]
    return to_instant(wall, zone, fold=0)
