"""Staff make a cohort: from nothing, or like another one of the programme."""

from datetime import date, timedelta
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.programmes import queries, services
from accelerator.programmes.forms import NewCohortForm
from accelerator.programmes.models import Cohort, Programme
from accelerator.programmes.views.blueprint import bp
from accelerator.programmes.views.programmes import MANAGE
from accelerator.programmes.views.saying import refuse
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.core.walltime import to_wall
from hub.web.access import Audience, open_to

#: A year, to the same day of the week.
A_YEAR = timedelta(weeks=52)


@bp.route("/admin/programmes/<uuid:programme_id>/cohorts/new", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def new_cohort(programme_id: UUID) -> ResponseReturnValue:
    """With `?like=` (and `?opening=`) as another one is, its dates moved."""
    programme = queries.managed_programme(programme_id, by=signed_in_person())
    like = _like(programme)
    form = _form(programme, like)
    if form.validate_on_submit() and (made := _made(programme, form, like=like)):
        flash(_("The cohort is there, as a draft."), "ok")
        return redirect(url_for(".cohort", cohort_id=made.id))
    page = render_template(
        "accelerator/programmes/new_cohort.html",
        form=form,
        programme=programme,
        like=like,
        others=queries.latest_first(programme),
    )
    return page, 422 if form.errors else 200


def _made(programme: Programme, form: NewCohortForm, *, like: Cohort | None) -> Cohort | None:
    try:
        with transaction():
            dates = form.dates(programme.zone)
            opening = to_wall(dates.opens_at, programme.zone).date()
            draft = services.copy_of(like, opening_on=opening)[0] if like else None
            by = signed_in_person()
            return services.make_cohort(programme, form.draft(draft), dates=dates, by=by, like=like)
    except Invalid as refusal:
        form.refuse_dates(refusal, programme.zone)
    except Conflict as refusal:
        refuse(form, refusal)
    return None


def _form(programme: Programme, like: Cohort | None) -> NewCohortForm:
    if like is None:
        return NewCohortForm()
    draft, dates = services.copy_of(like, opening_on=_opening(like))
    return NewCohortForm(**NewCohortForm.shown(dates, programme.zone), seats=draft.seats)


def _like(programme: Programme) -> Cohort | None:
    asked = request.args.get("like", "")
    return next((each for each in programme.cohorts if str(each.id) == asked), None)


def _opening(like: Cohort) -> date:
    """As asked; else a year after the other one opened."""
    asked = request.args.get("opening", type=date.fromisoformat)
    if asked and asked.year in range(2000, 2100):
        return asked
    year_after = to_wall(like.opens_at, like.zone).date() + A_YEAR
    return max(year_after, to_wall(now(), like.zone).date())
