"""A proposed plan: made, looked at, taken over."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from accelerator.interviews.forms.days import EmptyForm
from accelerator.interviews.names import WHY
from accelerator.interviews.queries.days import get_plan, listed, plan_grid
from accelerator.interviews.queries.planning import panels_of
from accelerator.interviews.services import publishing
from accelerator.interviews.views.blueprint import bp
from accelerator.interviews.views.doors import (
    DAY,
    MANAGE,
    PLAN,
    day_of_staff,
    page,
    to_day,
)
from accelerator.reviews.rules.linear import Undecided
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.acting import said_no


@bp.post(f"{DAY}/plan")
@open_to(Audience.STAFF, permission=MANAGE)
def make_plan(day_id: UUID) -> ResponseReturnValue:
    found = day_of_staff(day_id)
    if not EmptyForm().validate():
        return to_day(day_id)
    try:
        with transaction():
            plan = publishing.propose(found, by=signed_in_person())
    except (Invalid, Conflict) as refusal:
        said_no(refusal)
        return to_day(day_id)
    except Undecided:
        flash(_("No plan was found in the time there is. Fewer teams or more slots help."), "bad")
        return to_day(day_id)
    return redirect(url_for(".plan", proposal_id=plan.id), 303)


@bp.get(PLAN)
@open_to(Audience.STAFF, permission=MANAGE)
def plan(proposal_id: UUID) -> ResponseReturnValue:
    found = get_plan(proposal_id, by=signed_in_person())
    panels, teams = panels_of(found.day), listed(found.day, signed_in_person())
    known = {str(each.application_id): each for each in teams.invited}
    return page(
        "plan",
        found.day.cohort,
        day=found.day,
        plan=found,
        panels=panels,
        rows=plan_grid(found.result, panels, teams=teams),
        known=known,
        why=WHY,
        stale=found.day_version != found.day.version or found.applied_at is not None,
    )


@bp.post(f"{PLAN}/apply")
@open_to(Audience.STAFF, permission=MANAGE)
def apply_plan(proposal_id: UUID) -> ResponseReturnValue:
    found = get_plan(proposal_id, by=signed_in_person())
    day_id = found.day_id
    if EmptyForm().validate():
        try:
            with transaction():
                publishing.take_over(found, by=signed_in_person())
        except (Invalid, Conflict) as refusal:
            said_no(refusal)
        else:
            flash(_("The plan is the day's now."), "ok")
    return to_day(day_id)
