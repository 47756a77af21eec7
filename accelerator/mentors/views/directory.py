"""The public directory of mentors, and a mentor's page."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from accelerator.mentors.forms.directory import MentorsForm
from accelerator.mentors.permissions import circle_of
from accelerator.mentors.queries.directory import (
    MentorsSought,
    mentors_page,
    organisations_with_mentors,
    shown_mentor,
)
from accelerator.mentors.queries.hours import week_shown
from accelerator.mentors.queries.mentors import get_mentor
from accelerator.mentors.views.blueprint import bp
from accelerator.mentors.views.saying import named, weekday_names
from hub.accounts.sign_in import person_or_none
from hub.web.access import Audience, open_to
from hub.web.paging import pager_of


@bp.get("/mentors")
@open_to(Audience.EVERYONE)
def index() -> ResponseReturnValue:
    form = MentorsForm(request.args)
    form.offer(organisations_with_mentors())
    sought = form.sought() if form.validate() else MentorsSought()
    page = mentors_page(sought, seen_by=person_or_none(), cursor=request.args.get("cursor"))
    return render_template(
        "accelerator/mentors/index.html",
        form=form,
        mentors=page.items,
        pager=pager_of(page),
        named=named,
    )


@bp.get("/mentors/<uuid:mentor_id>")
@open_to(Audience.EVERYONE)
def show(mentor_id: UUID) -> ResponseReturnValue:
    person = person_or_none()
    shown = shown_mentor(mentor_id, seen_by=person)
    mentor = get_mentor(mentor_id)
    return render_template(
        "accelerator/mentors/show.html",
        shown=shown,
        is_own=person is not None and person.id == mentor.user_id,
        week=week_shown(mentor, to=circle_of(person, mentor)),
        weekdays=weekday_names(),
        named=named,
    )
