"""The rooms and tables of a day."""

from uuid import UUID

from flask import flash
from flask.typing import ResponseReturnValue

from accelerator.mentor_days.forms.days import RoomForm, RoomsForm
from accelerator.mentor_days.queries.days import get_room
from accelerator.mentor_days.services import places
from accelerator.mentor_days.views.blueprint import bp
from accelerator.mentor_days.views.doors import (
    DAY,
    MANAGE,
    ROOM,
    day_of_staff,
    page,
    to_day,
)
from booking.spaces.queries import sites_with_spaces, spaces_of
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.acting import pressed
from hub.web.choices import options


@bp.route(f"{DAY}/rooms", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def rooms(mentor_day_id: UUID) -> ResponseReturnValue:
    day, form = day_of_staff(mentor_day_id), _rooms_form()
    if form.validate_on_submit():
        try:
            with transaction():
                places.add_rooms(day, form.wanted(), by=signed_in_person())
        except Invalid as refusal:
            form.refuse_all(refusal)
        except Conflict as refusal:
            form.form_errors = [str(refusal)]
        else:
            flash(_("Added."), "ok")
            return to_day(mentor_day_id)
    return page("add_rooms", day.cohort, day=day, form=form), 422 if form.errors else 200


@bp.route(ROOM, methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def room(day_room_id: UUID) -> ResponseReturnValue:
    found = get_room(day_room_id, by=signed_in_person())
    form = RoomForm(data={"name": found.name})
    if form.validate_on_submit():
        try:
            with transaction():
                places.rename_room(found, form.name.data or "", by=signed_in_person())
        except Conflict as refusal:
            form.form_errors = [str(refusal)]
        else:
            return to_day(found.day_id)
    shown = page("room", found.day.cohort, day=found.day, room=found, form=form)
    return shown, 422 if form.errors else 200


@bp.post(f"{ROOM}/<step>")
@open_to(Audience.STAFF, permission=MANAGE)
def turn_room(day_room_id: UUID, step: str) -> ResponseReturnValue:
    """Closed on the day, open again, or taken off it."""
    person = signed_in_person()
    found = get_room(day_room_id, by=person)
    day_id = found.day_id
    steps = {
        "close": lambda: places.set_closed(found, closed=True, by=person),
        "open": lambda: places.set_closed(found, closed=False, by=person),
        "remove": lambda: places.remove_room(found, by=person),
    }
    if step not in steps:
        raise NotFound(_("There is no such page."))
    pressed(steps[step], _("Noted."))
    return to_day(day_id)


def _rooms_form() -> RoomsForm:
    form = RoomsForm()
    spaces = [
        (str(space.id), f"{site.city}: {space.name} ({space.capacity_people})")
        for site in sites_with_spaces()
        for space in spaces_of(site)
        if not space.is_pooled
    ]
    form.spaces.choices = options(spaces)
    form.hall.choices = options([("", _("Nowhere in particular")), *spaces])
    return form
