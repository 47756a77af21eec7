"""Staff look at one application, screen it, ask its team, give it more time."""

from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.applications.forms.staff import (
    AskForm,
    DoubleForm,
    EmptyForm,
    MoreTimeForm,
    ScreeningForm,
    UndoForm,
)
from accelerator.applications.models import Application
from accelerator.applications.queries import staff as queries
from accelerator.applications.queries.record import rule_codes
from accelerator.applications.services.asking import Asked, ask, close_request, extend
from accelerator.applications.services.doubles import judge_double
from accelerator.applications.services.screening import screen, undo_screening
from accelerator.applications.views.blueprint import bp
from accelerator.applications.views.staff_doors import (
    MANAGE,
    application_of_staff,
    request_of_staff,
)
from accelerator.applications.views.staff_record import page_of_application
from accelerator.vocabulary.words import in_words
from hub.core.database import transaction
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to

Forms = dict[str, Any]


@bp.get("/admin/applications/<uuid:application_id>")
@open_to(Audience.STAFF, permission=MANAGE)
def staff_show(application_id: UUID) -> ResponseReturnValue:
    application = application_of_staff(application_id)
    return _page(application)


@bp.post("/admin/applications/<uuid:application_id>/screen")
@open_to(Audience.STAFF, permission=MANAGE)
def staff_screen(application_id: UUID) -> ResponseReturnValue:
    application = application_of_staff(application_id)
    form = ScreeningForm()
    form.offer(rule_codes(application))
    if not form.validate():
        return _page(application, screening=form), 422
    try:
        with transaction():
            screen(application, form.verdict(), by=g.shown_person)
    except Invalid as refusal:
        form.refuse_all(refusal)
        return _page(application, screening=form), 422
    flash(_("Saved."), "ok")
    return _back(application)


@bp.post("/admin/applications/<uuid:application_id>/screen/undo")
@open_to(Audience.STAFF, permission=MANAGE)
def staff_undo_screening(application_id: UUID) -> ResponseReturnValue:
    application, form = application_of_staff(application_id), UndoForm()
    if not form.validate():
        return _page(application, undo=form), 422
    with transaction():
        undo_screening(application, reason=form.reason.data or "", by=g.shown_person)
    flash(_("It is back among those to be screened."), "ok")
    return _back(application)


@bp.post("/admin/applications/<uuid:application_id>/ask")
@open_to(Audience.STAFF, permission=MANAGE)
def staff_ask(application_id: UUID) -> ResponseReturnValue:
    application = application_of_staff(application_id)
    form = AskForm()
    form.keys.choices = _keys(application)
    if not form.validate():
        return _page(application, asking=form), 422
    try:
        asked: Asked = form.asked(application.cohort.zone)
        with transaction():
            ask(application, asked, by=g.shown_person)
    except Invalid as refusal:
        form.refuse_all(refusal)
        return _page(application, asking=form), 422
    flash(_("The team has mail."), "ok")
    return _back(application)


@bp.post("/admin/applications/questions/<uuid:request_id>/close")
@open_to(Audience.STAFF, permission=MANAGE)
def staff_close_request(request_id: UUID) -> ResponseReturnValue:
    """Go on without an answer."""
    request = request_of_staff(request_id)
    with transaction():
        close_request(request, by=g.shown_person)
    flash(_("You go on without an answer."), "ok")
    return _back(request.application)


@bp.post("/admin/applications/<uuid:application_id>/more-time")
@open_to(Audience.STAFF, permission=MANAGE)
def staff_more_time(application_id: UUID) -> ResponseReturnValue:
    application, form = application_of_staff(application_id), MoreTimeForm()
    if not form.validate():
        return _page(application, more_time=form), 422
    try:
        until = form.instant(application.cohort.zone)
        with transaction():
            extend(application, until, reason=form.reason.data or "", by=g.shown_person)
    except Invalid as refusal:
        form.refuse_all(refusal)
        return _page(application, more_time=form), 422
    flash(_("The team has more time, and mail about it."), "ok")
    return _back(application)


@bp.post("/admin/applications/<uuid:application_id>/doubles/<uuid:other_id>")
@open_to(Audience.STAFF, permission=MANAGE)
def staff_double(application_id: UUID, other_id: UUID) -> ResponseReturnValue:
    application, form = application_of_staff(application_id), DoubleForm()
    other = application_of_staff(other_id)
    if form.validate():
        with transaction():
            is_one = form.is_one.data == "yes"
            judge_double(
                application, other, is_one=is_one, note=form.note.data or "", by=g.shown_person
            )
        flash(_("Saved."), "ok")
    return _back(application)


def _page(application: Application, **filled: Any) -> str:
    """The page with forms as they were filled in, the others fresh."""
    screening = ScreeningForm(formdata=None)
    screening.offer(rule_codes(application))
    asking = AskForm(formdata=None)
    asking.keys.choices = _keys(application)
    fresh: Forms = {
        "screening": screening,
        "asking": asking,
        "more_time": MoreTimeForm(formdata=None),
        "undo": UndoForm(formdata=None),
        "double": DoubleForm(formdata=None),
        "empty": EmptyForm(),
    }
    return render_template(
        "accelerator/applications/staff_show.html",
        forms=fresh | filled,
        doubles=queries.doubles_of(application, seen_by=g.shown_person),
        **page_of_application(application),
    )


def _keys(application: Application) -> list[tuple[str, str]]:
    definition = page_of_application(application)["definition"]
    return [(question.key, in_words(question.label)) for question in definition.questions]


def _back(application: Application) -> ResponseReturnValue:
    return redirect(url_for(".staff_show", application_id=application.id))
