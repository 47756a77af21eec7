"""Asking a team for more, with a clock; and letting one team in later than the others."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from accelerator.applications.emails.screening import (
    asked_for_more,
    given_more_time,
)
from accelerator.applications.errors import NotHandedIn
from accelerator.applications.models import (
    HANDED_IN,
    Application,
    ApplicationState,
    InformationRequest,
    Screened,
)
from accelerator.applications.permissions import can_edit, can_staff
from accelerator.applications.queries.applications import is_changed
from accelerator.applications.queries.record import question_keys
from accelerator.applications.services.screening import last_screening
from accelerator.applications.services.submitting import revise
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record

LONGEST_TEXT = 4000


class AlreadyAnswered(Conflict):
    """The request was answered or taken back."""

    code = "already-answered"


@dataclass(frozen=True)
class Asked:
    """What a team is asked, until when, and which questions it may change for that."""

    text: str
    due_at: datetime
    keys: tuple[str, ...] = field(default=())


def ask(application: Application, asked: Asked, *, by: User) -> InformationRequest:
    """Ask the team for something. Until it answers, or staff go on without, the application waits.

    Raises:
        NotAllowed: not staff of the programme, or with a conflict of interest.
        NotHandedIn: a draft has nothing to be asked about yet.
        Invalid: no words, no time, or a question that the form does not ask.
        Conflict: another request waits.
    """
    if not can_staff(by, application):
        raise NotAllowed(_("Only staff of the programme ask for more."))
    _check_asked(asked, application)
    lock(application)
    if application.state not in HANDED_IN or application.outcome is not None:
        raise NotHandedIn(_("This application is not being looked at."))
    if waiting_request(application.id) is not None:
        raise Conflict(_("This team has a question from us already. Wait, or take it back."))
    request = InformationRequest(
        application_id=application.id,
        text=asked.text.strip(),
        keys=list(asked.keys),
        due_at=asked.due_at,
        asked_by_id=by.id,
    )
    db.session.add(request)
    _move(application, ApplicationState.MORE_INFO)
    record(
        "application.asked",
        application,
        after={"state": application.state, "until": asked.due_at},
        reason=request.text,
    )
    asked_for_more(application, request)
    return request


def answer_request(request: InformationRequest, text: str, *, by: User) -> None:
    """The team answers, in words (what it changed in its answers it hands in besides). Also a late
    answer is taken, as long as nobody has gone on without it.

    Raises: NotAllowed, Invalid, AlreadyAnswered.
    """
    application = request.application
    if not can_edit(by, application):
        raise NotAllowed(_("Only those who write this application answer for it."))
    if not text.strip():
        raise Invalid(_("Please write an answer."), errors={"text": [_("Please write an answer.")]})
    if len(text) > LONGEST_TEXT:
        message = _("At most %(count)s characters, please.", count=LONGEST_TEXT)
        raise Invalid(message, errors={"text": [message]})
    lock(application)
    db.session.refresh(request)
    if request.answered_at is not None or request.closed_at is not None:
        raise AlreadyAnswered(_("This question has been answered or taken back."))
    request.answer, request.answered_by_id, request.answered_at = text.strip(), by.id, now()
    _move(application, _before_asking(application))
    record("application.answered", application, after={"state": application.state})


def answer_with_changes(request: InformationRequest, text: str, *, by: User) -> None:
    """The same, with what was changed in the answers for it as a new revision.

    Raises: as `answer_request` and `revise`.
    """
    if is_changed(request.application):
        revise(request.application, by=by)
    answer_request(request, text, by=by)


def close_request(request: InformationRequest, *, by: User) -> None:
    """Go on without an answer. Twice is once.

    Raises: NotAllowed.
    """
    application = request.application
    if not can_staff(by, application):
        raise NotAllowed(_("Only staff of the programme do this."))
    lock(application)
    db.session.refresh(request)
    if request.answered_at is None and request.closed_at is None:
        request.closed_at = now()
        _move(application, _before_asking(application))
        record("application.request-closed", application, after={"state": application.state})


def extend(application: Application, until: datetime, *, reason: str, by: User) -> None:
    """Give one team a later deadline than the others: before the end it is an extension, after it
    a re-opening. The team is told; readers see it beside the application.

    Raises: NotAllowed, Invalid, Conflict.
    """
    if not can_staff(by, application):
        raise NotAllowed(_("Only staff of the programme give a team more time."))
    _check_until(until, reason)
    lock(application)
    if application.outcome is not None or application.state is ApplicationState.WITHDRAWN:
        raise Conflict(_("There is nothing more to write in this application."))
    cohort = application.cohort
    is_over = now() >= cohort.closes_at
    column = "reopened_until" if is_over and application.revision else "extended_until"
    before = getattr(application, column)
    setattr(application, column, until)
    application.version += 1
    db.session.flush()
    record(
        "application.extended",
        application,
        before={"until": before},
        after={"until": until},
        reason=reason.strip(),
    )
    given_more_time(application, until)


def waiting_request(application_id: UUID) -> InformationRequest | None:
    query = select(InformationRequest).where(
        InformationRequest.application_id == application_id,
        InformationRequest.answered_at.is_(None),
        InformationRequest.closed_at.is_(None),
    )
    return db.session.scalar(query)


def _before_asking(application: Application) -> ApplicationState:
    last = last_screening(application.id)
    passed = last is not None and last.outcome is Screened.ELIGIBLE
    return ApplicationState.ELIGIBLE if passed else ApplicationState.SUBMITTED


def _move(application: Application, state: ApplicationState) -> None:
    application.state = state
    application.version += 1
    db.session.flush()


def _check_asked(asked: Asked, application: Application) -> None:
    errors: dict[str, list[str]] = {}
    if not asked.text.strip():
        errors["text"] = [_("Please write what you need.")]
    elif len(asked.text) > LONGEST_TEXT:
        errors["text"] = [_("At most %(count)s characters, please.", count=LONGEST_TEXT)]
    if asked.keys and not set(asked.keys) <= question_keys(application):
        errors["keys"] = [_("Please choose from the list.")]
    if asked.due_at <= now():
        errors["due_at"] = [_("Give the team some time: this moment has passed.")]
    if errors:
        raise Invalid(next(iter(errors.values()))[0], errors=errors)


def _check_until(until: datetime, reason: str) -> None:
    errors: dict[str, list[str]] = {}
    if until <= now():
        errors["until"] = [_("This moment has passed. Choose a later one.")]
    if not reason.strip():
        errors["reason"] = [_("Please say why: everybody else had the same deadline.")]
    if errors:
        raise Invalid(next(iter(errors.values()))[0], errors=errors)
