"""The hub's sites: their clock, money and holidays."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.permissions import Permission, at_site, may
from hub.accounts.queries.history import shown_history_of
from hub.accounts.sign_in import person_or_none, signed_in_person
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.walltime import to_wall
from hub.organisations import queries, services
from hub.organisations.forms import HolidayForm, LoadHolidaysForm, NewHolidayForm
from hub.organisations.models import Site
from hub.organisations.permissions import can_change_holidays
from hub.organisations.views.blueprint import bp
from hub.web.access import Audience, open_to

YEARS = range(2000, 2101)


@bp.get("/sites")
@open_to(Audience.EVERYONE)
def sites() -> ResponseReturnValue:
    found = queries.sites()
    coming = queries.coming_holidays((s, to_wall(now(), s.zone).date()) for s in found)
    return render_template("hub/organisations/sites.html", sites=found, coming=coming)


@bp.get("/sites/<code>")
@open_to(Audience.EVERYONE)
def site(code: str) -> ResponseReturnValue:
    found = queries.site_by_code(code)
    year = request.args.get("year", _this_year(found), type=int)
    form = NewHolidayForm(formdata=None)
    return _page(found, year if year in YEARS else _this_year(found), form=form)


@bp.post("/sites/<code>/holidays")
@open_to(Audience.PEOPLE)
def add_holiday(code: str) -> ResponseReturnValue:
    found, form = _kept_by_me(code), NewHolidayForm()
    if form.validate_on_submit() and form.day.data:
        name, closed = _named(form)
        try:
            with transaction():
                day, by = form.day.data, signed_in_person()
                services.add_holiday(found, day, name=name, closed=closed, by=by)
        except (Conflict, Invalid) as refusal:
            form.refuse("day", refusal)
        else:
            flash(_("The day is in the calendar."), "ok")
            return redirect(url_for(".site", code=code, year=form.day.data.year))
    return _page(found, _this_year(found), form=form)


@bp.route("/sites/<code>/holidays/<uuid:holiday_id>", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def holiday(code: str, holiday_id: UUID) -> ResponseReturnValue:
    """Give a day another name, or say that the house is open on it."""
    found = _kept_by_me(code)
    row = queries.get_holiday(found, holiday_id)
    form = HolidayForm(obj=row)
    if form.validate_on_submit():
        name, closed = _named(form)
        with transaction():
            services.change_holiday(row, name=name, closed=closed, by=signed_in_person())
        flash(_("Saved."), "ok")
        return redirect(url_for(".site", code=code, year=row.day.year))
    page = render_template("hub/organisations/holiday.html", form=form, site=found, holiday=row)
    return page, 422 if form.errors else 200


@bp.post("/sites/<code>/holidays/load")
@open_to(Audience.PEOPLE)
def load_holidays(code: str) -> ResponseReturnValue:
    """Fetch a year from the package; what staff changed stays."""
    found, form = _kept_by_me(code), LoadHolidaysForm()
    if not form.validate_on_submit() or form.year.data is None:
        raise Invalid(_("Please choose a year between 2000 and 2100."))
    leave = bool(form.collective_leave.data)
    with transaction():
        changed = services.load_holidays(
            found, [form.year.data], include_collective_leave=leave, by=signed_in_person()
        )
    flash(_("%(count)s days were changed.", count=changed), "ok")
    return redirect(url_for(".site", code=code, year=form.year.data))


def _kept_by_me(code: str) -> Site:
    site = queries.site_by_code(code)
    if not can_change_holidays(signed_in_person(), site):
        raise NotAllowed(_("Only this site's staff change its holidays."))
    return site


def _named(form: HolidayForm) -> tuple[str, bool]:
    return form.name.data or "", bool(form.closed.data)


def _this_year(site: Site) -> int:
    return to_wall(now(), site.zone).year


def _page(site: Site, year: int, *, form: NewHolidayForm) -> ResponseReturnValue:
    may_look_back = may(person_or_none(), Permission.HISTORY_SEE, at_site(site.id))
    page = render_template(
        "hub/organisations/site.html",
        site=site,
        year=year,
        holidays=queries.holidays_of(site, year),
        may_change=can_change_holidays(person_or_none(), site),
        entries=shown_history_of(site) if may_look_back else None,
        form=form,
        load_form=LoadHolidaysForm(formdata=None, year=year),
    )
    return page, 422 if form.errors else 200
