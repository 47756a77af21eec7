"""The selection meeting: who stands where, and what is decided about them."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.programmes.models import Cohort
from accelerator.selection import services
from accelerator.selection.errors import DecidedMeanwhile, NotToDecide
from accelerator.selection.forms.answering import EmptyForm
from accelerator.selection.forms.meeting import BulkForm, DecisionForm, SoughtForm
from accelerator.selection.queries.meeting import Meeting, Row, Sought, meeting, sought
from accelerator.selection.views.blueprint import bp
from accelerator.selection.views.doors import (
    COHORT,
    MANAGE,
    application_of_staff,
    cohort_of_staff,
)
from accelerator.selection.views.meeting_page import page_of
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.web.access import Audience, open_to
from hub.web.forms import ticked_ids

BASE = f"{COHORT}/decisions"


@bp.get(BASE)
@open_to(Audience.STAFF, permission=MANAGE)
def cohort(cohort_id: UUID) -> ResponseReturnValue:
    return _page(cohort_of_staff(cohort_id))


@bp.post(f"{BASE}/<uuid:application_id>")
@open_to(Audience.STAFF, permission=MANAGE)
def decide(cohort_id: UUID, application_id: UUID) -> ResponseReturnValue:
    """Then the next one that nobody has decided about."""
    cohort, form = cohort_of_staff(cohort_id), DecisionForm()
    application = application_of_staff(application_id)
    if not form.validate():
        return _page(cohort, form=form), 422
    try:
        with transaction():
            services.decide(
                application, form.judgement(), by=signed_in_person(), expected=form.expected
            )
    except Invalid as refusal:
        form.refuse_all(refusal)
        return _page(cohort, form=form), 422
    except (DecidedMeanwhile, NotToDecide) as refusal:
        flash(str(refusal), "error")
        return _back(cohort, at=str(application_id))
    return _back(cohort, at=_next_after(cohort, application_id))


@bp.post(f"{BASE}/<uuid:application_id>/take-back")
@open_to(Audience.STAFF, permission=MANAGE)
def undecide(cohort_id: UUID, application_id: UUID) -> ResponseReturnValue:
    cohort, application = cohort_of_staff(cohort_id), application_of_staff(application_id)
    try:
        with transaction():
            services.undecide(application, by=signed_in_person())
    except NotToDecide as refusal:
        flash(str(refusal), "error")
    return _back(cohort, at=str(application_id))


@bp.post(BASE)
@open_to(Audience.STAFF, permission=MANAGE)
def decide_all(cohort_id: UUID) -> ResponseReturnValue:
    """About what is ticked; what was told already is left as it is."""
    cohort, form = cohort_of_staff(cohort_id), BulkForm()
    ids = ticked_ids("application")
    if form.validate() and ids:
        try:
            with transaction():
                number = services.decide_all(
                    cohort, ids, judgement=form.judgement(), by=signed_in_person()
                )
        except (Invalid, NotToDecide) as refusal:
            flash(str(refusal), "error")
        else:
            flash(ngettext("Decided about one.", "Decided about %(num)s.", number), "ok")
    elif not ids:
        flash(_("Tick the applications first."), "error")
    return _back(cohort)


def _page(cohort: Cohort, *, form: DecisionForm | None = None) -> str:
    found = meeting(cohort, seen_by=signed_in_person())
    wanted, search = _sought()
    given = page_of(cohort, found, rows=sought(found.rows, wanted), form=form)
    return render_template(
        "accelerator/selection/cohort.html",
        search=search,
        bulk=BulkForm(formdata=None),
        empty_form=EmptyForm(),
        **given,
    )


def _sought() -> tuple[Sought, SoughtForm]:
    form = SoughtForm(request.args)
    return (form.sought() if form.validate() else Sought()), form


def _next_after(cohort: Cohort, application_id: UUID) -> str | None:
    """In the order that is looked at, the next that is undecided; none: stay."""
    found: Meeting = meeting(cohort, seen_by=signed_in_person())
    rows: list[Row] = sought(found.rows, _sought()[0])
    here = next((n for n, row in enumerate(rows) if row.id == application_id), -1)
    waiting = [row for row in [*rows[here + 1 :], *rows[:here]] if row.choice is None]
    return str(waiting[0].id) if waiting else str(application_id)


def _back(cohort: Cohort, **more: Any) -> ResponseReturnValue:
    """To the same search."""
    kept = {name: text for name, text in request.args.items() if text and name not in ("at",)}
    at = {name: text for name, text in more.items() if text}
    return redirect(url_for(".cohort", cohort_id=cohort.id, **(kept | at)), 303)
