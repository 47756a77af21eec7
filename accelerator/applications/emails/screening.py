"""What we write to a team before anybody has read its application."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from accelerator.applications.models import (
    Application,
    ApplicationMember,
    InformationRequest,
    Screening,
    TeamRole,
)
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.database import db
from hub.core.i18n import speaking
from hub.outbox.letters import Letter, Receiver
from hub.outbox.services import send_mail
from hub.web.addresses import public_url

#: Who only reads along is not written to.
WRITTEN_TO = frozenset({TeamRole.OWNER, TeamRole.EDIT})


def turned_down(application: Application, screening: Screening) -> None:
    _write(
        application,
        "applications/turned_down",
        told={"message": screening.message},
        key=f"screening:{screening.id}",
    )


def looked_at_again(application: Application, screening: Screening) -> None:
    _write(
        application, "applications/looked_at_again", told={}, key=f"screening-undone:{screening.id}"
    )


def asked_for_more(application: Application, request: InformationRequest) -> None:
    told = {"text": request.text, "due_at": request.due_at, "has_questions": bool(request.keys)}
    _write(application, "applications/asked_for_more", told=told, key=f"asked:{request.id}")


def reminded_of_request(application: Application, request: InformationRequest) -> None:
    told = {"text": request.text, "due_at": request.due_at, "has_questions": bool(request.keys)}
    _write(application, "applications/reminded", told=told, key=f"asked-again:{request.id}")


def given_more_time(application: Application, until: datetime) -> None:
    key = f"more-time:{application.id}:{until.isoformat()}"
    _write(application, "applications/given_more_time", told={"until": until}, key=key)


def _write(application: Application, template: str, *, told: dict[str, Any], key: str) -> None:
    """One mail to each who writes, in their own language."""
    query = (
        select(User)
        .join(ApplicationMember, ApplicationMember.user_id == User.id)
        .where(
            ApplicationMember.application_id == application.id,
            ApplicationMember.left_at.is_(None),
            ApplicationMember.role.in_(WRITTEN_TO),
        )
        .order_by(User.id)
    )
    for person in db.session.scalars(query).all():
        with speaking(person.language):
            values = told | {
                "reference": application.reference,
                "headline": application.headline,
                "startup": application.startup.name,
                "cohort": in_words(application.cohort.name),
                "zone": application.cohort.zone,
                "url": public_url("applications.show", application_id=str(application.id)),
            }
        receiver = Receiver(
            person.email, person.name, person.language, person.zone, user_id=person.id
        )
        send_mail(Letter(template, values), to=receiver, key=f"{key}:{person.id}")
