"""Today at the house: a page that renews itself, and the same on paper."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.bookings.permissions import can_manage
from booking.bookings.search import YEARS, today_at
from booking.frontdesk.permissions import can_close_at
from booking.frontdesk.queries.board import Board, Shown, board_of
from booking.frontdesk.queries.places import site_kept_by, sites_kept_by
from booking.frontdesk.views.blueprint import bp
from booking.spaces.models import Level, SpaceKind
from booking.spaces.names import KIND_NAMES
from booking.spaces.queries import levels_of
from hub.accounts.models import User
from hub.accounts.permissions import Permission
from hub.accounts.sign_in import signed_in_person
from hub.core.formats import long_day
from hub.core.i18n import gettext as _
from hub.organisations.models import Site
from hub.web.access import Audience, open_to

SEE = {"permission": Permission.BOOKINGS_SEE}


@dataclass
class BoardPage:
    """What the address asks for; a level or kind that is not there shows everything."""

    site: Site
    day: date
    person: User
    level: str = ""
    kind: str = ""

    @cached_property
    def levels(self) -> list[Level]:
        return levels_of(self.site)

    @cached_property
    def board(self) -> Board:
        level = next((each.id for each in self.levels if each.name == self.level), None)
        kind = SpaceKind(self.kind) if self.kind in set(SpaceKind) else None
        return board_of(self.site, self.day, seen_by=self.person, shown=Shown(level, kind))

    @property
    def is_today(self) -> bool:
        return self.day == today_at(self.site)

    @property
    def title(self) -> str:
        return _("Today at the house") if self.is_today else long_day(self.day)

    @property
    def may_book(self) -> bool:
        return can_manage(self.person, self.site.id)

    @property
    def may_close(self) -> bool:
        return can_close_at(self.person, self.site)

    @property
    def sites(self) -> list[dict[str, Any]]:
        kept = sites_kept_by(self.person, Permission.BOOKINGS_SEE)
        return [
            {
                "label": each.city,
                "url": url_for(".day", site=each.code),
                "current": each.id == self.site.id,
            }
            for each in kept
        ]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(kind.value, str(name)) for kind, name in KIND_NAMES.items()]

    @property
    def address(self) -> dict[str, Any]:
        values = {"site": self.site.code, "day": self.day.isoformat()}
        return values | {n: v for n, v in (("level", self.level), ("kind", self.kind)) if v}

    def on(self, days: int) -> str:
        there = (self.day + timedelta(days=days)).isoformat()
        return url_for(".day", **(self.address | {"day": there}))

    @property
    def today_url(self) -> str:
        return url_for(".day", **(self.address | {"day": today_at(self.site).isoformat()}))

    @property
    def renewed_at(self) -> str:
        return url_for(".renewed", **self.address)

    @cached_property
    def inner(self) -> str:
        return render_template("booking/frontdesk/parts/board.html", page=self, board=self.board)

    @cached_property
    def etag(self) -> str:
        """Of what is shown; it holds no clock, so it stays while nothing happens."""
        return sha256(self.inner.encode()).hexdigest()[:32]

    @property
    def headers(self) -> dict[str, str]:
        """What the page asks with when it looks again."""
        return {"If-None-Match": f'"{self.etag}"'}


def _asked() -> BoardPage:
    person, given = signed_in_person(), request.args
    site = site_kept_by(person, Permission.BOOKINGS_SEE, code=given.get("site"))
    try:
        day = date.fromisoformat(given.get("day") or "")
    except ValueError:
        day = today_at(site)
    if day.year not in YEARS:
        day = today_at(site)
    return BoardPage(site, day, person, given.get("level", "")[:80], given.get("kind", "")[:20])


@bp.get("")
@open_to(Audience.STAFF, **SEE)
def day() -> ResponseReturnValue:
    return render_template("booking/frontdesk/day.html", page=_asked())


@bp.get("/renewed")
@open_to(Audience.STAFF, **SEE)
def renewed() -> ResponseReturnValue:
    """The part that changes, for who has it already: 304 while it is as it was."""
    page = _asked()
    if request.if_none_match.contains_weak(page.etag):
        answer = Response(status=304)
    else:
        answer = make_response(render_template("booking/frontdesk/parts/renewed.html", page=page))
    answer.set_etag(page.etag)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
