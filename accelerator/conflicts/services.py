"""Conflicts of interest: declared, found, answered, cleared."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from accelerator.conflicts.errors import AlreadyAnswered
from accelerator.conflicts.facts import ConflictArose, ConflictCleared
from accelerator.conflicts.models import Conflict, ConflictSource, ConflictState
from accelerator.conflicts.queries import is_conflicted
from accelerator.conflicts.queries.judging import judged_by, judges_of
from accelerator.conflicts.queries.sides import judges, teams
from accelerator.conflicts.rules import Finding, findings
from accelerator.startups.models import Startup
from accelerator.vocabulary.terms import ConflictKind
from hub.accounts.models import User
from hub.accounts.permissions import Permission, may_somewhere
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotAllowed
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.history.services import record

LONGEST_NOTE = 500


def declare(
    person: User, startup: Startup, *, kind: ConflictKind, note: str = "", by: User
) -> Conflict:
    """Somebody says of themselves (or staff of somebody) that they have a conflict. From then on
    they see nothing of it. Saying it twice is saying it once.

    Raises:
        NotAllowed: about somebody else, without being staff of a programme.
    """
    if by.id != person.id and not may_somewhere(by, Permission.PROGRAMMES_MANAGE):
        raise NotAllowed(_("People declare their own conflicts of interest."))
    source = ConflictSource.DECLARED if by.id == person.id else ConflictSource.STAFF
    conflict = _row(person.id, startup.id, kind=kind)
    if conflict.state is ConflictState.STANDS and conflict.noted_by_id is not None:
        return conflict
    conflict.source, conflict.state = source, ConflictState.STANDS
    conflict.note = " ".join(note.split())[:LONGEST_NOTE]
    conflict.noted_by_id, conflict.noted_at = by.id, now()
    conflict.cleared_by_id = conflict.cleared_at = None
    _keep(conflict, "conflict.declared")
    return conflict


def detect(person_ids: Iterable[UUID], startup_ids: Iterable[UUID]) -> list[Conflict]:
    """Look for conflicts between these people and these startups, and keep the new ones. What was
    only suspected stands once it is sure; what somebody has cleared stays cleared."""
    people, startups = set(person_ids), set(startup_ids)
    if not people or not startups:
        return []
    known, sides = _known(people, startups), teams(startups)
    return [
        kept
        for judge in judges(people)
        for team in sides
        for finding in findings(judge, team)
        if (kept := _detected(judge.person_id, team.startup_id, finding=finding, known=known))
    ]


def look_at_startups(startup_ids: Iterable[UUID]) -> None:
    """Something about these teams has changed: look again at all who judge or help them."""
    startups = set(startup_ids)
    if not startups:
        return
    for startup_id, people in judges_of(startups).items():
        detect(people, {startup_id})


def look_at_person(person_id: UUID) -> None:
    """Something about somebody has changed: look again at all startups that they judge or help."""
    detect({person_id}, judged_by(person_id))


def answer(conflict: Conflict, *, is_one: bool, note: str = "", by: User) -> None:
    """The person says whether what was suspected is so.

    Raises:
        NotAllowed: somebody else's.
        AlreadyAnswered: it is no longer a mere suspicion.
    """
    if by.id != conflict.person_id:
        raise NotAllowed(_("Only the person themselves can answer this."))
    if conflict.state is not ConflictState.SUSPECTED:
        raise AlreadyAnswered(_("This has been answered already."))
    conflict.note = " ".join(note.split())[:LONGEST_NOTE]
    if is_one:
        conflict.state, conflict.noted_by_id = ConflictState.STANDS, by.id
        _keep(conflict, "conflict.declared")
    else:
        _clear(conflict, by=by)


def clear(conflict: Conflict, *, reason: str, by: User) -> None:
    """Staff find that it is none. Nobody clears their own.

    Raises: NotAllowed.
    """
    if by.id == conflict.person_id or not may_somewhere(by, Permission.PROGRAMMES_MANAGE):
        raise NotAllowed(_("Somebody else who manages a programme clears this."))
    if conflict.state is not ConflictState.CLEARED:
        conflict.note = " ".join(reason.split())[:LONGEST_NOTE]
        _clear(conflict, by=by)


def _clear(conflict: Conflict, *, by: User) -> None:
    before = conflict.state
    conflict.state, conflict.cleared_by_id, conflict.cleared_at = (
        ConflictState.CLEARED,
        by.id,
        now(),
    )
    db.session.flush()
    record(
        "conflict.cleared", conflict, before={"state": before}, after={"state": conflict.state},
        reason=conflict.note,
    )  # fmt: skip
    startup = db.session.get_one(Startup, conflict.startup_id)
    person = db.session.get_one(User, conflict.person_id)
    if not is_conflicted(person, startup.id):
        announce(ConflictCleared(conflict.person_id, conflict.startup_id))


Known = dict[tuple[UUID, UUID, ConflictKind], Conflict]


def _detected(
    person_id: UUID, startup_id: UUID, *, finding: Finding, known: Known
) -> Conflict | None:
    """None: it was known already, or somebody else finds the same at this moment."""
    before = known.get((person_id, startup_id, finding.kind))
    if before is not None and not (finding.sure and before.state is ConflictState.SUSPECTED):
        return None
    conflict = before or Conflict(person_id=person_id, startup_id=startup_id, kind=finding.kind)
    conflict.source = ConflictSource.DETECTED
    conflict.state = ConflictState.STANDS if finding.sure else ConflictState.SUSPECTED
    conflict.evidence = finding.evidence[:240]
    try:
        with db.session.begin_nested():
            db.session.add(conflict)
    except IntegrityError:
        return None
    _keep(conflict, "conflict.detected")
    return conflict


def _known(person_ids: set[UUID], startup_ids: set[UUID]) -> Known:
    query = select(Conflict).where(
        Conflict.person_id.in_(person_ids), Conflict.startup_id.in_(startup_ids)
    )
    return {(c.person_id, c.startup_id, c.kind): c for c in db.session.scalars(query)}


def _row(person_id: UUID, startup_id: UUID, *, kind: ConflictKind) -> Conflict:
    query = select(Conflict).where(
        Conflict.person_id == person_id, Conflict.startup_id == startup_id, Conflict.kind == kind
    )
    return db.session.scalar(query) or Conflict(
        person_id=person_id, startup_id=startup_id, kind=kind
    )


def _keep(conflict: Conflict, action: str) -> None:
    db.session.add(conflict)
    db.session.flush()
    record(
        action,
        conflict,
        after={"kind": conflict.kind, "source": conflict.source, "state": conflict.state},
    )
    announce(ConflictArose(conflict.person_id, conflict.startup_id))
