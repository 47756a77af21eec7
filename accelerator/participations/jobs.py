"""What happens to the startups of a cohort by the clock. Each is safe to run twice."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accelerator.participations import emails
from accelerator.participations.models import OVER, CheckIn, FollowUp, Participation
from accelerator.participations.services.checking_in import plan_check_ins
from accelerator.participations.services.following_up import plan_follow_ups
from accelerator.programmes.models import Cohort, Phase
from hub.core.clock import now
from hub.core.database import db, transaction

#: A month that opened longer ago than this is not announced any more: the hub was asleep.
ANNOUNCED_WITHIN = timedelta(days=3)
LATE_AFTER = timedelta(days=1)


def ask_for_months() -> str:
    """Plan months, tell who has one open, and remind once who is late."""
    with transaction():
        running = select(Cohort).where(Cohort.phase == Phase.RUNNING)
        planned = sum(plan_check_ins(cohort) for cohort in db.session.scalars(running).all())
        opened = _waiting(CheckIn.opens_at <= now(), CheckIn.opens_at > now() - ANNOUNCED_WITHIN)
        for check_in in opened:
            emails.month_opened(check_in)
        late = _waiting(CheckIn.due_at <= now() - LATE_AFTER, CheckIn.reminded_at.is_(None))
        for check_in in late:
            if check_in.due_at > now() - LATE_AFTER - ANNOUNCED_WITHIN:
                emails.month_is_late(check_in)
            check_in.reminded_at = now()
    return f"planned {planned} months, {len(opened)} are open, {len(late)} are late"


def ask_alumni() -> str:
    """Plan what is asked after the end, and ask whose day has come."""
    with transaction():
        over = select(Cohort).where(Cohort.phase.in_((Phase.ENDED, Phase.ARCHIVED)))
        planned = sum(plan_follow_ups(cohort) for cohort in db.session.scalars(over).all())
        due = db.session.scalars(
            select(FollowUp)
            .where(FollowUp.due_on <= now().date(), FollowUp.asked_at.is_(None))
            .options(joinedload(FollowUp.participation))
        ).all()
        for follow_up in due:
            emails.how_are_you(follow_up)
            follow_up.asked_at = now()
    return f"planned {planned} questions, asked {len(due)}"


def _waiting(*conditions: object) -> list[CheckIn]:
    """Months that were not handed in, of startups that are still in."""
    query = (
        select(CheckIn)
        .join(Participation, Participation.id == CheckIn.participation_id)
        .where(CheckIn.submitted_at.is_(None), Participation.state.not_in(OVER), *conditions)  # type: ignore[arg-type]
        .options(joinedload(CheckIn.participation))
    )
    return list(db.session.scalars(query))
