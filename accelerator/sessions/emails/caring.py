"""What is written about pairs that are silent or in trouble: to both sides, and to the managers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from accelerator.matching.models import Pairing
from accelerator.mentors.models import Side
from accelerator.programmes.models import Cohort
from accelerator.sessions.caring_words import TROUBLES
from accelerator.sessions.emails.invitations import Mail, receiver_of
from accelerator.sessions.models import CareCase
from accelerator.sessions.queries.parties import leaders_of
from accelerator.sessions.rules.health import Trouble
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.i18n import speaking
from hub.outbox.letters import Letter
from hub.outbox.models import Category
from hub.outbox.services import is_mail_written, send_mails
from hub.web.addresses import public_url


def silence(found: Sequence[tuple[CareCase, Pairing]]) -> None:
    """A gentle question to both sides, once for each case, with the way to a new time."""
    if not found or not is_mail_written():
        return
    leaders = leaders_of({pairing.startup.id: pairing.startup for _c, pairing in found}.values())
    mails: list[Mail] = []
    for case, pairing in found:
        for side, person in _both(pairing, leaders[pairing.startup_id]):
            told = _told(pairing, side, person=person)
            letter = Letter("sessions/care_silence", told, category=Category.REMINDERS)
            mails.append((letter, receiver_of(person), f"care-silence:{case.id}:{person.id}"))
    send_mails(mails)


def words_of_staff(case: CareCase, pairing: Pairing, *, text: str, by: User) -> None:
    """What a manager writes to both sides."""
    if not is_mail_written():
        return
    leaders = leaders_of([pairing.startup])[pairing.startup_id]
    mails: list[Mail] = []
    for side, person in _both(pairing, leaders):
        values = {**_told(pairing, side, person=person), "text": text, "by": by.name}
        letter = Letter("sessions/care_words", values)
        key = f"care-words:{case.id}:{case.version}:{person.id}"
        mails.append((letter, receiver_of(person), key))
    send_mails(mails)


@dataclass(frozen=True)
class Week:
    """Who needs help in a cohort. `rows`: (startup, mentor, kind of trouble); `alone` are startups
    without a mentor; `key` names the occasion."""

    cohort: Cohort
    rows: Sequence[tuple[str, str, str]]
    alone: int
    key: str


def week(of: Week, *, to: User) -> None:
    """To a manager, at most once a week."""
    if not is_mail_written():
        return
    with speaking(to.language):
        values = {
            "cohort": in_words(of.cohort.name),
            "rows": [
                {"startup": startup, "mentor": mentor, "trouble": str(TROUBLES[Trouble(kind)][0])}
                for startup, mentor, kind in of.rows
            ],
            "alone": of.alone,
            "url": public_url("sessions.care", cohort_id=str(of.cohort.id)),
        }
    letter = Letter("sessions/care_week", values, category=Category.REMINDERS)
    send_mails([(letter, receiver_of(to), of.key)])


def _both(pairing: Pairing, leaders: Sequence[User]) -> list[tuple[Side, User]]:
    startup = [(Side.STARTUP, person) for person in leaders]
    return [(Side.MENTOR, pairing.mentor.user), *startup]


def _told(pairing: Pairing, side: Side, *, person: User) -> dict[str, Any]:
    with speaking(person.language):
        return {
            "other": pairing.startup.name if side is Side.MENTOR else pairing.mentor.name,
            "to_mentor": side is Side.MENTOR,
            "cohort": in_words(pairing.cohort.name),
            "url": public_url("sessions.book", pairing_id=str(pairing.id)),
            "pair_url": public_url("matching.pairing", pairing_id=str(pairing.id)),
        }
