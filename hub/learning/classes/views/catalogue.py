"""The catalogue, a class, and a course with all its classes: open to everybody."""

from collections.abc import Sequence
from typing import Any

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from hub.accounts.models import User
from hub.accounts.sign_in import person_or_none
from hub.learning.classes.forms.catalogue import ClassesForm
from hub.learning.classes.models import ClassRun, ClassSession
from hub.learning.classes.permissions import can_manage_run, can_teach
from hub.learning.classes.queries import catalogue
from hub.learning.classes.queries.courses import course_shown, prerequisites_of
from hub.learning.classes.queries.runs import instructors_of, run_by_slug, sessions_shown
from hub.learning.classes.queries.showing import place_shown
from hub.learning.classes.rules.clocks import Clock, clocks
from hub.learning.classes.rules.drift import drifts_for
from hub.learning.classes.rules.standing import Stage
from hub.learning.classes.views.blueprint import bp
from hub.learning.classes.views.cards import cards_of
from hub.learning.classes.views.structured import course_data, run_data
from hub.learning.courses.permissions import can_manage_course
from hub.web.access import Audience, open_to
from hub.web.addresses import public_url
from hub.web.light import remembered, wants_text
from hub.web.paging import pager_of

FEW, MANY = 12, 20
#: What stands in the search itself; the rest is opened for those who want it.
ALWAYS_THERE = ("q", "topic")


@bp.get("/classes")
@open_to(Audience.EVERYONE)
def index() -> ResponseReturnValue:
    form, person = ClassesForm(request.args), person_or_none()
    form.offer(catalogue.facets())
    form.validate()
    page = catalogue.runs_page(form.sought(), cursor=request.args.get("cursor"), limit=FEW)
    return _shown(
        "index",
        form=form,
        cards=cards_of(page.items, person),
        pager=pager_of(page),
        is_narrowed=any(request.args.get(name) for name in form.data),
        is_narrowed_further=any(
            request.args.get(name) for name in form.data if name not in ALWAYS_THERE
        ),
        person=person,
    )


@bp.get("/classes/<slug>")
@open_to(Audience.EVERYONE)
def show(slug: str) -> ResponseReturnValue:
    person = person_or_none()
    run = run_by_slug(slug, seen_by=person)
    sessions = sessions_shown(run)
    (card,) = cards_of([run], None)
    return _shown(
        "show",
        run=run,
        card=card,
        sessions=_with_clocks(sessions, person),
        drifts=_drifts(run, sessions, person=person),
        instructors=instructors_of(run),
        prerequisites=prerequisites_of(run.course),
        place=place_shown(run, person),
        is_taught=can_teach(person, run),
        is_managed=can_manage_run(person, run),
        data=run_data(run, sessions, card=card) if run.is_shown else None,
        feed=public_url("classes.calendar", slug=run.slug),
        person=person,
    )


@bp.get("/courses/<slug>")
@open_to(Audience.EVERYONE)
def course(slug: str) -> ResponseReturnValue:
    person = person_or_none()
    found, version = course_shown(slug, seen_by=person)
    cards = cards_of(catalogue.runs_of(found), person)
    over = (Stage.OVER, Stage.CANCELLED)
    return _shown(
        "course",
        course=found,
        version=version,
        coming=[card for card in reversed(cards) if card.standing.stage not in over],
        past=[card for card in cards if card.standing.stage in over],
        prerequisites=prerequisites_of(found),
        is_managed=can_manage_course(person, found),
        data=course_data(found, version, cards=cards) if found.is_shown else None,
        person=person,
    )


def _shown(page: str, **more: Any) -> Response:
    """In full, or in words alone for who is on a slow line."""
    look = f"{page}_text" if wants_text() else page
    return remembered(make_response(render_template(f"hub/learning/classes/{look}.html", **more)))


def _with_clocks(
    sessions: Sequence[ClassSession], person: User | None
) -> list[tuple[ClassSession, list[Clock]]]:
    viewer = person.zone if person else None
    return [(each, clocks(each.starts_at, zone=each.zone, viewer=viewer)) for each in sessions]


def _drifts(run: ClassRun, sessions: Sequence[ClassSession], *, person: User | None) -> list[Any]:
    starts = [each.starts_at for each in sessions if each.cancelled_at is None]
    return drifts_for(starts, zone=run.zone, viewer=person.zone if person else None)
