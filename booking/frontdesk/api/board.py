"""A day of a site, as its front desk sees it."""

from booking.bookings.search import today_at
from booking.frontdesk.api.chapter import STAFF, endpoints
from booking.frontdesk.queries.board import Shown, board_of
from booking.frontdesk.schemas import BoardAsked, BoardShown
from booking.spaces.queries import levels_of
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotAllowed, NotFound
from hub.organisations.models import Site
from hub.organisations.queries import site_by_code
from hub.web.api import Endpoint


@endpoints.serves(
    Endpoint(
        "GET",
        "/sites/<code>/board",
        "The day of a site: who is in, who comes, what changes hands, what to set up",
        answers=BoardShown,
        query=BoardAsked,
        audience=STAFF,
        permission="bookings:see",
        refuses=(NotFound, NotAllowed),
        note="For staff of the site. Of another day than today nobody is in, and all are to come.",
    )
)
def board(code: str, query: BoardAsked) -> BoardShown:
    site = site_by_code(code)
    day = query.day or today_at(site)
    return BoardShown.of(board_of(site, day, seen_by=signed_in_person(), shown=_shown(site, query)))


def _shown(site: Site, query: BoardAsked) -> Shown:
    """A level that is not there shows everything, as on the page."""
    levels = levels_of(site) if query.level else []
    level = next((each.id for each in levels if each.name == query.level), None)
    return Shown(level, query.kind)
