"""From a confirmed place to a startup in its cohort, and out of it again."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from accelerator.applications.models import Application, Revision
from accelerator.participations.errors import NotNow
from accelerator.participations.facts import ParticipationEnded
from accelerator.participations.models import (
    NEXT,
    OVER,
    Metric,
    Participation,
    ParticipationState,
    Unit,
)
from accelerator.participations.permissions import can_look_after, can_sign
from accelerator.selection.facts import AgreementAccepted
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import NotAllowed
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.places.facts import PlaceConfirmed, PlaceRemoved, PlaceWithdrawn

OWNER_KIND = "cohorts"


def begin(fact: PlaceConfirmed) -> None:
    """Listener: the application's startup is in. Hearing it twice is hearing it once."""
    if fact.owner_kind != OWNER_KIND:
        return
    application = db.session.get_one(Application, fact.party_id)
    found = participation_of(application)
    if found is not None:
        if found.state in OVER:  # a place given up and confirmed again
            _move(found, ParticipationState.ONBOARDING, action="participation.begun")
        return
    made = Participation(
        cohort_id=application.cohort_id,
        startup_id=application.startup_id,
        application_id=application.id,
        baseline=_baseline(application),
    )
    db.session.add(made)
    db.session.flush()
    record("participation.begun", made, after={"state": made.state})


def end_with_place(fact: PlaceWithdrawn | PlaceRemoved) -> None:
    """Listener: whoever gives the place back, or loses it, is no longer in the cohort."""
    if fact.owner_kind != OWNER_KIND:
        return
    found = participation_of(db.session.get_one(Application, fact.party_id))
    if found is not None and found.state not in OVER:
        gone = ParticipationState.LEFT
        if isinstance(fact, PlaceRemoved):
            gone = ParticipationState.REMOVED
        _move(found, gone, action="participation.ended")


def keep_agreement(fact: AgreementAccepted) -> None:
    """Listener: what was agreed to with the place is not asked again."""
    found = participation_of(db.session.get_one(Application, fact.application_id))
    if found is not None and found.agreement_version != fact.version:
        _agreed(found, fact.version, by_id=fact.accepted_by_id)


def move(participation: Participation, to: ParticipationState, *, reason: str, by: User) -> None:
    """Staff move a startup on. Being there already is nothing new.

    Raises:
        NotAllowed: not staff of the programme, or with a conflict of interest.
        NotNow: no way leads there from its state.
    """
    if not can_look_after(by, participation):
        raise NotAllowed(_("Only staff of the programme do this."))
    lock(participation)
    if participation.state is to:
        return
    if to not in NEXT[participation.state]:
        raise NotNow(_("From where this startup is, there is no way to that."))
    _move(participation, to, action="participation.moved", reason=reason)


def agree(participation: Participation, *, version: int, by: User) -> None:
    """Accept the cohort's agreement, in the wording that was read.

    Raises:
        NotAllowed: only who leads the startup signs.
        NotNow: there is a newer wording.
    """
    if not can_sign(by, participation):
        raise NotAllowed(_("Only who leads the startup can accept the agreement."))
    lock(participation)
    if version != participation.cohort.agreement_version:
        raise NotNow(_("The agreement has been changed. Please read it again."))
    if participation.agreement_version != version:
        _agreed(participation, version, by_id=by.id)


def participation_of(application: Application) -> Participation | None:
    query = select(Participation).where(Participation.application_id == application.id)
    return db.session.scalar(query)


def _agreed(participation: Participation, version: int, *, by_id: UUID) -> None:
    participation.agreement_version, participation.agreed_by_id = version, by_id
    participation.agreed_at = now()
    participation.version += 1
    db.session.flush()
    record("participation.agreed", participation, after={"agreement": version})


def _move(
    participation: Participation, to: ParticipationState, *, action: str, reason: str = ""
) -> None:
    before = participation.state
    participation.state = to
    participation.ended_at = now() if to in OVER else None
    participation.version += 1
    db.session.flush()
    record(action, participation, before={"state": before}, after={"state": to}, reason=reason)
    if to in OVER:
        announce(
            ParticipationEnded(participation.id, participation.cohort_id, participation.startup_id)
        )


def _baseline(application: Application) -> dict[str, int]:
    """What the application said, by metric; what it did not say is left out, not zero."""
    query = select(Revision.answers).where(
        Revision.application_id == application.id, Revision.number == application.revision
    )
    answers = db.session.scalar(query) or {}
    metrics = db.session.scalars(
        select(Metric).where(Metric.programme_id == application.cohort.programme_id)
    )
    found = {m.key: _number(m, answers.get(m.baseline_key)) for m in metrics if m.baseline_key}
    return {key: number for key, number in found.items() if number is not None}


def _number(metric: Metric, answer: Any) -> int | None:
    """An answer of a money question, a number, or a table of people (who are counted)."""
    if isinstance(answer, dict):
        answer = answer.get("amount_minor" if metric.unit is Unit.MONEY else "amount")
    if isinstance(answer, list):
        return len(answer)
    try:
        return int(float(answer)) if answer not in (None, "") else None
    except (TypeError, ValueError):
        return None
