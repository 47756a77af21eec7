"""The one mail that goes with a certificate."""

from collections.abc import Sequence

from accelerator.sessions.emails.invitations import Mail, receiver_of
from accelerator.sessions.models import MentorCertificate
from accelerator.vocabulary.words import in_words
from hub.core.i18n import speaking
from hub.outbox.letters import Letter
from hub.outbox.services import is_mail_written, send_mails
from hub.web.addresses import public_url


def certified(certificates: Sequence[MentorCertificate]) -> None:
    """To each mentor, once."""
    if not certificates or not is_mail_written():
        return
    mails: list[Mail] = []
    for each in certificates:
        person = each.mentor.user
        if person.disabled_at is not None:
            continue
        with speaking(person.language):
            told = {
                "name": person.name,
                "cohort": in_words(each.cohort.name),
                "hours": round(each.minutes / 60, 1),
                "url": public_url("sessions.given"),
            }
        letter = Letter("sessions/certificate", told)
        mails.append((letter, receiver_of(person), f"mentor-certificate:{each.id}"))
    send_mails(mails)
