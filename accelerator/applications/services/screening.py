"""Screening: staff say whether an application is read at all, and tell its team if it is not."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from accelerator.applications.emails.screening import (
    looked_at_again,
    turned_down,
)
from accelerator.applications.errors import NotHandedIn
from accelerator.applications.models import (
    Application,
    ApplicationState,
    ReasonCode,
    Screened,
    Screening,
)
from accelerator.applications.permissions import can_staff
from accelerator.applications.queries.record import rule_codes
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record

LONGEST_NOTE, LONGEST_MESSAGE = 1000, 4000
#: What can be screened: handed in, whatever was said before.
SCREENED_IN = frozenset(
    {
        ApplicationState.SUBMITTED,
        ApplicationState.MORE_INFO,
        ApplicationState.ELIGIBLE,
        ApplicationState.INELIGIBLE,
    }
)
AFTER = {
    Screened.ELIGIBLE: ApplicationState.ELIGIBLE,
    Screened.INELIGIBLE: ApplicationState.INELIGIBLE,
}


class AlreadyTold(Conflict):
    """The team knows what the selection decided: screening is over."""

    code = "already-told"


@dataclass(frozen=True)
class Verdict:
    """`codes` say why (needed to turn down), `message` is what the team reads, `note` is for the
    file."""

    outcome: Screened
    codes: tuple[str, ...] = ()
    message: str = ""
    note: str = ""


def screen(application: Application, verdict: Verdict, *, by: User) -> Screening | None:
    """Let it be read, or turn it down with a reason. The same again is nothing new.

    Raises:
        NotAllowed: not staff of the programme, or with a conflict of interest.
        NotHandedIn: still a draft, or withdrawn.
        Invalid: turned down without a reason, or with one that neither house nor form knows.
        AlreadyTold: the decision was released.
    """
    _check(application, by=by)
    _check_words(verdict, application)
    lock(application)
    _check(application, by=by)
    after = AFTER[verdict.outcome]
    last = last_screening(application.id)
    if application.state is after and last is not None and _says_the_same(last, verdict):
        return None
    made = Screening(
        application_id=application.id,
        outcome=verdict.outcome,
        reason_codes=list(verdict.codes),
        note=verdict.note.strip(),
        message=verdict.message.strip(),
        made_by_id=by.id,
    )
    db.session.add(made)
    before = application.state
    application.state = after
    application.version += 1
    db.session.flush()
    record(
        "application.screened",
        application,
        before={"state": before},
        after={"state": after, "reasons": list(verdict.codes)},
        reason=verdict.note.strip(),
    )
    if after is ApplicationState.INELIGIBLE:
        turned_down(application, made)
    return made


def screen_all(applications: list[Application], *, by: User) -> int:
    """Let many be read at once; those that cannot be are left as they are. How many were."""
    passed = 0
    for application in sorted(applications, key=lambda each: each.id):
        if application.state in (ApplicationState.SUBMITTED, ApplicationState.MORE_INFO):
            passed += screen(application, Verdict(Screened.ELIGIBLE), by=by) is not None
    return passed


def undo_screening(application: Application, *, reason: str, by: User) -> None:
    """Look again: it is handed in as before. A team that was turned down is told so.

    Raises: NotAllowed, NotHandedIn, AlreadyTold.
    """
    _check(application, by=by)
    lock(application)
    last = last_screening(application.id)
    if last is None or application.state not in AFTER.values():
        return
    before, last.undone_at = application.state, now()
    application.state = ApplicationState.SUBMITTED
    application.version += 1
    db.session.flush()
    record(
        "application.screening-undone",
        application,
        before={"state": before},
        after={"state": application.state},
        reason=reason.strip(),
    )
    if before is ApplicationState.INELIGIBLE:
        looked_at_again(application, last)


def last_screening(application_id: UUID) -> Screening | None:
    query = (
        select(Screening)
        .where(Screening.application_id == application_id, Screening.undone_at.is_(None))
        .order_by(Screening.made_at.desc(), Screening.id.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def _says_the_same(last: Screening, verdict: Verdict) -> bool:
    said = (last.outcome, tuple(last.reason_codes), last.message, last.note)
    return said == (
        verdict.outcome,
        verdict.codes,
        verdict.message.strip(),
        verdict.note.strip(),
    )


def _check(application: Application, *, by: User) -> None:
    if not can_staff(by, application):
        raise NotAllowed(_("Only staff of the programme screen applications."))
    if application.state not in SCREENED_IN:
        raise NotHandedIn(_("Only what was handed in can be screened."))
    if application.outcome is not None:
        raise AlreadyTold(_("Its team has been told the decision. Screening is over."))


def _check_words(verdict: Verdict, application: Application) -> None:
    errors: dict[str, list[str]] = {}
    if not set(verdict.codes) <= {*ReasonCode, *dict(rule_codes(application))}:
        errors["codes"] = [_("Please choose from the list.")]
    if verdict.outcome is Screened.INELIGIBLE and not verdict.codes:
        errors["codes"] = [_("Choose at least one reason.")]
    if verdict.outcome is Screened.INELIGIBLE and not verdict.message.strip():
        errors["message"] = [_("Write to the team why. They have put days into this.")]
    if len(verdict.message) > LONGEST_MESSAGE:
        errors["message"] = [_("At most %(count)s characters, please.", count=LONGEST_MESSAGE)]
    if len(verdict.note) > LONGEST_NOTE:
        errors["note"] = [_("At most %(count)s characters, please.", count=LONGEST_NOTE)]
    if errors:
        raise Invalid(next(iter(errors.values()))[0], errors=errors)


__all__ = [
    "AlreadyTold",
    "Verdict",
    "last_screening",
    "screen",
    "screen_all",
    "undo_screening",
]
