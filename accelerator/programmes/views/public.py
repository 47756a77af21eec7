"""What everybody sees: programmes, and each call with all that one needs to know to apply."""

from flask import render_template
from flask.typing import ResponseReturnValue

from accelerator.programmes import queries
from accelerator.programmes.permissions import can_manage
from accelerator.programmes.views.blueprint import bp
from accelerator.programmes.views.calls import call_of
from hub.accounts.sign_in import person_or_none
from hub.web.access import Audience, open_to


@bp.get("/programmes")
@open_to(Audience.EVERYONE)
def index() -> ResponseReturnValue:
    """Those with an open call first."""
    found = queries.public_programmes()
    return render_template(
        "accelerator/programmes/index.html",
        programmes=[(each.programme, call_of(each.call) if each.call else None) for each in found],
    )


@bp.get("/programmes/<slug>")
@open_to(Audience.EVERYONE)
def show(slug: str) -> ResponseReturnValue:
    person = person_or_none()
    programme = queries.programme_called(slug, seen_by=person)
    return render_template(
        "accelerator/programmes/show.html",
        programme=programme,
        calls=[call_of(cohort) for cohort in queries.shown_cohorts(programme)],
        may_manage=can_manage(person, programme.id),
    )


@bp.get("/calls/<slug>")
@open_to(Audience.EVERYONE)
def call(slug: str) -> ResponseReturnValue:
    """One cohort's call. Its managers see it before everybody does."""
    person = person_or_none()
    cohort = queries.cohort_called(slug, seen_by=person)
    return render_template(
        "accelerator/programmes/call.html",
        cohort=cohort,
        call=call_of(cohort),
        milestones=queries.milestones(cohort),
        may_manage=can_manage(person, cohort.programme_id),
    )
