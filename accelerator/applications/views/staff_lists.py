"""Staff see what has come in, and let many through at once."""

from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.applications.forms.staff import EmptyForm, SoughtForm
from accelerator.applications.queries import staff as queries
from accelerator.applications.rules.staff_words import STATE_TONES, STATES
from accelerator.applications.rules.words import TIMINGS
from accelerator.applications.services.screening import screen_all
from accelerator.applications.views.blueprint import bp
from accelerator.applications.views.staff_doors import MANAGE, cohort_of_staff
from accelerator.vocabulary.terms import label
from hub.core.database import transaction
from hub.core.i18n import ngettext
from hub.web.access import Audience, open_to
from hub.web.forms import ticked_ids
from hub.web.paging import pager_of


@bp.get("/admin/cohorts/<uuid:cohort_id>/applications")
@open_to(Audience.STAFF, permission=MANAGE)
def staff_index(cohort_id: UUID) -> ResponseReturnValue:
    cohort, person = cohort_of_staff(cohort_id), g.shown_person
    form = SoughtForm(request.args)
    sought = form.sought() if form.validate() else queries.EVERY_ONE
    cursor = request.args.get("cursor")
    page = queries.applications_in(cohort, sought, seen_by=person, cursor=cursor)
    return render_template(
        "accelerator/applications/staff_index.html",
        cohort=cohort,
        form=form,
        page=page,
        pager=pager_of(page),
        counts=queries.count_by_state(cohort, seen_by=person),
        overdue=queries.overdue_requests(cohort, seen_by=person),
        doubled=queries.has_doubles([application.id for application in page.items]),
        screen_form=EmptyForm(),
        words={"states": STATES, "tones": STATE_TONES, "timings": TIMINGS, "label": label},
    )


@bp.post("/admin/cohorts/<uuid:cohort_id>/applications/let-through")
@open_to(Audience.STAFF, permission=MANAGE)
def staff_let_through(cohort_id: UUID) -> ResponseReturnValue:
    """Those that were ticked, as far as they wait for screening."""
    cohort = cohort_of_staff(cohort_id)
    ids = ticked_ids("application")
    with transaction():
        chosen = queries.ready_to_screen(cohort, ids, seen_by=g.shown_person)
        passed = screen_all(chosen, by=g.shown_person)
    told = ngettext("One application is eligible now.", "%(num)s are eligible now.", passed)
    flash(told, "ok")
    return redirect(url_for(".staff_index", cohort_id=cohort_id, state="submitted"))
