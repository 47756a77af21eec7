"""What those who keep a class do with its people: requests, the line, places given and taken."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.models import User
from hub.accounts.sign_in import signed_in_person
from hub.core.database import db, transaction
from hub.core.errors import HubError, Invalid
from hub.core.i18n import gettext as _
from hub.learning.classes.models import ClassRun
from hub.learning.classes.queries.seats import pool_of
from hub.learning.enrolments import services
from hub.learning.enrolments.forms.enrolling import EmptyForm
from hub.learning.enrolments.forms.staffing import (
    FindForm,
    GiveForm,
    RefuseForm,
    RemoveForm,
    SeatsForm,
)
from hub.learning.enrolments.models import Enrolment
from hub.learning.enrolments.queries.finding import enrolment_of_staff
from hub.learning.enrolments.queries.roster import line_of, people_to_give, requests_of
from hub.learning.enrolments.views.blueprint import bp
from hub.learning.enrolments.views.doors import MANAGE, STAFF_RUN, parts_of, run_to_keep
from hub.places.queries import counts
from hub.web.access import Audience, open_to
from hub.web.acting import said_no

ONE = "/admin/enrolments/<uuid:enrolment_id>"


@bp.get(f"{STAFF_RUN}/requests")
@open_to(Audience.STAFF, permission=MANAGE)
def requests(run_id: UUID) -> ResponseReturnValue:
    run = run_to_keep(run_id)
    return render_template(
        "hub/learning/enrolments/requests.html",
        run=run,
        parts=parts_of(run, "enrolments.requests"),
        asked=requests_of(run),
        counts=counts(pool_of(run)),
        person=signed_in_person(),
    )


@bp.post(f"{ONE}/approve")
@open_to(Audience.STAFF, permission=MANAGE)
def approve(enrolment_id: UUID) -> ResponseReturnValue:
    enrolment, person = _one(enrolment_id), signed_in_person()
    if EmptyForm().validate():
        try:
            with transaction():
                services.approve(enrolment, by=person)
        except HubError as refusal:
            said_no(refusal)
        else:
            flash(_("%(name)s is told.", name=enrolment.name), "ok")
    return redirect(url_for(".requests", run_id=enrolment.run_id), 303)


@bp.route(f"{ONE}/refuse", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def refuse(enrolment_id: UUID) -> ResponseReturnValue:
    enrolment, form = _one(enrolment_id), RefuseForm()
    if form.validate_on_submit():
        try:
            with transaction():
                services.refuse(enrolment, by=signed_in_person(), reason=form.reason.data or "")
        except HubError as refusal:
            said_no(refusal)
        else:
            flash(_("%(name)s is told.", name=enrolment.name), "ok")
        return redirect(url_for(".requests", run_id=enrolment.run_id), 303)
    return _asking("refuse", enrolment, form=form)


@bp.route(f"{ONE}/remove", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def remove(enrolment_id: UUID) -> ResponseReturnValue:
    enrolment, form = _one(enrolment_id), RemoveForm()
    if form.validate_on_submit():
        try:
            with transaction():
                services.remove(enrolment, by=signed_in_person(), reason=form.reason.data or "")
        except HubError as refusal:
            said_no(refusal)
        else:
            flash(_("%(name)s is told.", name=enrolment.name), "ok")
        return redirect(url_for(".roster", run_id=enrolment.run_id), 303)
    return _asking("remove", enrolment, form=form)


@bp.get(f"{STAFF_RUN}/line")
@open_to(Audience.STAFF, permission=MANAGE)
def line(run_id: UUID) -> ResponseReturnValue:
    run = run_to_keep(run_id)
    return _line(run, SeatsForm(formdata=None, data={"seats": pool_of(run).seats}))


@bp.post(f"{STAFF_RUN}/line/seats")
@open_to(Audience.STAFF, permission=MANAGE)
def set_seats(run_id: UUID) -> ResponseReturnValue:
    run, form = run_to_keep(run_id), SeatsForm()
    if not form.validate():
        return _line(run, form), 422
    try:
        with transaction():
            services.set_seats(
                run, form.seats.data or 0, by=signed_in_person(), reason=form.reason.data or ""
            )
    except HubError as refusal:
        form.refuse("seats", refusal)
        return _line(run, form), refusal.status
    flash(_("Saved. Free seats are offered to those in line."), "ok")
    return redirect(url_for(".line", run_id=run_id), 303)


@bp.get(f"{STAFF_RUN}/give")
@open_to(Audience.STAFF, permission=MANAGE)
def find_to_give(run_id: UUID) -> ResponseReturnValue:
    return _giving(run_to_keep(run_id), GiveForm(formdata=None))


@bp.post(f"{STAFF_RUN}/give")
@open_to(Audience.STAFF, permission=MANAGE)
def give(run_id: UUID) -> ResponseReturnValue:
    run, form, chosen = run_to_keep(run_id), GiveForm(), _chosen()
    if chosen is None or not form.validate():
        return _giving(run, form), 422
    try:
        with transaction():
            services.give_place(run, chosen, by=signed_in_person(), reason=form.reason.data or "")
    except Invalid as refusal:
        form.refuse_all(refusal)
        return _giving(run, form), 422
    except HubError as refusal:
        said_no(refusal)
        return _giving(run, form), refusal.status
    flash(_("%(name)s has a place, and is told.", name=chosen.name), "ok")
    return redirect(url_for(".roster", run_id=run_id), 303)


def _line(run: ClassRun, form: SeatsForm) -> str:
    return render_template(
        "hub/learning/enrolments/line.html",
        run=run,
        parts=parts_of(run, "enrolments.line"),
        pool=pool_of(run),
        counts=counts(pool_of(run)),
        line=line_of(run),
        form=form,
        person=signed_in_person(),
    )


def _giving(run: ClassRun, form: GiveForm) -> str:
    search = FindForm(request.args)
    text = (search.text.data or "") if search.validate() else ""
    return render_template(
        "hub/learning/enrolments/give.html",
        run=run,
        search=search,
        found=people_to_give(run, text),
        chosen=_chosen(),
        counts=counts(pool_of(run)),
        form=form,
    )


def _asking(
    page: str, enrolment: Enrolment, *, form: RefuseForm | RemoveForm
) -> ResponseReturnValue:
    template = f"hub/learning/enrolments/{page}.html"
    shown = render_template(template, enrolment=enrolment, run=enrolment.run, form=form)
    return shown, 422 if form.errors else 200


def _one(enrolment_id: UUID) -> Enrolment:
    """Raises: NotFound."""
    return enrolment_of_staff(enrolment_id, by=signed_in_person())


def _chosen() -> User | None:
    try:
        return db.session.get(User, UUID(request.values.get("person", "")))
    except ValueError:
        return None
