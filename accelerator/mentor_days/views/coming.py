"""Who comes to a day: added, changed, away, taken off."""

from collections.abc import Callable
from uuid import UUID

from flask import flash
from flask.typing import ResponseReturnValue

from accelerator.mentor_days.forms.days import (
    EmptyForm,
    MentorHoursForm,
    StartupHoursForm,
    mentor_fields,
    startup_fields,
)
from accelerator.mentor_days.models import DayMentor, DayStartup
from accelerator.mentor_days.queries.days import (
    get_coming_mentor,
    get_coming_startup,
    mentors_to_add,
    startups_to_add,
)
from accelerator.mentor_days.services import coming
from accelerator.mentor_days.views.blueprint import bp
from accelerator.mentor_days.views.doors import (
    DAY,
    MANAGE,
    MENTOR,
    STARTUP,
    day_of_staff,
    page,
    ticked,
    to_day,
)
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.web.access import Audience, open_to
from hub.web.acting import pressed, said_no

Part = DayMentor | DayStartup


@bp.route(f"{DAY}/mentors", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def mentors(mentor_day_id: UUID) -> ResponseReturnValue:
    day, person = day_of_staff(mentor_day_id), signed_in_person()
    if _added(lambda: coming.add_mentors(day, ticked("mentor"), by=person)):
        return to_day(mentor_day_id)
    return page("add_mentors", day.cohort, day=day, offered=mentors_to_add(day))


@bp.route(f"{DAY}/startups", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def startups(mentor_day_id: UUID) -> ResponseReturnValue:
    day, person = day_of_staff(mentor_day_id), signed_in_person()
    if _added(lambda: coming.add_startups(day, ticked("startup"), by=person)):
        return to_day(mentor_day_id)
    return page("add_startups", day.cohort, day=day, offered=startups_to_add(day, person))


@bp.route(MENTOR, methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def coming_mentor(day_mentor_id: UUID) -> ResponseReturnValue:
    found = get_coming_mentor(day_mentor_id, by=signed_in_person())
    form = MentorHoursForm(data=mentor_fields(found))
    return _hours_page(
        form, found, save=lambda: coming.change_mentor(found, form.hours(), by=signed_in_person())
    )


@bp.route(STARTUP, methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def coming_startup(day_startup_id: UUID) -> ResponseReturnValue:
    found = get_coming_startup(day_startup_id, by=signed_in_person())
    form = StartupHoursForm(data=startup_fields(found))
    return _hours_page(
        form, found, save=lambda: coming.change_startup(found, form.hours(), by=signed_in_person())
    )


@bp.post(f"{MENTOR}/<step>")
@open_to(Audience.STAFF, permission=MANAGE)
def turn_mentor(day_mentor_id: UUID, step: str) -> ResponseReturnValue:
    return _turn(get_coming_mentor(day_mentor_id, by=signed_in_person()), step)


@bp.post(f"{STARTUP}/<step>")
@open_to(Audience.STAFF, permission=MANAGE)
def turn_startup(day_startup_id: UUID, step: str) -> ResponseReturnValue:
    return _turn(get_coming_startup(day_startup_id, by=signed_in_person()), step)


def _turn(found: Part, step: str) -> ResponseReturnValue:
    """Away, back, or off the day."""
    person, day_id = signed_in_person(), found.day_id
    steps: dict[str, tuple[Callable[[], object], str]] = {
        "away": (
            lambda: coming.set_away(found, away=True, by=person),
            _("Noted. Mend the plan to see what moves."),
        ),
        "back": (lambda: coming.set_away(found, away=False, by=person), _("Noted.")),
        "remove": (lambda: coming.remove(found, by=person), _("Taken off the day.")),
    }
    if step not in steps:
        raise NotFound(_("There is no such page."))
    pressed(*steps[step])
    return to_day(day_id)


def _hours_page(
    form: MentorHoursForm | StartupHoursForm, found: Part, *, save: Callable[[], None]
) -> ResponseReturnValue:
    if form.validate_on_submit():
        try:
            with transaction():
                save()
        except Invalid as refusal:
            form.refuse_all(refusal)
        except Conflict as refusal:
            form.form_errors = [str(refusal)]
        else:
            flash(_("Saved."), "ok")
            return to_day(found.day_id)
    is_mentor = isinstance(found, DayMentor)
    shown = page(
        "coming", found.day.cohort, day=found.day, coming=found, form=form, is_mentor=is_mentor
    )
    return shown, 422 if form.errors else 200


def _added(add: Callable[[], list[DayMentor] | list[DayStartup]]) -> bool:
    if not EmptyForm().validate_on_submit():
        return False
    try:
        with transaction():
            made = add()
    except (Invalid, Conflict) as refusal:
        said_no(refusal)
        return False
    flash(ngettext("One is added.", "%(num)s are added.", len(made)), "ok")
    return True
