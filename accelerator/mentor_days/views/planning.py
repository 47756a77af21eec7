"""A day's plan: made, looked at as a board, one meeting of it."""

from uuid import UUID

from flask import flash, request
from flask.typing import ResponseReturnValue

from accelerator.mentor_days.forms.days import EmptyForm
from accelerator.mentor_days.models import MentorDay
from accelerator.mentor_days.queries.boards import Across, board_of, said_of, short_of
from accelerator.mentor_days.queries.days import gathering, get_meeting
from accelerator.mentor_days.queries.planning import clashes_in
from accelerator.mentor_days.services import after, planning, reckoning
from accelerator.mentor_days.views.blueprint import bp
from accelerator.mentor_days.views.doors import (
    DAY,
    MANAGE,
    MEETING,
    change_of,
    day_of_staff,
    page,
    thought_out,
    to_day,
    waiting,
)
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.acting import pressed, said_no


@bp.post(f"{DAY}/plan")
@open_to(Audience.STAFF, permission=MANAGE)
def make_plan(mentor_day_id: UUID) -> ResponseReturnValue:
    found, person = day_of_staff(mentor_day_id), signed_in_person()
    if not EmptyForm().validate():
        return to_day(mentor_day_id)
    try:
        there = thought_out(
            lambda: planning.thought_of(found, by=person),
            lambda thought: planning.plan_day(found, thought, by=person),
        )
    except (Invalid, Conflict) as refusal:
        said_no(refusal)
        return to_day(mentor_day_id)
    if there and found.reckoning is not None:
        flash(_("No plan was found in the time there is. Fewer wishes or more slots help."), "bad")
        return to_day(mentor_day_id)
    return to_day(mentor_day_id, "plan")


@bp.post(f"{DAY}/plan/<step>")
@open_to(Audience.STAFF, permission=MANAGE)
def turn_plan(mentor_day_id: UUID, step: str) -> ResponseReturnValue:
    """Stop waiting for it or for a change of it, or throw it away."""
    found, person = day_of_staff(mentor_day_id), signed_in_person()
    end = "plan" if found.is_change_asked else "day"
    steps = {
        "stop": (lambda: reckoning.stop(found, by=person), _("Stopped.")),
        "throw-away": (lambda: planning.throw_away(found, by=person), _("The plan is gone.")),
    }
    if step not in steps:
        raise NotFound(_("There is no such page."))
    pressed(*steps[step])
    return to_day(mentor_day_id, end if step == "stop" else "day")


@bp.get(f"{DAY}/plan")
@open_to(Audience.STAFF, permission=MANAGE)
def plan(mentor_day_id: UUID) -> ResponseReturnValue:
    """The board; while it is being made, a page that looks again by itself."""
    found = day_of_staff(mentor_day_id)
    if reckoning.is_plan_being_made(found) or reckoning.step_being_done(found):
        return waiting(found)
    return page("plan", found.cohort, **_shown(found))


@bp.post(f"{MEETING}/<step>")
@open_to(Audience.STAFF, permission=MANAGE)
def turn_meeting(day_meeting_id: UUID, step: str) -> ResponseReturnValue:
    """Fixed, free to move, held or missed."""
    person = signed_in_person()
    found = get_meeting(day_meeting_id, by=person)
    day_id = found.day_id
    steps = {
        "fix": lambda: planning.set_fixed(found, fixed=True, by=person),
        "free": lambda: planning.set_fixed(found, fixed=False, by=person),
        "held": lambda: after.mark(found, held=True, by=person),
        "missed": lambda: after.mark(found, held=False, by=person),
    }
    if step not in steps:
        raise NotFound(_("There is no such page."))
    pressed(steps[step], _("Noted."))
    return to_day(day_id, "plan")


def _shown(day: MentorDay) -> dict[str, object]:
    gathered = gathering(day, signed_in_person())
    try:
        across = Across(request.args.get("by", "rooms"))
    except ValueError:
        across = Across.ROOMS
    return {
        "day": day,
        "gathered": gathered,
        "across": across,
        "board": board_of(day, gathered, across=across),
        "said": said_of(day.outcome, whole=not gathered.hidden),
        "short": short_of(day, gathered),
        "clashes": clashes_in(day),
        "stale": day.planned_version is not None and day.planned_version != day.version,
        "change": change_of(day),
    }
