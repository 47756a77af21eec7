"""What we write about pairs: asked, reminded, both accepted, declined, ended."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from accelerator.matching.models import Pairing, PairingState, ProposedPair
from accelerator.mentors.models import Side
from accelerator.startups.permissions import LEADS
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.i18n import speaking
from hub.organisations.models import Membership
from hub.outbox.letters import Letter, Receiver
from hub.outbox.models import Category
from hub.outbox.services import send_mails
from hub.web.addresses import public_url

Mail = tuple[Letter, Receiver, str]


@dataclass(frozen=True)
class Kind:
    """What is written: its template, and how its key begins, which makes it one mail a person."""

    template: str
    key: str
    category: Category = Category.SERVICE


def asked(pairings: Sequence[Pairing]) -> None:
    """Both sides of new pairs; who is in several gets one mail for each."""
    send_mails(_to_both(pairings, "matching/asked", key="pairing-asked"))


def who_is_asked(pairs: Sequence[ProposedPair]) -> list[User]:
    """Everybody who would get a mail about a new pair, once for each mail."""
    leads = _leads(pairs)
    return [person for pair in pairs for _side, person in _people(pair, leads)]


def remind(pairings: Sequence[Pairing]) -> None:
    """Whoever has not answered yet."""
    today = f"pairing-reminded-{now():%y%m%d}"
    sided = _sided(pairings, Kind("matching/reminded", today, Category.REMINDERS))
    send_mails([mail for waits, mail in sided if waits])


def both_accepted(pairing: Pairing) -> None:
    send_mails(_to_both([pairing], "matching/active", key="pairing-active"))


def declined(pairing: Pairing) -> None:
    """Tell the other side, without the reason, which is for the programme's staff."""
    send_mails(_to_both([pairing], "matching/declined", key="pairing-declined",
                        but=pairing.ended_side))  # fmt: skip


def lapsed(pairings: Sequence[Pairing]) -> None:
    send_mails(_to_both(pairings, "matching/lapsed", key="pairing-lapsed"))


def ended(pairing: Pairing, *, by: User | None) -> None:
    """Everybody of both sides but who did it."""
    mails = _to_both([pairing], "matching/ended", key="pairing-ended")
    send_mails([mail for mail in mails if by is None or mail[1].user_id != by.id])


def _to_both(
    pairings: Sequence[Pairing], template: str, *, key: str, but: Side | None = None
) -> list[Mail]:
    kind = Kind(template, key)
    leads = _leads(pairings)
    mails = []
    for pairing in pairings:
        for side, person in _people(pairing, leads):
            if side is not but:
                mails.append(_mail(pairing, side, person=person, kind=kind))
    return mails


def _sided(pairings: Sequence[Pairing], kind: Kind) -> Iterable[tuple[bool, Mail]]:
    """Each mail, and whether its side is still to answer."""
    leads = _leads(pairings)
    for pairing in pairings:
        waits = {
            Side.MENTOR: pairing.mentor_accepted_at is None,
            Side.STARTUP: pairing.startup_accepted_at is None,
        }
        for side, person in _people(pairing, leads):
            mail = _mail(pairing, side, person=person, kind=kind)
            yield waits[side] and pairing.state is PairingState.ASKED, mail


def _people(
    pairing: Pairing | ProposedPair, leads: dict[UUID, list[User]]
) -> Iterable[tuple[Side, User]]:
    yield Side.MENTOR, pairing.mentor.user
    for person in leads[pairing.startup.organisation_id]:
        yield Side.STARTUP, person


def _mail(pairing: Pairing, side: Side, *, person: User, kind: Kind) -> Mail:
    with speaking(person.language):
        values = {
            "other": pairing.startup.name if side is Side.MENTOR else pairing.mentor.name,
            "line": pairing.startup.pitch if side is Side.MENTOR else pairing.mentor.headline,
            "to_mentor": side is Side.MENTOR,
            "cohort": in_words(pairing.cohort.name),
            "answer_by": pairing.answer_by,
            "zone": person.zone,
            "url": public_url("matching.pairing", pairing_id=str(pairing.id)),
        }
    receiver = Receiver(person.email, person.name, person.language, person.zone, person.id)
    letter = Letter(kind.template, values, category=kind.category)
    return letter, receiver, f"{kind.key}:{pairing.id}:{person.id}"


def _leads(pairings: Sequence[Pairing] | Sequence[ProposedPair]) -> dict[UUID, list[User]]:
    """Organisation of a startup to the people who lead it."""
    query = (
        select(Membership.organisation_id, User)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.organisation_id.in_({p.startup.organisation_id for p in pairings}),
            Membership.left_at.is_(None),
            Membership.role.in_(LEADS),
        )
        .order_by(User.id)
    )
    found: dict[UUID, list[User]] = defaultdict(list)
    for organisation_id, person in db.session.execute(query):
        found[organisation_id].append(person)
    return found
