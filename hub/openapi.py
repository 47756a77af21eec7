"""The API: which capabilities' endpoints it has, and its description at two addresses."""

import json
from functools import cache
from typing import Any

from flask import Blueprint, Flask, Response, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect

from accelerator.applications import api as applications
from accelerator.figures import api as figures
from accelerator.forms import api as forms
from accelerator.interviews import api as interviews
from accelerator.matching import api as matching
from accelerator.mentor_days import api as mentor_days
from accelerator.mentors import api as mentors
from accelerator.participations import api as participations
from accelerator.programmes import api as programmes
from accelerator.reviews import api as reviews
from accelerator.selection import api as selection
from accelerator.sessions import api as sessions
from accelerator.startups import api as startups
from booking.bookings import api as bookings
from booking.bookings import check_api as checking
from booking.calendars import api as calendars
from booking.frontdesk import api as frontdesk
from booking.houses import api as houses
from booking.spaces import api as spaces
from booking.spaces import api_equipment, api_levels, api_pictures
from booking.spaces import api_managing as spaces_managed
from hub.accounts import api as accounts
from hub.accounts.bearer import BadToken, TokenInAddress
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.learning.attendance import api as attendance
from hub.learning.certificates import api as certificates
from hub.learning.classes import api as classes
from hub.learning.courses import api as courses
from hub.learning.enrolments import api as enrolments
from hub.learning.joining import api as joining
from hub.learning.study import api as study
from hub.learning.teaching import api as teaching
from hub.operate import api as operate
from hub.organisations import api as organisations
from hub.outbox import api as outbox
from hub.web.access import Audience, open_to
from hub.web.api.declarations import Endpoints, no_endpoint_twice
from hub.web.api.dispatch import PREFIX, served
from hub.web.api.document import document
from hub.web.api.problems import MEANINGS
from hub.web.api.reference import Chapter, chapters

#: One line for each part of the API, in the order of its description.
ENDPOINTS: tuple[Endpoints, ...] = (
    organisations.sites,
    spaces.sites,
    houses.sites,
    spaces.endpoints,
    spaces_managed.endpoints,
    api_levels.endpoints,
    api_pictures.endpoints,
    api_equipment.endpoints,
    houses.introductions,
    bookings.endpoints,
    houses.plans,
    bookings.guests.of_guests,
    checking.endpoints,
    calendars.endpoints,
    frontdesk.endpoints,
    programmes.endpoints,
    forms.endpoints,
    startups.endpoints,
    applications.endpoints,
    applications.of_screening,
    reviews.of_reviews,
    reviews.of_rounds,
    reviews.of_scores,
    reviews.of_reviewers,
    interviews.of_days,
    interviews.of_interviews,
    selection.of_selection,
    selection.of_offers,
    participations.of_participations,
    participations.of_cohorts,
    mentors.of_mentors,
    mentors.of_hours,
    mentors.of_mentoring,
    matching.of_matchings,
    matching.of_pairings,
    sessions.of_sessions,
    sessions.of_office_hours,
    sessions.of_care,
    mentor_days.of_days,
    mentor_days.of_own_days,
    figures.endpoints,
    courses.endpoints,
    classes.endpoints,
    enrolments.endpoints,
    joining.endpoints,
    study.endpoints,
    attendance.endpoints,
    certificates.endpoints,
    teaching.endpoints,
    organisations.endpoints,
    accounts.endpoints,
    accounts.people.endpoints,
    accounts.invitations.endpoints,
    operate.endpoints,
    outbox.endpoints,
)

TITLE = "Future City Hub API"
VERSION = "1.0.0"
ABOUT = """\
Everything a page of the hub can do, under the same permissions.

Instants are RFC 3339 with an offset and are answered in UTC with Z. Local times are what the \
clock on the wall shows, in the zone named beside them. Money is in whole minor units. Ids are \
opaque. Lists are pages: give `next` back as `cursor` for what follows. Errors are problem \
documents (RFC 9457) with a stable `code` and a sentence in the language of Accept-Language \
(en, id, de)."""

FIRST_STEPS = """\
HUB={hub}
TOKEN=fch_…   # from {hub}/account/tokens, or: flask --app wsgi tokens create EMAIL
curl "$HUB/api/v1/me" -H "Authorization: Bearer $TOKEN\""""

pages = Blueprint("api_pages", __name__)


def register_api(app: Flask, csrf: CSRFProtect) -> None:
    """All endpoints as one blueprint, which takes tokens and no cookies and so needs no CSRF
    protection."""
    endpoints = Blueprint("api", __name__, url_prefix=PREFIX)
    for _group, endpoint, view in no_endpoint_twice(ENDPOINTS):
        endpoints.add_url_rule(
            endpoint.path, view.__name__, served(endpoint, view), methods=[endpoint.method]
        )
    csrf.exempt(endpoints)
    app.register_blueprint(endpoints)
    app.register_blueprint(pages)


@cache
def description() -> dict[str, Any]:
    rows = no_endpoint_twice(ENDPOINTS)
    return document(
        rows, title=TITLE, about=ABOUT, version=VERSION, always=(BadToken, TokenInAddress)
    )


@cache
def written() -> str:
    """The description as it is sent: of a thousand operations, so writing it takes a while."""
    return json.dumps(description(), ensure_ascii=False, indent=1) + "\n"


@cache
def reference() -> dict[str, Chapter]:
    """By slug, in order."""
    return {each.slug: each for each in chapters(description())}


@pages.get(f"{PREFIX}/openapi.json")
@open_to(Audience.EVERYONE)
def openapi() -> ResponseReturnValue:
    return Response(written(), mimetype="application/json")


@pages.get("/api/docs")
@open_to(Audience.EVERYONE)
def docs() -> ResponseReturnValue:
    return render_template(
        "hub/api/docs.html",
        about=ABOUT.split("\n\n"),
        first_steps=FIRST_STEPS.format(hub=current_app.config["PUBLIC_URL"]),
        chapters=reference().values(),
        meanings=MEANINGS,
    )


@pages.get("/api/docs/<chapter>")
@open_to(Audience.EVERYONE)
def chapter(chapter: str) -> ResponseReturnValue:
    found = reference().get(chapter)
    if found is None:
        raise NotFound(_("There is no such chapter of the API."))
    return render_template("hub/api/chapter.html", chapter=found)


@pages.get("/problems/<code>")
@open_to(Audience.EVERYONE)
def problem(code: str) -> ResponseReturnValue:
    """What `type` of a problem document points at."""
    return redirect(url_for("api_pages.docs", _anchor="problems"))
