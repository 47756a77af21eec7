"""Publish a plan, call a day off, end it."""

from collections.abc import Callable
from uuid import UUID

from flask import flash
from flask.typing import ResponseReturnValue

from accelerator.mentor_days.forms.days import CallOffForm
from accelerator.mentor_days.models import MentorDay
from accelerator.mentor_days.queries.days import gathering
from accelerator.mentor_days.queries.planning import clashes_in
from accelerator.mentor_days.services import publishing
from accelerator.mentor_days.views.blueprint import bp
from accelerator.mentor_days.views.doors import (
    DAY,
    MANAGE,
    day_of_staff,
    page,
    to_day,
)
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.acting import REFUSALS, pressed, said_no


@bp.get(f"{DAY}/publish")
@open_to(Audience.STAFF, permission=MANAGE)
def publish(mentor_day_id: UUID) -> ResponseReturnValue:
    """What it would do, before it does it."""
    found = day_of_staff(mentor_day_id)
    gathered = gathering(found, signed_in_person())
    return page(
        "publish",
        found.cohort,
        day=found,
        gathered=gathered,
        consequences=publishing.consequences_of(found),
        clashes=clashes_in(found),
    )


@bp.post(f"{DAY}/publish")
@open_to(Audience.STAFF, permission=MANAGE)
def publish_now(mentor_day_id: UUID) -> ResponseReturnValue:
    found, person = day_of_staff(mentor_day_id), signed_in_person()
    return _taken(
        found, lambda: publishing.publish(found, by=person),
        said=_("Published: everybody has their own plan."),
    )  # fmt: skip


@bp.route(f"{DAY}/call-off", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def call_off(mentor_day_id: UUID) -> ResponseReturnValue:
    found, form = day_of_staff(mentor_day_id), CallOffForm()
    if form.validate_on_submit():
        person, reason = signed_in_person(), form.reason.data or ""
        return _taken(
            found, lambda: publishing.call_off(found, by=person, reason=reason),
            said=_("Called off. Everybody who knew is told."),
        )  # fmt: skip
    return page("call_off", found.cohort, day=found, form=form), 422 if form.errors else 200


@bp.post(f"{DAY}/finish")
@open_to(Audience.STAFF, permission=MANAGE)
def finish(mentor_day_id: UUID) -> ResponseReturnValue:
    pressed(
        lambda: publishing.finish(day_of_staff(mentor_day_id), by=signed_in_person()),
        _("The day is over."),
    )
    return to_day(mentor_day_id)


def _taken(day: MentorDay, step: Callable[[], bool], *, said: str) -> ResponseReturnValue:
    """To the day; or, when it is left to a job, to where one sees how far it is."""
    try:
        with transaction():
            there = step()
    except REFUSALS as refusal:
        said_no(refusal)
        return to_day(day.id)
    if there:
        flash(said, "ok")
    return to_day(day.id, "day" if there else "plan")
