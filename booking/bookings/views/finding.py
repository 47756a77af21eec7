"""Find a space, and look at one."""

from dataclasses import replace
from datetime import date, timedelta

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from booking.bookings.agenda import day_slot
from booking.bookings.forms import SearchForm
from booking.bookings.marks import mark_of
from booking.bookings.months import month_of
from booking.bookings.permissions import can_see_all
from booking.bookings.search import YEARS, Sort, View, today_at
from booking.bookings.standing import standing
from booking.bookings.views.blueprint import bp
from booking.bookings.views.finder import Finder
from booking.bookings.views.places import other_clock, site_for
from booking.bookings.views.space_page import SpacePage, SpaceView
from booking.spaces.queries import space_called
from hub.accounts.sign_in import person_or_none
from hub.core.kept import Kept
from hub.web.access import Audience, open_to
from hub.web.compression import Part, PartedResponse

DAY = timedelta(days=1)
#: So far over its ends a day is looked at for margins.
NEAR = timedelta(hours=6)
#: Where the page's main part comes in; no text that a page could hold.
_HERE = "\0main\0"
_kept: Kept[Part] = Kept(most=32_000_000)


@bp.get("/spaces")
@open_to(Audience.EVERYONE)
def find() -> ResponseReturnValue:
    """The address holds the search, so that it can be kept and sent."""
    person = person_or_none()
    site = site_for(request.args.get("site"), person)
    form = SearchForm(asked())
    search = form.search(site)
    finder = Finder(form, search, form.slot_of(search), person)
    return shown(finder)


def shown(finder: Finder, status: int = 200) -> ResponseReturnValue:
    main = _main(finder)
    frame = render_template("booking/bookings/find.html", finder=finder, main=_HERE)
    before, after = frame.split(_HERE)
    return PartedResponse.of(before.encode(), main, after.encode(), status=status)


def _main(finder: Finder) -> Part:
    """Kept for whoever asks the same while nothing has changed."""
    site, reader = finder.search.site, finder.reader
    during = day_slot(finder.search.day, site.zone).widened(before=NEAR, after=DAY + NEAR)
    if request.method != "GET" or can_see_all(reader, site.id):  # staff read names, which change
        return _written(finder)
    key = (request.full_path, *standing(site, during, reader=reader))
    if (kept := _kept.get(key)) is not None:
        return kept
    part = _written(finder)
    return _kept.keep(key, part) if _may_be_kept(finder, part) else part


def _may_be_kept(finder: Finder, part: Part) -> bool:
    """Not with a form's secret, nor with what other days have or could have instead."""
    if finder.view not in (View.PLAN, View.DAY) or finder.ticket is not None:
        return False
    return bool(finder.fitting) and b"csrf_token" not in part.plain


def _written(finder: Finder) -> Part:
    clock = other_clock(finder.search.site, finder.reader)
    return Part.of(
        render_template("booking/bookings/parts/finder.html", finder=finder, other_clock=clock)
    )


@bp.get("/spaces/<site>/<slug>")
@open_to(Audience.EVERYONE)
def space_day(site: str, slug: str) -> ResponseReturnValue:
    """One space: what it is, what it asks for, and its days."""
    person = person_or_none()
    space = space_called(slug, site_for(site, person))
    search = replace(
        SearchForm(asked()).search(space.site), space=space.slug, view=View.PLAN, sort=Sort.FIT
    )
    day = _day(request.args.get("day")) or today_at(space.site)
    view = next((v for v in SpaceView if v == request.args.get("view")), SpaceView.DAY)
    timed = bool(request.args.get("from"))
    page = SpacePage(space, search.on(day), person, view=view, timed=timed)
    return render_template("booking/bookings/space_day.html", page=page)


@bp.get("/spaces/mark")
@open_to(Audience.EVERYONE)
def mark() -> ResponseReturnValue:
    """Asked by pages that stand open: 304 while nothing has changed since the mark they know."""
    site = site_for(request.args.get("site"), person_or_none())
    day = _day(request.args.get("day")) or today_at(site)
    asks_month = request.args.get("view") == View.MONTH
    month = month_of(day, today=today_at(site)) if asks_month else [day, day]
    answer = Response(status=200, headers={"Cache-Control": "private, no-cache"})
    answer.set_etag(mark_of(site, month[0], days=len(month)))
    return answer.make_conditional(request)


def asked() -> MultiDict[str, str]:
    """The address as the search reads it: `until` is another word for `to`, and several needs may
    stand behind one another (`needs=screen,camera`)."""
    told: MultiDict[str, str] = MultiDict(request.args)
    if "to" not in told and "until" in told:
        told["to"] = told["until"]
    needs = [code for text in told.getlist("needs") for code in text.split(",")]
    told.setlist("needs", needs)
    return told


def _day(text: str | None) -> date | None:
    """A day that cannot be read is today."""
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        return None
    return day if day and day.year in YEARS else None
