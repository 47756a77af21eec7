"""Comments of a team beside its answers; and its answer to what the hub asked."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.applications import services
from accelerator.applications.models import Application
from accelerator.applications.queries import (
    answers_of,
    definition_of,
    get_application,
    get_comment,
    get_request,
)
from accelerator.applications.services.asking import answer_with_changes
from accelerator.applications.views.blueprint import bp
from accelerator.applications.views.writing import BASE
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to


@bp.post(f"{BASE}/comments")
@open_to(Audience.PEOPLE)
def comment(application_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    application = get_application(application_id, seen_by=person)
    key = request.form.get("key") or None
    try:
        with transaction():
            services.comment(application, request.form.get("text", ""), by=person, key=key)
    except Invalid as refusal:
        flash(str(refusal), "bad")
    return redirect(_beside(application, key))


@bp.post(f"{BASE}/comments/<uuid:comment_id>/settle")
@open_to(Audience.PEOPLE)
def settle_comment(application_id: UUID, comment_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    application = get_application(application_id, seen_by=person)
    made = get_comment(application, comment_id)
    with transaction():
        services.resolve(made, application, by=person)
    return redirect(_beside(application, made.key))


@bp.post(f"{BASE}/requests/<uuid:request_id>/answer")
@open_to(Audience.PEOPLE)
def answer_hub(application_id: UUID, request_id: UUID) -> ResponseReturnValue:
    """Changed answers go with it, as a new revision."""
    person = signed_in_person()
    application = get_application(application_id, seen_by=person)
    asked = get_request(application, request_id)
    try:
        with transaction():
            answer_with_changes(asked, request.form.get("text", ""), by=person)
        flash(_("Thank you. We go on with your answer."), "ok")
    except Invalid as refusal:
        flash(str(refusal), "bad")
    return redirect(url_for(".show", application_id=application_id))


def _beside(application: Application, key: str | None) -> str:
    """Back to where it was said."""
    here = application.id
    section = definition_of(application, answers_of(application)).section_of(key or "")
    if section is None or key is None:
        return url_for(".show", application_id=here)
    return url_for(".write", application_id=here, section=section.key, _anchor=f"talk-{key}")
