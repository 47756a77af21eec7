"""The list of one's bookings, and files of it to take along."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.bookings.emails import entry_of
from booking.bookings.icalendar_text import Method, calendar_text
from booking.bookings.mine import Sought, coming_for_calendar, for_table, page_of_mine
from booking.bookings.models import Booking, BookingState
from booking.bookings.views.blueprint import bp
from booking.bookings.views.record import STATES, listed, state_of
from booking.spaces.queries import sites_with_spaces
from hub.accounts.sign_in import signed_in_person
from hub.core.i18n import gettext as _
from hub.core.pagination import Page
from hub.web.access import Audience, open_to
from hub.web.exports import Format, export

PAST = "past"
_CHOSEN = (BookingState.CONFIRMED, BookingState.HELD, BookingState.CANCELLED)


@bp.get("/bookings")
@open_to(Audience.PEOPLE)
def mine() -> ResponseReturnValue:
    """Those for the person and those that they made; the address holds the search."""
    person, sought = signed_in_person(), _sought()
    page = page_of_mine(person, sought, cursor=request.args.get("cursor"))
    return render_template(
        "booking/bookings/mine.html",
        items=[listed(booking, person) for booking in page.items],
        tabs=[_tab(_("Coming"), sought, past=False), _tab(_("Past"), sought, past=True)],
        pages=_pages(page, sought),
        past=sought.past,
        sought=sought,
        states=[(state.value, str(STATES[state][0])) for state in _CHOSEN],
        sites=sites_with_spaces(),
        table_url=url_for("bookings.mine_csv", **_address(sought)),
    )


@bp.get("/bookings.ics")
@open_to(Audience.PEOPLE)
def mine_ics() -> ResponseReturnValue:
    """All that is coming, in one file for a calendar."""
    entries = [entry_of(booking) for booking in coming_for_calendar(signed_in_person())]
    text = calendar_text(entries, method=Method.PUBLISH, name=_("My bookings"))
    answer = Response(text, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    answer.headers.set("Content-Disposition", "attachment", filename="bookings.ics")
    return answer


@bp.get("/bookings.csv")
@open_to(Audience.PEOPLE)
def mine_csv() -> ResponseReturnValue:
    """The list as it was searched, as a table."""
    columns = {
        "reference": _("Reference"), "space": _("Space"), "site": _("Site"), "starts": _("From"),
        "ends": _("To"), "people": _("People"), "purpose": _("For"), "state": _("State"),
        "price": _("Price"),
    }  # fmt: skip
    rows = [_cells(booking) for booking in for_table(signed_in_person(), _sought())]
    return export(columns, rows, name=_("My bookings"), format=Format.CSV)


def _cells(booking: Booking) -> list[object]:
    return [
        booking.reference,
        booking.space.name,
        booking.space.site.name,
        booking.starts_at.astimezone(ZoneInfo(booking.zone)),
        booking.ends_at.astimezone(ZoneInfo(booking.zone)),
        booking.people,
        booking.purpose,
        state_of(booking)[0],
        booking.price,
    ]


def _sought() -> Sought:
    """What cannot be read is as if it were not said."""
    said = request.args.get("state", "")
    state = BookingState(said) if said in {each.value for each in _CHOSEN} else None
    words = request.args.get("q", "").strip()[:100]
    code = request.args.get("site", "")
    site = next((each for each in sites_with_spaces() if each.code == code), None) if code else None
    return Sought(past=request.args.get("when") == PAST, words=words, state=state, site=site)


def _address(sought: Sought, **more: Any) -> dict[str, Any]:
    said = {
        "when": PAST if sought.past else None,
        "q": sought.words or None,
        "state": sought.state,
        "site": sought.site.code if sought.site else None,
    }
    return said | more


def _tab(label: str, sought: Sought, *, past: bool) -> dict[str, Any]:
    said = _address(sought, when=PAST if past else None)
    return {"label": label, "url": url_for("bookings.mine", **said), "current": sought.past is past}


def _pages(page: Page[Booking], sought: Sought) -> dict[str, Any]:
    """What `components/pager.html` takes; the list has no total, for counting would cost."""

    def url(cursor: str | None) -> str | None:
        return url_for("bookings.mine", **_address(sought, cursor=cursor)) if cursor else None

    return {
        "shown": len(page.items),
        "total": None,
        "prev_url": url(page.previous),
        "next_url": url(page.next),
    }
