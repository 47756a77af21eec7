"""The blueprint that all pages of learning are registered on, and how they tell others that these
pages are for people with a place."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from hub.core.clock import now
from hub.core.database import db
from hub.files.words import about
from hub.learning.classes.models import ClassRun
from hub.learning.courses.rules.outline import Kind
from hub.learning.study.errors import NoPlaceInClass
from hub.learning.study.names import STATES
from hub.learning.study.queries.outline import Step
from hub.learning.study.rules.windows import can_edit

bp = Blueprint("study", __name__)
_PAGES = {
    Kind.LESSON: "study.lesson",
    Kind.QUIZ: "study.quiz",
    Kind.ASSIGNMENT: "study.assignment",
}


def step_url(run: ClassRun, step: Step) -> str:
    return url_for(_PAGES[step.kind], slug=run.slug, key=step.item.key)


@bp.context_processor
def said() -> dict[str, Any]:
    return {
        "run_url": run_url,
        "survey_url": survey_url,
        "teach_url": teach_url,
        "step_url": step_url,
        "step_states": STATES,
        "about_file": about,
        "can_still_edit": lambda post: can_edit(post.made_at, now()),
    }


@bp.errorhandler(NoPlaceInClass)
def no_place(refusal: NoPlaceInClass) -> ResponseReturnValue:
    """With the way to a place."""
    slug = (request.view_args or {})["slug"]
    run = db.session.scalars(select(ClassRun).where(ClassRun.slug == slug)).one()
    page = render_template("hub/learning/study/no_place.html", run=run, refusal=refusal)
    return page, refusal.status


def run_url(run: ClassRun) -> str:
    return f"/classes/{run.slug}"


def teach_url(run: ClassRun) -> str:
    """For who teaches; the pages lie above."""
    return f"/teach/{run.id}"


def survey_url(run: ClassRun) -> str:
    """What learners say."""
    return f"{teach_url(run)}/survey"
