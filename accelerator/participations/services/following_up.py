"""Alumni: asked 6, 12 and 24 months after the end, and what they answer."""

from collections.abc import Mapping

from sqlalchemy import select

from accelerator.participations.errors import NotNow
from accelerator.participations.models import Disposition, FollowUp, Participation
from accelerator.participations.models import ParticipationState as State
from accelerator.participations.permissions import can_work
from accelerator.participations.queries.numbers import metrics_of
from accelerator.participations.rules.months import follow_ups
from accelerator.participations.services.checking_in import Said, check_said
from accelerator.programmes.models import Cohort
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record


def plan_follow_ups(cohort: Cohort) -> int:
    """For everybody who graduated; what is planned already stays. How many are new."""
    if cohort.ends_on is None:
        return 0
    graduates = db.session.scalars(
        select(Participation.id).where(
            Participation.cohort_id == cohort.id, Participation.state == State.GRADUATED
        )
    ).all()
    known = select(FollowUp.participation_id, FollowUp.months).where(
        FollowUp.participation_id.in_(graduates)
    )
    there = {(participation, months) for participation, months in db.session.execute(known)}
    new = [
        FollowUp(participation_id=participation, months=count, due_on=day)
        for participation in graduates
        for count, day in follow_ups(cohort.ends_on)
        if (participation, count) not in there
    ]
    db.session.add_all(new)
    db.session.flush()
    return len(new)


def answer_follow_up(
    follow_up: FollowUp,
    disposition: Disposition,
    *,
    numbers: Mapping[str, int | None],
    note: str = "",
    by: User,
) -> None:
    """Raises: NotAllowed, NotNow before its day, Invalid for what is not followed or too large."""
    if not can_work(by, follow_up.participation):
        raise NotAllowed(_("Only the startup's own people answer this."))
    if follow_up.due_on > now().date():
        raise NotNow(_("We ask this later."))
    programme_id = follow_up.participation.cohort.programme_id
    check_said(Said(numbers), {m.key: m for m in metrics_of(programme_id)})
    lock(follow_up)
    follow_up.disposition = disposition
    follow_up.numbers = {key: value for key, value in numbers.items() if value is not None}
    follow_up.note = note.strip()[:4000]
    follow_up.answered_at, follow_up.answered_by_id = now(), by.id
    db.session.flush()
    record("follow-up.answered", follow_up, after={"state": disposition})
