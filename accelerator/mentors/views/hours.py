"""When a mentor or a startup has time: the week, days that differ, calendars elsewhere."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.mentors.errors import ChangedMeanwhile
from accelerator.mentors.forms.hours import (
    CalendarFileForm,
    CalendarUrlForm,
    ExceptionForm,
    WeekForm,
)
from accelerator.mentors.models import Mentor
from accelerator.mentors.names import TROUBLES
from accelerator.mentors.permissions import can_set_hours
from accelerator.mentors.queries.drifts import drifts_of
from accelerator.mentors.queries.hours import coming_exceptions, hours_of, startup_with_hours
from accelerator.mentors.rules.busy import busy_in
from accelerator.mentors.rules.elsewhere import elsewhere
from accelerator.mentors.rules.weeks import Row
from accelerator.mentors.services import availability as services
from accelerator.mentors.services.availability import Owner
from accelerator.mentors.views.blueprint import bp
from accelerator.mentors.views.mine import own_profile
from accelerator.mentors.views.saying import weekday_names
from booking.calendars.rules.essence import LARGEST, CannotRead
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.forms import HubForm

MINE, STARTUP = "/mentoring/hours", "/mentoring/startups/<uuid:startup_id>/hours"


@bp.route(MINE, methods=["GET", "POST"])
@bp.route(STARTUP, methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def hours(startup_id: UUID | None = None) -> ResponseReturnValue:
    owner = _owner(startup_id)
    form = WeekForm.of(hours_of(owner), zone=signed_in_person().zone)
    if form.is_submitted() and form.changes_rows:
        return _page(owner, week=form)
    if form.validate_on_submit() and _set(owner, form):
        flash(_("Saved."), "ok")
        return redirect(_at(owner))
    return _page(owner, week=form), 422 if form.is_submitted() else 200


@bp.post(f"{MINE}/days")
@bp.post(f"{STARTUP}/days")
@open_to(Audience.PEOPLE)
def add_day(startup_id: UUID | None = None) -> ResponseReturnValue:
    owner, form = _owner(startup_id), ExceptionForm()
    if not form.validate():
        return _page(owner, day=form), 422
    try:
        with transaction():
            services.set_exception(owner, form.other_hours(), by=signed_in_person())
    except (Invalid, Conflict) as refusal:
        _refuse(form, refusal, field="start")
        return _page(owner, day=form), 422
    return redirect(_at(owner, "days"))


@bp.post(f"{MINE}/days/<uuid:exception_id>/drop")
@bp.post(f"{STARTUP}/days/<uuid:exception_id>/drop")
@open_to(Audience.PEOPLE)
def drop_day(exception_id: UUID, startup_id: UUID | None = None) -> ResponseReturnValue:
    owner = _owner(startup_id)
    with transaction():
        services.drop_exception(owner, exception_id, by=signed_in_person())
    return redirect(_at(owner, "days"))


@bp.post(f"{MINE}/calendars/address")
@bp.post(f"{STARTUP}/calendars/address")
@open_to(Audience.PEOPLE)
def add_address(startup_id: UUID | None = None) -> ResponseReturnValue:
    owner, form = _owner(startup_id), CalendarUrlForm()
    if not form.validate():
        return _page(owner, url=form), 422
    url, name = form.url.data or "", form.name.data or ""
    try:
        with transaction():
            services.add_calendar_url(owner, url, name=name, by=signed_in_person())
    except (Invalid, Conflict) as refusal:
        _refuse(form, refusal, field="url")
        return _page(owner, url=form), 422
    flash(_("Thank you. It is looked at within a few minutes, and then every two hours."), "ok")
    return redirect(_at(owner, "calendars"))


@bp.post(f"{MINE}/calendars/file")
@bp.post(f"{STARTUP}/calendars/file")
@open_to(Audience.PEOPLE)
def add_file(startup_id: UUID | None = None) -> ResponseReturnValue:
    owner, form = _owner(startup_id), CalendarFileForm()
    if not (form.validate() and _added(owner, form)):
        return _page(owner, file=form), 422
    flash(_("The busy times are taken off now."), "ok")
    return redirect(_at(owner, "calendars"))


@bp.post(f"{MINE}/calendars/<uuid:calendar_id>/drop")
@bp.post(f"{STARTUP}/calendars/<uuid:calendar_id>/drop")
@open_to(Audience.PEOPLE)
def drop_calendar(calendar_id: UUID, startup_id: UUID | None = None) -> ResponseReturnValue:
    owner = _owner(startup_id)
    with transaction():
        services.drop_calendar(owner, calendar_id, by=signed_in_person())
    flash(_("It is gone, with all that was kept of it."), "ok")
    return redirect(_at(owner, "calendars"))


def _owner(startup_id: UUID | None) -> Owner:
    """Raises: NotFound."""
    if startup_id is None:
        return own_profile()
    return startup_with_hours(startup_id, seen_by=signed_in_person())


def _at(owner: Owner, anchor: str | None = None) -> str:
    startup_id = None if isinstance(owner, Mentor) else owner.id
    return url_for(".hours", startup_id=startup_id, _anchor=anchor)


def _set(owner: Owner, form: WeekForm) -> bool:
    try:
        with transaction():
            week, version = form.week(), form.expected or 0
            services.set_week(owner, week, by=signed_in_person(), version=version)
    except Invalid as refusal:
        form.weekly_errors = refusal.errors.get("weekly", [])
        form.refuse_all(refusal)
        return False
    except ChangedMeanwhile as refusal:
        form.form_errors = [*form.form_errors, str(refusal)]
        return False
    return True


def _added(owner: Owner, form: CalendarFileForm) -> bool:
    """Read before the transaction, so that nobody waits for a large file."""
    week = hours_of(owner)
    upload, zone = form.file.data, week.zone if week else "UTC"
    try:
        busy = busy_in(upload.read(LARGEST + 1), zone=zone, today=now().date())
        with transaction():
            name = upload.filename or ""
            services.add_calendar_file(owner, busy, name=name, by=signed_in_person())
    except CannotRead:
        form.refuse("file", _("This is no calendar that we can read, or it is larger than 5 MB."))
        return False
    except (Invalid, Conflict) as refusal:
        _refuse(form, refusal, field="file")
        return False
    return True


def _refuse(form: HubForm, refusal: Invalid | Conflict, *, field: str) -> None:
    if isinstance(refusal, Invalid) and any(name in form for name in refusal.errors):
        form.refuse_all(refusal)
    else:
        form.refuse(field, refusal)


def _page(owner: Owner, **filled: HubForm) -> str:
    week = hours_of(owner)
    today = now().date()
    rows = (
        [Row(int(r["weekday"]), str(r["from"]), str(r["until"])) for r in week.weekly]
        if week
        else []
    )
    fresh = {
        "week": WeekForm.of(week, zone=signed_in_person().zone) if "week" not in filled else None,
        "day": ExceptionForm(formdata=None),
        "url": CalendarUrlForm(formdata=None),
        "file": CalendarFileForm(formdata=None),
    }
    return render_template(
        "accelerator/mentors/hours.html",
        owner=owner,
        startup=None if isinstance(owner, Mentor) else owner,
        decides=can_set_hours(signed_in_person(), owner),
        saved=week,
        forms=fresh | filled,
        weekdays=weekday_names(),
        there=[(row, elsewhere(row, week.zone, today=today)) for row in rows] if week else [],
        exceptions=coming_exceptions(week) if week else [],
        calendars=sorted(week.calendars, key=lambda each: each.made_at) if week else [],
        troubles=TROUBLES,
        drifts=drifts_of(owner),
    )
