"""What is written to who has completed a class: one mail when they have, one with a certificate
that somebody else gave them, one when it was revoked."""

from collections.abc import Sequence
from typing import Any

from accelerator.sessions.emails.invitations import receiver_of
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.i18n import speaking
from hub.learning.certificates import issuer
from hub.learning.certificates.models import Certificate, Completion
from hub.learning.classes.models import ClassRun
from hub.outbox.letters import Letter, Receiver
from hub.outbox.services import is_mail_written, send_mails

Mail = tuple[Letter, Receiver, str]


def completed(completions: Sequence[Completion]) -> None:
    _send(
        [
            _mail("class_completed", each.enrolment.user, run=each.enrolment.run, key=f"{each.id}")
            for each in completions
        ]
    )


def certified(certificates: Sequence[Certificate]) -> None:
    _send(
        [
            _mail("certificate", each.completion.enrolment.user, run=each.completion.enrolment.run,
                  key=f"{each.id}", number=each.number)
            for each in certificates
        ]
    )  # fmt: skip


def revoked(certificate: Certificate) -> None:
    told = {"number": certificate.number, "why": certificate.revoked_why}
    key = f"{certificate.id}"
    _send([_mail("revoked", certificate.user, run=certificate.run, key=key, **told)])


def _mail(template: str, person: User, *, run: ClassRun, key: str, **told: Any) -> Mail | None:
    if person.disabled_at is not None or not is_mail_written():
        return None
    with speaking(person.language):
        values = told | {
            "name": person.name,
            "title": in_words(run.name),
            "url": issuer.own_page(),
        }
    letter = Letter(f"certificates/{template}", values)
    return letter, receiver_of(person), f"certificates.{template}:{key}"


def _send(mails: Sequence[Mail | None]) -> None:
    written = [mail for mail in mails if mail is not None]
    if written:
        send_mails(written)
