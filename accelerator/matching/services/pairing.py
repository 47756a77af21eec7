"""From a proposal to pairs: published, answered by both, ended."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import DBAPIError

from accelerator.conflicts.services import detect
from accelerator.matching import emails
from accelerator.matching.errors import ChangedMeanwhile, NoPlace, NotNow
from accelerator.matching.facts import (
    PairingActive,
    PairingAsked,
    PairingDeclined,
    PairingEnded,
)
from accelerator.matching.guards import MENTOR_FULL, ORGANISATION_FULL
from accelerator.matching.models import (
    TAKES_A_PLACE,
    Matching,
    MatchingState,
    Pairing,
    PairingState,
    ProposedPair,
)
from accelerator.matching.permissions import can_manage_pairing, can_see_matching, side_of
from accelerator.matching.queries.proposals import pairs_of
from accelerator.mentors.facts import MentoringLeft, MentorLeft
from accelerator.mentors.models import Side
from accelerator.mentors.queries.mentors import get_mentoring
from accelerator.participations.facts import ParticipationEnded
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotAllowed
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.history.services import record

LONGEST_REASON = 500
#: An answer is brought to mind when so much of its time is left.
REMIND_BEFORE = timedelta(hours=24)


def publish(matching: Matching, *, by: User, version: int) -> list[Pairing]:
    """Tell both sides of every pair that they do not know yet, and ask them to accept. Pairs that
    stand and are not in the proposal stay; ending them is a word of its own (`end`).

    Returns: the new pairs.

    Raises:
        NotAllowed: not staff, or with a conflict of interest with one of the startups.
        ChangedMeanwhile: the proposal is another by now.
        NotNow: it is not reckoned, or published already.
        NoPlace: places were given meanwhile to somebody else; nothing was published.
    """
    if not can_see_matching(by, matching):
        raise NotAllowed(_("Only staff of the programme do this."))
    mentoring = get_mentoring(matching.cohort)
    lock(mentoring)
    lock(matching)
    if matching.version != version:
        raise ChangedMeanwhile(_("The proposal was changed in the meantime. Please look again."))
    if matching.state is not MatchingState.PROPOSED:
        raise NotNow(_("Only a finished proposal can be published, and only once."))
    known = {(p.startup_id, p.mentor_id) for p in _live_in(matching)}
    answer_by = now() + timedelta(hours=mentoring.answer_hours)
    # In one order, as the guards lock the rows of the places.
    fresh = sorted(
        (each for each in pairs_of(matching) if (each.startup_id, each.mentor_id) not in known),
        key=lambda each: (each.mentor_id, each.startup_id),
    )
    made = [_asked(each, matching, answer_by=answer_by) for each in fresh]
    matching.state, matching.published_at = MatchingState.PUBLISHED, now()
    matching.published_by_id, matching.version = by.id, matching.version + 1
    db.session.flush()
    record("matching.published", matching, after={"number": matching.number, "count": len(made)})
    for pairing in made:
        announce(PairingAsked(*_named(pairing)))
    emails.asked(made)
    return made


def accept(pairing: Pairing, *, side: Side, by: User) -> None:
    """One side says yes; when both have, the pair is active. Twice is once.

    Raises: NotAllowed, NotNow (declined, ended, or the time to answer is over).
    """
    _check_side(pairing, side, by=by)
    lock(pairing)
    _check_open(pairing)
    if side is Side.MENTOR:
        pairing.mentor_accepted_at = pairing.mentor_accepted_at or now()
    elif pairing.startup_accepted_at is None:
        pairing.startup_accepted_at, pairing.startup_accepted_by_id = now(), by.id
    both = pairing.mentor_accepted_at is not None and pairing.startup_accepted_at is not None
    became_active = both and pairing.state is PairingState.ASKED
    if became_active:
        pairing.state = PairingState.ACTIVE
    pairing.version += 1
    db.session.flush()
    record("pairing.accepted", pairing, after={"side": side, "state": pairing.state})
    if became_active:
        # Who mentors a startup judges it no more.
        detect({pairing.mentor.user_id}, {pairing.startup_id})
        announce(PairingActive(*_named(pairing)))
        emails.both_accepted(pairing)


def decline(pairing: Pairing, *, side: Side, by: User, reason: str) -> None:
    """One side says no, with a reason that the programme's staff read. The place is free again, and
    the two are not proposed to each other in this cohort any more.

    Raises: NotAllowed, NotNow, Invalid (no reason).
    """
    _check_side(pairing, side, by=by)
    clean = _reason(reason)
    lock(pairing)
    if pairing.state is not PairingState.ASKED:
        raise NotNow(_("This has been settled already."))
    _end(pairing, PairingState.DECLINED, side=side, by=by, reason=clean)
    record("pairing.declined", pairing, after={"side": side}, reason=clean)
    announce(PairingDeclined(*_named(pairing)))
    emails.declined(pairing)


def end(pairing: Pairing, *, by: User, reason: str) -> None:
    """Over before its time: by either side or by the programme's staff.

    Raises: NotAllowed, NotNow (it is over), Invalid (no reason).
    """
    side = side_of(by, pairing)
    if side is None and not can_manage_pairing(by, pairing):
        raise NotAllowed(_("This is somebody else's pair."))
    clean = _reason(reason)
    lock(pairing)
    if pairing.state not in TAKES_A_PLACE:
        raise NotNow(_("This pair is over already."))
    _end(pairing, PairingState.ENDED, side=side, by=by, reason=clean)
    record("pairing.ended", pairing, after={"side": side}, reason=clean)
    announce(PairingEnded(*_named(pairing)))
    emails.ended(pairing, by=by)


def lapse_due() -> int:
    """Pairs whose time to answer is over: their places are free again. How many there were."""
    due = select(Pairing).where(Pairing.state == PairingState.ASKED, Pairing.answer_by <= now())
    rows = list(db.session.scalars(due.order_by(Pairing.mentor_id).with_for_update(of=Pairing)))
    for pairing in rows:
        silent = Side.MENTOR if pairing.mentor_accepted_at is None else Side.STARTUP
        _end(pairing, PairingState.LAPSED, side=silent, by=None, reason="")
        record("pairing.lapsed", pairing, after={"side": silent})
        announce(PairingDeclined(*_named(pairing)))
    emails.lapsed(rows)
    return len(rows)


def remind_due() -> int:
    """Who has not answered a day before the end is reminded, once."""
    soon = select(Pairing).where(
        Pairing.state == PairingState.ASKED,
        Pairing.answer_by <= now() + REMIND_BEFORE,
        Pairing.answer_by > now(),
        Pairing.reminded_at.is_(None),
    )
    rows = list(db.session.scalars(soon))
    for pairing in rows:
        pairing.reminded_at = now()
    db.session.flush()
    emails.remind(rows)
    return len(rows)


def remind_now(pairing: Pairing, *, by: User) -> None:
    """Staff ask those who have not answered, once more and not twice a day.

    Raises: NotAllowed, NotNow (it is settled, or they were reminded today).
    """
    if not can_manage_pairing(by, pairing):
        raise NotAllowed(_("Only staff of the programme do this."))
    lock(pairing)
    _check_open(pairing)
    late = pairing.reminded_at is None or pairing.reminded_at <= now() - REMIND_BEFORE
    if pairing.state is not PairingState.ASKED or not late:
        raise NotNow(_("They were reminded within the last day."))
    pairing.reminded_at = now()
    db.session.flush()
    record("pairing.reminded", pairing)
    emails.remind([pairing])


def end_with_mentor(fact: MentorLeft) -> None:
    """Listens: a mentor has left the programme."""
    _end_all(Pairing.mentor_id == fact.mentor_id, side=Side.MENTOR)


def end_in_cohort(fact: MentoringLeft) -> None:
    """Listens: a mentor stops in a cohort."""
    mine = (Pairing.mentor_id == fact.mentor_id) & (Pairing.cohort_id == fact.cohort_id)
    _end_all(mine, side=Side.MENTOR)


def end_with_startup(fact: ParticipationEnded) -> None:
    """Listens: a startup's time in a cohort is over."""
    its = (Pairing.startup_id == fact.startup_id) & (Pairing.cohort_id == fact.cohort_id)
    _end_all(its, side=Side.STARTUP)


