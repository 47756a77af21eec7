"""Find a space, and look at one."""

from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue

from booking.bookings.forms import SearchForm
from booking.bookings.search import YEARS
from booking.bookings.views.blueprint import bp
from booking.bookings.views.finder import Finder, site_for
from booking.bookings.views.places import other_clock
from booking.bookings.views.space_page import SpacePage
from booking.spaces.queries import space_called
from hub.accounts.sign_in import person_or_none
from hub.web.access import Audience, open_to


@bp.get("/spaces")
@open_to(Audience.EVERYONE)
def find() -> ResponseReturnValue:
    """The address holds the search, so that it can be kept and sent."""
    person = person_or_none()
    site = site_for(request.args.get("site"), person)
    form = SearchForm(request.args)
    search = form.search(site)
    finder = Finder(form, search, form.slot_of(search), person)
    return shown(finder)


def shown(finder: Finder, status: int = 200) -> ResponseReturnValue:
    clock = other_clock(finder.search.site, finder.reader)
    return render_template("booking/bookings/find.html", finder=finder, other_clock=clock), status


@bp.get("/spaces/<site>/<slug>")
@open_to(Audience.EVERYONE)
def space_day(site: str, slug: str) -> ResponseReturnValue:
    """One space: what it is, what it asks for, and its days."""
    person = person_or_none()
    space = space_called(slug, site_for(site, person))
    page = SpacePage(space, _day(request.args.get("day")), person)
    return render_template("booking/bookings/space_day.html", page=page)


def _day(text: str | None) -> date | None:
    """A day that cannot be read is today."""
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        return None
    return day if day and day.year in YEARS else None
