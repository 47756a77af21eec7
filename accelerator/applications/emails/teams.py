"""What we write to teams about their own doings."""

from typing import Any

from sqlalchemy import select

from accelerator.applications.models import (
    Application,
    ApplicationInvitation,
    Revision,
)
from accelerator.applications.queries.teams import members_of
from accelerator.applications.rules.words import ROLE_MEANINGS, TIMINGS
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.database import db
from hub.outbox.letters import Letter, Receiver
from hub.outbox.services import is_mail_written, send_mail
from hub.web.addresses import public_url


def submitted(application: Application, revision: Revision) -> None:
    """To everybody in the team, one mail each."""
    values = {
        "number": revision.number,
        "at": revision.submitted_at,
        "timing": TIMINGS[revision.timing][0],
        "sha256": revision.sha256,
        "receipt_url": public_url("applications.receipt", application_id=str(application.id)),
    }
    _to_team(application, "applications/submitted", values=values, key=f"submitted:{revision.id}")


def withdrawn(application: Application, *, by: User) -> None:
    key = f"withdrawn:{application.id}"
    _to_team(application, "applications/withdrawn", values={"by": by.name}, key=key)


def invite(invitation: ApplicationInvitation, secret: str) -> None:
    """To somebody who may have no account yet."""
    application, sender = invitation.application, invitation.invited_by
    person = db.session.scalar(select(User).where(User.email == invitation.email))
    language = person.language if person else application.language
    values = _told(application, language) | {
        "sender": sender.name,
        "role": ROLE_MEANINGS[invitation.role.value],
        "url": public_url("applications.invitation", key=secret),
        "until": invitation.expires_at,
    }
    receiver = (
        at(person) if person else Receiver(invitation.email, "", application.language, sender.zone)
    )
    letter = Letter(
        "applications/invitation",
        values,
        useful_until=invitation.expires_at,
        confidential=True,
    )
    sent = f"{invitation.sent_at:%Y%m%d%H%M%S}"
    send_mail(letter, to=receiver, key=f"application-invitation:{invitation.id}:{sent}")


def at(person: User) -> Receiver:
    return Receiver(person.email, person.name, person.language, person.zone, user_id=person.id)


def _to_team(application: Application, template: str, *, values: dict[str, Any], key: str) -> None:
    if not is_mail_written():
        return
    for member in members_of(application):
        letter = Letter(template, _told(application, member.user.language) | values)
        send_mail(letter, to=at(member.user), key=f"application-{key}:{member.user_id}")


def _told(application: Application, language: str) -> dict[str, Any]:
    cohort = application.cohort
    return {
        "reference": application.reference,
        "startup": application.startup.name,
        "cohort": in_words(cohort.name, language),
        "programme": in_words(cohort.programme.name, language),
        "closes_at": cohort.closes_at,
        "zone": cohort.zone,
        "url": public_url("applications.show", application_id=str(application.id)),
    }