def _end_all(condition: ColumnElement[bool], *, side: Side) -> None:
    live = select(Pairing).where(condition, Pairing.state.in_(TAKES_A_PLACE))
    for pairing in db.session.scalars(live.order_by(Pairing.mentor_id, Pairing.startup_id)):
        _end(pairing, PairingState.ENDED, side=side, by=None, reason="")
        record("pairing.ended", pairing, after={"side": side})
        announce(PairingEnded(*_named(pairing)))
        emails.ended(pairing, by=None)


def _asked(proposed: ProposedPair, matching: Matching, *, answer_by: datetime) -> Pairing:
    pairing = Pairing(
        cohort=matching.cohort,
        startup=proposed.startup,
        mentor=proposed.mentor,
        organisation_id=proposed.organisation_id,
        matching_id=matching.id,
        fit=proposed.fit,
        parts=proposed.parts,
        answer_by=answer_by,
    )
    db.session.add(pairing)
    name = proposed.mentor.name  # a transaction that is refused loads nothing more
    try:
        db.session.flush()
    except DBAPIError as error:
        said = str(error.orig)
        if MENTOR_FULL not in said and ORGANISATION_FULL not in said:
            raise
        raise NoPlace(
            _("%(name)s has no place left. Please make a new proposal.", name=name)
        ) from error
    record("pairing.asked", pairing, after={"fit": pairing.fit, "until": answer_by})
    return pairing


def _end(
    pairing: Pairing, state: PairingState, *, side: Side | None, by: User | None, reason: str
) -> None:
    pairing.state, pairing.ended_at = state, now()
    pairing.ended_side, pairing.reason = side, reason
    pairing.ended_by_id = by.id if by else None
    pairing.version += 1
    db.session.flush()


def _check_side(pairing: Pairing, side: Side, *, by: User) -> None:
    if side_of(by, pairing) is not side:
        raise NotAllowed(_("Only they themselves answer this."))


def _check_open(pairing: Pairing) -> None:
    late = pairing.state is PairingState.ASKED and pairing.answer_by <= now()
    if late or pairing.state not in TAKES_A_PLACE:
        raise NotNow(_("The time to answer is over, or this has been settled already."))


def _reason(reason: str) -> str:
    clean = " ".join(reason.split())[:LONGEST_REASON]
    if len(clean) < 3:
        message = _("Please say why, in a few words.")
        raise Invalid(message, errors={"reason": [message]})
    return clean


def _live_in(matching: Matching) -> Iterable[Pairing]:
    query = select(Pairing).where(
        Pairing.cohort_id == matching.cohort_id, Pairing.state.in_(TAKES_A_PLACE)
    )
    return db.session.scalars(query)


def _named(pairing: Pairing) -> tuple[UUID, UUID, UUID, UUID]:
    return pairing.id, pairing.cohort_id, pairing.startup_id, pairing.mentor_id
