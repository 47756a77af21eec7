"""The hub's sites: their clock, money and holidays."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from hub.accounts.permissions import Permission, at_site, may
from hub.accounts.queries.history import shown_history_of
from hub.accounts.sign_in import person_or_none
from hub.core.clock import now
from hub.core.walltime import to_wall
from hub.organisations import queries
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
    year = year if year in YEARS else _this_year(found)
    may_look_back = may(person_or_none(), Permission.HISTORY_SEE, at_site(found.id))
    return render_template(
        "hub/organisations/site.html",
        site=found,
        year=year,
        holidays=queries.holidays_of(found, year),
        may_change=can_change_holidays(person_or_none(), found),
        entries=shown_history_of(found) if may_look_back else None,
    )


def _this_year(site: Site) -> int:
    return to_wall(now(), site.zone).year
