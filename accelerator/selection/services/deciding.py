"""Decide: one or many at once, and the order of the waiting list. Staged, so that it can be thought
over; what has been told is corrected with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import delete, select

from accelerator.applications.models import Application, ApplicationState
from accelerator.applications.permissions import seen_by_staff
from accelerator.programmes.models import Cohort, Phase
from accelerator.selection.errors import DecidedMeanwhile, NotToDecide
from accelerator.selection.models import Decision
from accelerator.selection.permissions import can_decide, can_select
from accelerator.selection.queries.decisions import decision_of, decisions_of, line_of
from accelerator.selection.queries.offers import pool_of
from accelerator.selection.rules import line
from accelerator.selection.rules.choices import Decided, DecisionReason
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.ids import new_id
from hub.history.services import record
from hub.places import queries as places
from hub.places.rules.steps import PlaceState

LONGEST_CONDITION, LONGEST_NOTE, LONGEST_CORRECTION = 2000, 1000, 1000
#: A rank until the line is numbered anew, in the same transaction.
BEHIND_ALL = 10_000_000
#: From the reading on; what was announced can be corrected.
DECIDED_IN = frozenset({Phase.REVIEW, Phase.SELECTION, Phase.ANNOUNCED, Phase.RUNNING})
LONGEST = {
    "conditions": LONGEST_CONDITION,
    "note": LONGEST_NOTE,
    "correction": LONGEST_CORRECTION,
}


@dataclass(frozen=True)
class Judgement:
    """What is decided. `rank` is the wished position in the waiting list, None its end. The team
    reads `conditions` and `correction` (why it is another than it was told)."""

    outcome: Decided
    reason_codes: tuple[str, ...] = ()
    conditions: str = ""
    note: str = ""
    rank: int | None = None
    correction: str = ""


def decide(
    application: Application, judgement: Judgement, *, by: User, expected: int | None = None
) -> Decision:
    """Stage a decision; decided again, it replaces the one that stood. The same is nothing new.

    Args:
        expected: the version of the decision that the caller saw; 0: that there was none.

    Raises:
        NotAllowed: not staff of the programme, or with a conflict of interest.
        NotToDecide: not eligible, too early, or the team has its place.
        DecidedMeanwhile: somebody else decided since.
        Invalid: no reason, no condition, no word about a correction.
    """
    if not can_decide(by, application):
        raise NotAllowed(_("Only staff of the programme decide."))
    lock(application.cohort)
    db.session.refresh(application)
    _check_time(application)
    decision = decision_of(application)
    standing = decision.version if decision else 0
    if expected is not None and expected != standing:
        raise DecidedMeanwhile(
            _("Somebody decided this since you looked. Please look again."), version=standing
        )
    clean = _checked(application, judgement)
    made = _kept(application, decision, judgement=clean, by=by)
    _put_in_line(application.cohort, made, at=judgement.rank)
    return made


def decide_all(cohort: Cohort, ids: Sequence[UUID], *, judgement: Judgement, by: User) -> int:
    """The same about many that nobody has been told about; how many. What cannot be decided (told
    already, not eligible) or not be seen is left as it is.

    Raises: NotAllowed, NotToDecide, Invalid, as `decide`.
    """
    if not can_select(by, cohort):
        raise NotAllowed(_("Only staff of the programme decide."))
    lock(cohort)
    _check_phase(cohort)
    query = (
        select(Application)
        .where(
            Application.cohort_id == cohort.id,
            Application.id.in_(ids),
            Application.state == ApplicationState.ELIGIBLE,
            Application.outcome.is_(None),
        )
        .order_by(Application.number)
    )
    chosen = list(db.session.scalars(seen_by_staff(query, by)).unique())
    standing = decisions_of([each.id for each in chosen])
    if not chosen:
        return 0
    clean = _checked(chosen[0], judgement)
    made = [_kept(each, standing.get(each.id), judgement=clean, by=by) for each in chosen]
    _number(line_of(cohort))
    return len(made)


def undecide(application: Application, *, by: User) -> None:
    """Take a staged decision away; nobody has decided, then. Nothing there is nothing to do.

    Raises:
        NotAllowed: as `decide`.
        NotToDecide: the team has been told.
    """
    if not can_decide(by, application):
        raise NotAllowed(_("Only staff of the programme decide."))
    lock(application.cohort)
    db.session.refresh(application)
    decision = decision_of(application)
    if decision is None:
        return
    if application.outcome is not None:
        raise NotToDecide(_("Its team has been told. You can correct it, and say why."))
    record("decision.taken-back", decision, before={"outcome": decision.outcome})
    db.session.execute(delete(Decision).where(Decision.id == decision.id))
    db.session.expunge(decision)
    _number(line_of(application.cohort))


def order_line(cohort: Cohort, application_ids: Sequence[UUID], *, by: User) -> None:
    """Put these into this order, in the places of the waiting list that they hold together; who is
    not named stays where they are.

    Raises: NotAllowed.
    """
    if not can_select(by, cohort):
        raise NotAllowed(_("Only staff of the programme decide."))
    lock(cohort)
    waiting = {each.application_id: each for each in line_of(cohort)}
    order = line.within(list(waiting), [id_ for id_ in application_ids if id_ in waiting])
    if _number([waiting[id_] for id_ in order]):
        record("decision.line-ordered", cohort, after={"line": len(waiting)})


def _check_time(application: Application) -> None:
    _check_phase(application.cohort)
    if application.state is not ApplicationState.ELIGIBLE:
        raise NotToDecide(_("Only applications that are through the screening are decided."))
    if application.outcome is None:
        return
    pool = pool_of(application.cohort)
    place = places.live_place(pool, application.id) if pool else None
    if place is not None and place.state is PlaceState.CONFIRMED:
        raise NotToDecide(_("This team has taken its place, so its decision stays as it is."))


def _check_phase(cohort: Cohort) -> None:
    if cohort.phase not in DECIDED_IN:
        raise NotToDecide(_("Decisions are made from the review on, until the programme ends."))


def _checked(application: Application, judgement: Judgement) -> Judgement:
    """Without what does not belong to the choice. Raises: Invalid."""
    errors: dict[str, list[str]] = {}
    known = set(DecisionReason)
    codes = tuple(dict.fromkeys(code for code in judgement.reason_codes if code in known))
    if judgement.outcome is Decided.REJECT and not codes:
        errors["reason_codes"] = [_("Choose at least one reason.")]
    conditional = judgement.outcome is Decided.CONDITIONAL
    if conditional and not judgement.conditions.strip():
        errors["conditions"] = [_("Say what has to be met. The team reads it.")]
    if application.outcome is not None and not judgement.correction.strip():
        errors["correction"] = [_("The team has been told otherwise. Say why it changes.")]
    for name, longest in LONGEST.items():
        if len(getattr(judgement, name)) > longest:
            errors[name] = [_("At most %(count)s characters, please.", count=longest)]
    if errors:
        raise Invalid(next(iter(errors.values()))[0], errors=errors)
    return replace(
        judgement,
        reason_codes=codes,
        conditions=judgement.conditions.strip() if conditional else "",
        note=judgement.note.strip(),
        correction=judgement.correction.strip() if application.outcome is not None else "",
    )


def _kept(
    application: Application, standing: Decision | None, *, judgement: Judgement, by: User
) -> Decision:
    """The decision as it stands now; its place in the line is given by whoever calls."""
    said = {
        "outcome": judgement.outcome,
        "reason_codes": list(judgement.reason_codes),
        "conditions": judgement.conditions,
        "note": judgement.note,
        "correction": judgement.correction,
    }
    before = {name: getattr(standing, name) for name in said} if standing else {}
    if before == said and standing is not None:
        return standing
    decision = standing or Decision(id=new_id(), application_id=application.id, version=0)
    for name, value in said.items():
        setattr(decision, name, value)
    if before.get("outcome") is not judgement.outcome:
        decision.rank = BEHIND_ALL if judgement.outcome is Decided.WAITLIST else None
    decision.decided_by_id, decision.decided_at = by.id, now()
    decision.version += 1
    db.session.add(decision)
    changed = {name: value for name, value in said.items() if before.get(name, "") != value}
    record(
        "decision.made",
        decision,
        before={name: before[name] for name in changed if name in before},
        after={"application": application.reference, **changed},
        reason=judgement.note,
    )
    return decision


def _put_in_line(cohort: Cohort, decision: Decision, *, at: int | None) -> None:
    db.session.flush()
    waiting = {each.application_id: each for each in line_of(cohort)}
    order = list(waiting)
    if decision.application_id in waiting and at is not None:
        order = line.put(order, decision.application_id, at=at)
    _number([waiting[id_] for id_ in order])


def _number(waiting: Sequence[Decision]) -> bool:
    """Ranks from 1 without gaps; whether any changed. Not a change of the decision itself: what is
    told is that one waits, and where follows from the line."""
    moved = False
    for rank, each in enumerate(waiting, start=1):
        if each.rank != rank:
            each.rank, moved = rank, True
    db.session.flush()
    return moved
