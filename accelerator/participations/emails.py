"""What we write to the startups of a cohort: a month has opened, a month is late, how are you."""

from typing import Any

from sqlalchemy import select

from accelerator.participations.models import CheckIn, FollowUp, Participation
from accelerator.startups.permissions import LEADS
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.database import db
from hub.core.i18n import speaking
from hub.organisations.models import Membership
from hub.outbox.letters import Letter, Receiver
from hub.outbox.models import Category
from hub.outbox.services import send_mail
from hub.web.addresses import public_url


def month_opened(check_in: CheckIn) -> None:
    _write_month(check_in, "participations/month_opened", key=f"month-opened:{check_in.id}")


def month_is_late(check_in: CheckIn) -> None:
    _write_month(check_in, "participations/month_late", key=f"month-late:{check_in.id}")


def how_are_you(follow_up: FollowUp) -> None:
    participation = follow_up.participation
    url = public_url(
        "participations.follow_up",
        participation_id=str(participation.id),
        follow_up_id=str(follow_up.id),
    )
    told = {"months": follow_up.months, "url": url}
    _write(participation, "participations/how_are_you", told=told, key=f"follow-up:{follow_up.id}")


def _write_month(check_in: CheckIn, template: str, *, key: str) -> None:
    participation = check_in.participation
    url = public_url(
        "participations.month",
        participation_id=str(participation.id),
        check_in_id=str(check_in.id),
    )
    told = {"month": check_in.month, "due_at": check_in.due_at, "url": url}
    _write(participation, template, told=told, key=key)


def _write(participation: Participation, template: str, *, told: dict[str, Any], key: str) -> None:
    """One mail to each who leads the startup."""
    query = (
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == participation.startup.organisation_id,
            Membership.left_at.is_(None),
            Membership.role.in_(LEADS),
        )
        .order_by(User.id)
    )
    for person in db.session.scalars(query).all():
        with speaking(person.language):
            values = told | {
                "startup": participation.startup.name,
                "cohort": in_words(participation.cohort.name),
                "zone": participation.cohort.zone,
            }
        receiver = Receiver(
            person.email, person.name, person.language, person.zone, user_id=person.id
        )
        letter = Letter(template, values, category=Category.REMINDERS)
        send_mail(letter, to=receiver, key=f"{key}:{person.id}")
