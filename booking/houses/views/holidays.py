"""The holidays of a house, a year at a time: loaded, added, changed, removed."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.houses import services
from booking.houses.errors import BookingsOutsideHours
from booking.houses.forms import HolidayForm, LoadHolidaysForm, NewHolidayForm
from booking.houses.queries.hours import today_at
from booking.houses.services.holidays import DayDraft
from booking.houses.views.blueprint import MANAGE, bp, kept_by_me
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.organisations.models import Site
from hub.organisations.queries import get_holiday, holidays_of
from hub.web.access import Audience, open_to
from hub.web.forms import HubForm

YEARS = range(2000, 2101)
HOLIDAYS = "/admin/sites/<code>/holidays"


@bp.get(HOLIDAYS)
@open_to(Audience.STAFF, permission=MANAGE)
def holidays(code: str) -> ResponseReturnValue:
    return _page(kept_by_me(code))


@bp.post(HOLIDAYS)
@open_to(Audience.STAFF, permission=MANAGE)
def add_holiday(code: str) -> ResponseReturnValue:
    site, form = kept_by_me(code), NewHolidayForm()
    day, hit = form.day.data, None
    if form.validate_on_submit() and day is not None:

        def add() -> None:
            by, agreed = signed_in_person(), form.is_agreed
            services.add_holiday(site, _draft(form), on=day, by=by, agreed=agreed)

        done, hit = _done(form, add, field="day")
        if done:
            flash(_("The day is in the calendar."), "ok")
            return redirect(url_for(".holidays", code=code, year=day.year))
    return _page(site, form=form, hit=hit)


@bp.post(f"{HOLIDAYS}/load")
@open_to(Audience.STAFF, permission=MANAGE)
def load_holidays(code: str) -> ResponseReturnValue:
    """Fetch a year from the package; what staff changed stays."""
    site, form, changed = kept_by_me(code), LoadHolidaysForm(), []

    def load() -> None:
        by, leave = signed_in_person(), bool(form.collective_leave.data)
        years = [form.year.data or 0]
        changed.append(
            services.load_holidays(site, years, leave=leave, by=by, agreed=form.is_agreed)
        )

    hit = None
    if form.validate_on_submit():
        done, hit = _done(form, load, field="year")
        if done:
            flash(ngettext("One day was changed.", "%(num)s days were changed.", changed[-1]), "ok")
            return redirect(url_for(".holidays", code=code, year=form.year.data))
    return _page(site, load_form=form, hit=hit)


@bp.route(f"{HOLIDAYS}/<uuid:holiday_id>", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def holiday(code: str, holiday_id: UUID) -> ResponseReturnValue:
    """Give a day another name, or say that the house is open on it."""
    site = kept_by_me(code)
    row = get_holiday(site, holiday_id)
    form, hit = HolidayForm(data={"name": row.shown_name, "closed": row.closed}), None

    def change() -> None:
        services.change_holiday(row, _draft(form), by=signed_in_person(), agreed=form.is_agreed)

    if form.validate_on_submit():
        done, hit = _done(form, change, field="name")
        if done:
            flash(_("Saved."), "ok")
            return redirect(url_for(".holidays", code=code, year=row.day.year))
    page = render_template(
        "booking/houses/holiday.html", form=form, site=site, holiday=row, hit=hit
    )
    return page, 409 if hit else 422 if form.errors else 200


@bp.route(f"{HOLIDAYS}/<uuid:holiday_id>/remove", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def remove_holiday(code: str, holiday_id: UUID) -> ResponseReturnValue:
    site = kept_by_me(code)
    row, form = get_holiday(site, holiday_id), HubForm()
    if form.validate_on_submit():
        year = row.day.year
        with transaction():
            services.remove_holiday(row, by=signed_in_person())
        flash(_("The day is a day like others."), "ok")
        return redirect(url_for(".holidays", code=code, year=year))
    return render_template("booking/houses/remove_holiday.html", site=site, holiday=row)


def _done(
    form: HubForm, change: Callable[[], None], *, field: str
) -> tuple[bool, BookingsOutsideHours | None]:
    try:
        with transaction():
            change()
    except BookingsOutsideHours as refusal:
        return False, refusal
    except (Conflict, Invalid) as refusal:
        form.refuse(field, refusal)
        return False, None
    return True, None


def _draft(form: HolidayForm) -> DayDraft:
    return DayDraft(form.name.data or "", bool(form.closed.data))


def _page(
    site: Site,
    *,
    form: NewHolidayForm | None = None,
    load_form: LoadHolidaysForm | None = None,
    hit: BookingsOutsideHours | None = None,
) -> ResponseReturnValue:
    this_year = today_at(site).year
    year = request.args.get("year", this_year, type=int)
    year = year if year in YEARS else this_year
    asked = form or load_form
    page = render_template(
        "booking/houses/holidays.html",
        site=site,
        year=year,
        holidays=holidays_of(site, year),
        form=form or NewHolidayForm(formdata=None),
        load_form=load_form or LoadHolidaysForm(formdata=None, year=year),
        adding=form is not None,
        loading=load_form is not None,
        hit=hit,
    )
    return page, 409 if hit else 422 if asked and asked.errors else 200
