"""Pairs that need help: found by the checks, seen to by staff, closed when they have settled."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from accelerator.matching.models import Pairing, PairingState
from accelerator.matching.queries.pairings import live_pairing
from accelerator.mentors.permissions import can_manage_mentoring
from accelerator.programmes.models import Cohort, Phase
from accelerator.sessions.emails import caring as emails
from accelerator.sessions.errors import ChangedMeanwhile, NotNow
from accelerator.sessions.models import CareCase
from accelerator.sessions.permissions import can_care_for
from accelerator.sessions.queries.health import care_in
from accelerator.sessions.queries.managers import managers_of
from accelerator.sessions.queries.relations import active_pairs
from accelerator.sessions.rules.health import Trouble, troubles
from accelerator.sessions.services.words import written
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.core.walltime import to_wall
from hub.history.services import record

LONGEST_NOTE, LONGEST_WORDS = 500, 2000
#: Before anybody works together, and when all is over, nobody is asked why they are silent.
NOT_NOW = (Phase.DRAFT, Phase.ENDED, Phase.ARCHIVED)
Key = tuple[UUID, UUID | None, Trouble]


def look_after(cohort: Cohort) -> tuple[int, int]:
    """Open a case for each trouble that has none, once; close what has settled by itself. About
    silence both sides get one gentle mail for each case.

    Returns: how many were opened, and how many closed.
    """
    lock(cohort)
    known = {_key(case): case for case in _open_in(cohort)}
    opened: list[tuple[CareCase, Pairing]] = []
    found: set[Key] = set()
    for pair in active_pairs(cohort) if cohort.phase not in NOT_NOW else ():
        for kind in troubles(pair.relation, now()):
            key = (*pair.two, kind)
            found.add(key)
            if key not in known:
                opened.append((_opened(pair.pairing, kind), pair.pairing))
    settled = [case for key, case in known.items() if key not in found]
    for case in settled:
        case.closed_at = now()
        case.version += 1
        db.session.flush()
        record("care.settled", case, after={"kind": case.kind})
    emails.silence([each for each in opened if each[0].kind == Trouble.SILENCE])
    return len(opened), len(settled)


def look_now(cohort: Cohort, *, by: User) -> tuple[int, int]:
    """What the daily checks do, at once. Raises: NotAllowed."""
    if not can_manage_mentoring(by, cohort):
        raise NotAllowed(_("Only staff of the programme do this."))
    return look_after(cohort)


def note(case: CareCase, text: str, *, by: User, version: int) -> None:
    """What was done so far. The case stays open.

    Raises: NotAllowed, ChangedMeanwhile, NotNow (closed), Invalid.
    """
    clean = written(text, LONGEST_NOTE)
    _take(case, by, version=version)
    before, case.note = case.note, clean
    case.version += 1
    db.session.flush()
    record("care.noted", case, before={"note": before}, after={"note": clean})


def close(case: CareCase, text: str, *, by: User, version: int) -> None:
    """It is seen to; the same trouble has to come anew before there is another case.

    Args:
        text: what was done; empty keeps the note that is there.

    Raises: NotAllowed, ChangedMeanwhile, NotNow (closed), Invalid (nobody has said what was done).
    """
    clean = written(text or case.note, LONGEST_NOTE)
    _take(case, by, version=version)
    before, case.note = case.note, clean
    case.closed_at, case.closed_by_id = now(), by.id
    case.version += 1
    db.session.flush()
    record("care.closed", case, before={"note": before}, after={"note": clean, "kind": case.kind})


def write_to_both(case: CareCase, text: str, *, by: User, version: int) -> None:
    """One mail in the manager's own words to the mentor and to whoever leads the startup.

    Raises: NotAllowed, ChangedMeanwhile, NotNow (closed, or no pair any more), Invalid.
    """
    clean = written(text, LONGEST_WORDS)
    _take(case, by, version=version)
    pairing = pairing_of(case)
    if pairing is None:
        raise NotNow(_("They do not work together any more."))
    case.version += 1
    db.session.flush()
    record("care.written", case, after={"count": len(clean)})
    emails.words_of_staff(case, pairing, text=clean, by=by)


def pairing_of(case: CareCase) -> Pairing | None:
    """The pair that a case is about, while it works together."""
    if case.mentor_id is None:
        return None
    found = live_pairing(case.cohort_id, startup_id=case.startup_id, mentor_id=case.mentor_id)
    return found if found is not None and found.state is PairingState.ACTIVE else None


def cohorts_to_look_after() -> list[UUID]:
    """With pairs that work together, or cases still open."""
    pairs = select(Pairing.cohort_id).where(Pairing.state == PairingState.ACTIVE)
    cases = select(CareCase.cohort_id).where(CareCase.closed_at.is_(None))
    query = select(Cohort.id).where(
        Cohort.id.in_(pairs) | Cohort.id.in_(cases),
        Cohort.phase.not_in(NOT_NOW) | Cohort.id.in_(cases),
    )
    return list(db.session.scalars(query.order_by(Cohort.id)))


def tell_managers(cohort: Cohort) -> None:
    """Who needs help, to each of the programme's managers: without what they have a conflict with,
    at most once a week, and only when there is something to say."""
    year, week, _day = to_wall(now(), cohort.zone).isocalendar()
    for person in managers_of(cohort.programme_id):
        view = care_in(cohort, seen_by=person)
        rows = [(case.startup.name, case.mentor.name if case.mentor else "", case.kind)
                for row in view.rows for case in row.cases]  # fmt: skip
        if rows:
            key = f"care-week:{cohort.id}:{year}-{week}:{person.id}"
            alone = sum(row.is_alone for row in view.rows)
            emails.week(emails.Week(cohort, rows, alone=alone, key=key), to=person)


def _opened(pairing: Pairing, kind: Trouble) -> CareCase:
    case = CareCase(
        cohort=pairing.cohort, startup=pairing.startup, mentor=pairing.mentor, kind=kind.value
    )
    db.session.add(case)
    db.session.flush()
    record("care.found", case, after={"kind": kind})
    return case


def _open_in(cohort: Cohort) -> Iterable[CareCase]:
    query = select(CareCase).where(CareCase.cohort_id == cohort.id, CareCase.closed_at.is_(None))
    return db.session.scalars(query.order_by(CareCase.id))


def _key(case: CareCase) -> Key:
    return case.startup_id, case.mentor_id, Trouble(case.kind)


def _take(case: CareCase, by: User, *, version: int) -> None:
    if not can_care_for(by, case):
        raise NotAllowed(_("Only staff of the programme do this."))
    lock(case)
    if case.closed_at is not None:
        raise NotNow(_("This case is closed."))
    if case.version != version:
        raise ChangedMeanwhile(_("It was changed in the meantime. Please look again."))
