"""The phases of a cohort, moved by people one step at a time."""

from collections.abc import Callable, Iterable

from accelerator.programmes.errors import NotNow
from accelerator.programmes.facts import PhaseMoved
from accelerator.programmes.models import NEXT, Cohort, Phase
from accelerator.programmes.queries import intake, live_version
from accelerator.programmes.rules.intake import IntakeState
from accelerator.programmes.services.calendar import touched
from accelerator.programmes.services.checks import check_manager, check_seen
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.history.services import record

#: (cohort, where to) → sentences that say what stands in the way.
Objecting = Callable[[Cohort, Phase], Iterable[str]]
_objectings: list[Objecting] = []


def let_object(objecting: Objecting) -> None:
    """Register what else may stand in the way of a phase: drafts of decisions, open rounds."""
    if objecting not in _objectings:
        _objectings.append(objecting)


def obstacles(cohort: Cohort, to: Phase) -> list[str]:
    """All that stands in the way, as sentences; empty: it can go there."""
    if to not in NEXT[cohort.phase]:
        return [_("A cohort cannot go there from where it is.")]
    return [
        *_before(cohort, to),
        *(sentence for objecting in _objectings for sentence in objecting(cohort, to)),
    ]


def move_phase(
    cohort: Cohort, to: Phase, *, by: User, reason: str = "", expected: int | None = None
) -> None:
    """Move on (or back one step). To where it is already, changes nothing.

    Raises:
        NotAllowed: not its manager.
        CohortChanged: somebody else was quicker.
        NotNow: something stands in the way; `reasons` are all of it.
    """
    check_manager(by, cohort.programme_id)
    lock(cohort)
    if cohort.phase is to:
        return
    check_seen(cohort, expected)
    reasons = obstacles(cohort, to)
    if reasons:
        raise NotNow(reasons[0], reasons=reasons)
    before, cohort.phase = cohort.phase, to
    cohort.version += 1
    db.session.flush()
    record("cohort.moved", cohort, before={"phase": before}, after={"phase": to}, reason=reason)
    announce(PhaseMoved(cohort.id, before=before, after=to))


def _before(cohort: Cohort, to: Phase) -> Iterable[str]:
    moving = (cohort.phase, to)
    if moving == (Phase.DRAFT, Phase.PUBLISHED):
        yield from _before_publishing(cohort)
    if to is Phase.DRAFT and (counts := touched(cohort)) and counts.drafts + counts.applications:
        yield _("Applications have been begun, so the call stays public.")
    if moving == (Phase.PUBLISHED, Phase.REVIEW):
        if intake(cohort) in (IntakeState.OPEN, IntakeState.GRACE):
            yield _("The call is still open. It ends by its deadline, which you can change.")
        if intake(cohort) is IntakeState.UPCOMING:
            yield _("The call has not opened yet.")


def _before_publishing(cohort: Cohort) -> Iterable[str]:
    if cohort.form_id is None:
        yield _("Choose first what applicants are asked.")
    elif live_version(cohort) is None:
        yield _("Publish its form first.")
    if not cohort.programme.is_shown:
        yield _("Publish the programme first.")
    if cohort.closes_at <= now():
        yield _("Its deadline has passed.")
