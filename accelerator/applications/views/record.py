"""My applications, and the page of one: where it stands, what comes next, what happened."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from accelerator.applications.models import Application, Screened
from accelerator.applications.permissions import can_edit, can_lead
from accelerator.applications.queries import (
    applications_of,
    deadline_of,
    editing_now,
    get_application,
    handed_in_fingerprint,
    invitations_of,
    is_changed,
    members_of,
    requests_of,
    revision_definition,
    revision_numbered,
    revisions_of,
    standing_of,
)
from accelerator.applications.rules.states import PublicState, public_state
from accelerator.applications.rules.words import MEANINGS, PUBLIC_STATES, ROLES, TIMINGS
from accelerator.applications.services.screening import last_screening
from accelerator.applications.views.blueprint import bp
from accelerator.applications.views.writing import BASE
from accelerator.forms.rules import section_shown, visible
from hub.accounts.models import User
from hub.accounts.queries.history import shown_history_of
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to


@dataclass(frozen=True)
class Status:
    """One honest state, what it means, and the date of the next step (`at`: its instant)."""

    state: PublicState
    label: Any
    tone: str
    meaning: Any
    next_step: str = ""
    on: date | None = None
    at: datetime | None = None


def status_of(application: Application, *, changed: bool) -> Status:
    state = public_state(standing_of(application, is_changed=changed))
    label, tone = PUBLIC_STATES[state]
    said, on, at = _next(application, state)
    return Status(state, label, tone, MEANINGS[state], next_step=said, on=on, at=at)


@bp.get("/applications")
@open_to(Audience.PEOPLE)
def index() -> ResponseReturnValue:
    page = applications_of(signed_in_person(), cursor=request.args.get("cursor"))
    prints = handed_in_fingerprint(list(page.items))
    rows = [(a, status_of(a, changed=is_changed(a, prints))) for a in page.items]
    return render_template("accelerator/applications/index.html", page=page, rows=rows)


@bp.get(BASE)
@open_to(Audience.PEOPLE)
def show(application_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    application = get_application(application_id, seen_by=person)
    return render_template(
        "accelerator/applications/show.html",
        application=application,
        status=status_of(application, changed=is_changed(application)),
        deadline=deadline_of(application),
        timing=TIMINGS[application.timing] if application.timing else None,
        timings=TIMINGS,
        turned_down=_turned_down(application),
        history=shown_history_of(application),
        team=members_of(application),
        roles=ROLES,
        invited=invitations_of(application),
        revisions=revisions_of(application),
        requests=requests_of(application),
        **_doors(application, person),
    )


@bp.get(f"{BASE}/revisions/<int:number>")
@open_to(Audience.PEOPLE)
def revision(application_id: UUID, number: int) -> ResponseReturnValue:
    """What was handed in, as it was."""
    application = get_application(application_id, seen_by=signed_in_person())
    found = revision_numbered(application, number)
    if found is None:
        raise NotFound(_("There is no such revision."))
    sections = visible(revision_definition(found), found.answers)
    return render_template(
        "accelerator/applications/revision.html",
        application=application,
        revision=found,
        sections=[section_shown(section) for section in sections],
        timing=TIMINGS[found.timing],
    )


def _doors(application: Application, person: User) -> dict[str, bool]:
    """What this person can do here now."""
    editing = editing_now(application)
    return {
        "may_write": bool(editing) and can_edit(person, application),
        "may_answer": can_edit(person, application),
        "leads": can_lead(person, application),
        "may_withdraw": can_lead(person, application)
        and application.withdrawn_at is None
        and application.outcome is None,
    }


def _turned_down(application: Application) -> str:
    """What the founders are told when it does not fit the call."""
    if application.state != "ineligible":
        return ""
    last = last_screening(application.id)
    return last.message if last and last.outcome is Screened.INELIGIBLE else ""


def _next(application: Application, state: PublicState) -> tuple[str, date | None, datetime | None]:
    cohort, deadline = application.cohort, deadline_of(application)
    is_open = deadline.takes(now())
    match state:
        case PublicState.DRAFT | PublicState.CHANGED:
            return _("Hand in by"), None, _told(deadline)
        case PublicState.RECEIVED if is_open:
            return _("You can change it until"), None, _told(deadline)
        case PublicState.RECEIVED | PublicState.READING:
            return (
                (_("You hear from us on"), cohort.decisions_on, None)
                if (cohort.decisions_on)
                else ("", None, None)
            )
    return "", None, None


def _told(deadline: Any) -> datetime:
    """The deadline as long as it is to come, then the end of grace."""
    told: datetime = deadline.told if now() < deadline.told else deadline.last
    return told
