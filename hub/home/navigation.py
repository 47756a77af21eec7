"""Where one can go from anywhere: the bar, one's own menu, the five tabs of a phone, the staff's
rail.

Tables, like `hub.wiring`: a capability that lands adds its line here. One thing is read for them:
whether somebody mentors, is mentored, or teaches.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import Flask, current_app, g, request, url_for

from hub.accounts.models import Role, User
from hub.accounts.permissions import Permission, may, may_somewhere
from hub.core.i18n import lazy_gettext as _
from hub.home.queries import Side, sides_of
from hub.web.templating import Link, LinkGroup


@dataclass(frozen=True)
class Place:
    """A line of a menu: where it leads, and with which permission it is shown (None: to all).

    `everywhere` asks for the permission on the whole platform, as the page itself does.
    """

    label: str
    endpoint: str
    icon: str
    permission: Permission | None = None
    everywhere: bool = False
    #: Only for people who have been given this role, wherever.
    role: Role | None = None
    #: Only for people on one of these sides: mentors, startups in a cohort, and who teaches.
    sides: frozenset[Side] = frozenset()
    #: Blueprints whose pages lie within it.
    holds: frozenset[str] = frozenset()

    def is_for(self, person: User | None, sides: frozenset[Side]) -> bool:
        if self.sides and not self.sides & sides:
            return False
        if self.role is not None:
            return person is not None and any(g.role is self.role for g in person.live_grants)
        if self.permission is None:
            return True
        return (may if self.everywhere else may_somewhere)(person, self.permission)


MENTORS, STARTUPS = frozenset({Side.MENTOR}), frozenset({Side.STARTUP})
TEACHERS = frozenset({Side.TEACHER})
SPACES = Place(_("Spaces"), "bookings.find", "door-open", holds=frozenset({"bookings", "plans"}))
PROGRAMMES = Place(
    _("Programmes"),
    "programmes.index",
    "rocket",
    holds=frozenset({"programmes", "applications", "startups", "participations", "interviews"}),
)
CLASSES = Place(
    _("Classes"),
    "classes.index",
    "graduation-cap",
    holds=frozenset({"classes", "courses", "enrolments", "study", "joining", "teaching"}),
)
BAR = (
    SPACES,
    PROGRAMMES,
    CLASSES,
    Place(
        _("Mentors"),
        "mentors.index",
        "users",
        holds=frozenset({"mentors", "matching", "sessions", "mentor_days"}),
    ),
    Place(_("Network"), "organisations.index", "network", holds=frozenset({"organisations"})),
)
#: Below one's own picture, for the bar has no room for more words in German.
MENU = (
    Place(_("My bookings"), "bookings.mine", "calendar"),
    Place(_("My reviews"), "reviews.index", "clipboard-list", role=Role.REVIEWER),
    Place(_("My classes"), "enrolments.mine", "graduation-cap"),
    Place(_("Teaching"), "teaching.index", "presentation", sides=TEACHERS),
    Place(_("My mentoring"), "mentors.mine", "handshake", sides=MENTORS),
    Place(_("My mentors"), "matching.mine", "handshake", sides=STARTUPS),
    Place(_("My sessions"), "sessions.mine", "video", sides=MENTORS | STARTUPS),
    Place(_("Office hours"), "sessions.office_hours", "clock", sides=MENTORS | STARTUPS),
    Place(_("My mentor days"), "mentor_days.index", "handshake", sides=MENTORS | STARTUPS),
    Place(_("My certificates"), "certificates.mine", "award"),
    Place(_("Profile"), "accounts.profile", "user"),
)
TABS = (
    Place(_("Home"), "home.index", "house"),
    SPACES,
    CLASSES,
    PROGRAMMES,
    Place(_("Me"), "accounts.profile", "user", holds=frozenset({"accounts", "certificates"})),
)
P = Permission
RAIL = (
    (
        _("Hub"),
        (
            Place(_("Spaces"), "bookings.find", "door-open"),
            Place(_("Today at the house"), "front_desk.day", "clipboard-list", P.BOOKINGS_SEE),
            Place(_("Closures"), "front_desk.closures", "ban", P.SPACES_MANAGE),
            Place(_("Calendar import"), "calendars.index", "calendar", P.CALENDARS_IMPORT),
            Place(_("Manage spaces"), "spaces.manage", "layout-grid", P.SPACES_MANAGE),
            Place(_("Sites and holidays"), "houses.index", "map-pin", P.SPACES_MANAGE),
        ),
    ),
    (
        _("Accelerator"),
        (
            Place(_("Programmes"), "programmes.manage", "rocket", P.PROGRAMMES_MANAGE),
            Place(_("Forms"), "forms.index", "clipboard-list", P.PROGRAMMES_MANAGE),
            Place(_("Reviewers"), "reviews.reviewers", "users", P.PROGRAMMES_MANAGE),
        ),
    ),
    (
        _("Learning"),
        (
            Place(_("Courses"), "courses.manage", "layers", P.CLASSES_MANAGE),
            Place(_("Classes"), "classes.kept", "graduation-cap", P.CLASSES_MANAGE),
        ),
    ),
    (
        _("People"),
        (
            Place(_("People"), "people.index", "users", P.PEOPLE_SEE),
            Place(_("Invitations"), "accounts.invitations", "mail", P.PEOPLE_MANAGE),
            Place(_("Organisations"), "organisations.index", "network", P.ORGANISATIONS_MANAGE),
            Place(
                _("Trained organisations"),
                "certificates.trained",
                "graduation-cap",
                P.CLASSES_MANAGE,
            ),
        ),
    ),
    (
        _("Operations"),
        (
            Place(_("Mail"), "outbox.index", "mail", P.OPERATIONS_SEE),
            Place(_("History"), "operate.history", "history", P.HISTORY_SEE, everywhere=True),
        ),
    ),
)
FOOT = (
    Place(_("Privacy"), "accounts.privacy", "lock"),
    Place(_("API"), "api_pages.docs", "file-text"),
)


def register(app: Flask) -> None:
    app.before_request(lay_out)


def lay_out() -> None:
    """The menus for this reader, made when a page first shows one: what only answers with another
    address, or with data, shows none."""
    g.menus = cache(_menus)


def _menus() -> dict[str, list[Any]]:
    person = g.get("shown_person")
    sides = sides_of(person) if person else frozenset()
    return {
        "nav_items": _links(BAR, person),
        "menu_items": _links(MENU, person, sides=sides),
        "tab_items": _links(TABS, person),
        "foot_items": _links(FOOT, person),
        "rail_groups": [
            LinkGroup(str(label), links)
            for label, places in RAIL
            if (links := _links(places, person)) and person is not None and person.is_staff
        ],
    }


def _links(
    places: tuple[Place, ...], person: User | None, *, sides: frozenset[Side] = frozenset()
) -> list[Link]:
    return [
        Link(
            str(p.label),
            url_for(p.endpoint),
            p.icon,
            current=request.endpoint == p.endpoint,
            within=request.blueprint in p.holds,
        )
        for p in places
        if p.endpoint in current_app.view_functions and p.is_for(person, sides)
    ]
