"""My applications, and the page of one: where it stands, what comes next, what happened."""

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
    invitations_of,
    members_of,
    requests_of,
    revision_definition,
    revision_numbered,
    revisions_of,
    status_of,
    statuses_of,
)
from accelerator.applications.rules.words import ROLES, TIMINGS
from accelerator.applications.services.screening import last_screening
from accelerator.applications.views.blueprint import bp
from accelerator.applications.views.writing import BASE
from accelerator.forms.rules import section_shown, visible
from hub.accounts.models import User
from hub.accounts.queries.history import shown_history_of
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.paging import pager_of


@bp.get("/applications")
@open_to(Audience.PEOPLE)
def index() -> ResponseReturnValue:
    page = applications_of(signed_in_person(), cursor=request.args.get("cursor"))
    rows = statuses_of(page.items)
    return render_template(
        "accelerator/applications/index.html", pager_links=pager_of(page), rows=rows
    )


@bp.get(BASE)
@open_to(Audience.PEOPLE)
def show(application_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    application = get_application(application_id, seen_by=person)
    return render_template(
        "accelerator/applications/show.html",
        application=application,
        status=status_of(application),
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
