"""What somebody teaches, one run of it, its roster as a table, and what learners said."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.queries.history import shown
from hub.accounts.sign_in import signed_in_person
from hub.history.queries import Sought, find
from hub.learning.classes.models import ClassRun
from hub.learning.classes.permissions import can_manage_run
from hub.learning.classes.queries.runs import sessions_shown, standing_of
from hub.learning.courses.permissions import can_make_courses
from hub.learning.teaching.forms.teaching import LearnersForm
from hub.learning.teaching.queries.desk import desk_of, waiting_in
from hub.learning.teaching.queries.learners import learners_of
from hub.learning.teaching.queries.survey import survey_of
from hub.learning.teaching.tables import columns_of_learners, rows_of_learners
from hub.learning.teaching.views.blueprint import bp
from hub.learning.teaching.views.doors import RUN, parts_of, run_of_teacher
from hub.web.access import Audience, open_to
from hub.web.exports import Format, export
from hub.web.paging import leaf_of

#: As many as a page shows without being scrolled for long.
ON_A_PAGE = 50


@bp.get("/teach")
@open_to(Audience.PEOPLE)
def index() -> ResponseReturnValue:
    person = signed_in_person()
    return render_template(
        "hub/learning/teaching/index.html",
        desk=desk_of(person),
        keeps=can_make_courses(person),
        person=person,
    )


@bp.get(RUN)
@open_to(Audience.PEOPLE)
def run(run_id: UUID) -> ResponseReturnValue:
    found, person, search = run_of_teacher(run_id), signed_in_person(), LearnersForm(request.args)
    return render_template(
        "hub/learning/teaching/run.html",
        run=found,
        parts=parts_of(found, "teaching.run"),
        stage=standing_of(found).stage,
        sessions=sessions_shown(found),
        waiting=waiting_in([found], by=person)[found.id],
        search=search,
        **_a_page_of_learners(found, search),
        entries=_messages(found),
        keeps=can_manage_run(person, found),
        formats=(Format.CSV, Format.XLSX),
        person=person,
    )


def _a_page_of_learners(run: ClassRun, search: LearnersForm) -> dict[str, Any]:
    order, behind = search.wanted()
    everybody = learners_of(run, order=order)
    learners = [each for each in everybody if each.behind] if behind else everybody
    leaf = leaf_of(len(learners), size=ON_A_PAGE, at=partial(url_for, ".run", run_id=run.id))
    return {"everybody": everybody, "learners": learners[leaf.part], "pager": leaf.pager}


@bp.get(f"{RUN}/learners.<any(csv, xlsx, json):ending>")
@open_to(Audience.PEOPLE)
def learners_table(run_id: UUID, ending: str) -> ResponseReturnValue:
    found, search = run_of_teacher(run_id), LearnersForm(request.args)
    order, behind = search.wanted()
    rows = rows_of_learners(learners_of(found, order=order, behind=behind))
    return export(columns_of_learners(), rows, name=f"{found.slug}-learners", format=Format(ending))


@bp.get(f"{RUN}/survey")
@open_to(Audience.PEOPLE)
def survey(run_id: UUID) -> ResponseReturnValue:
    found = run_of_teacher(run_id)
    return render_template(
        "hub/learning/teaching/survey.html",
        run=found,
        parts=parts_of(found, "teaching.survey"),
        survey=survey_of(found),
    )


def _messages(run: ClassRun) -> list[object]:
    """What was written to its people before."""
    sought = Sought(action="class.message-sent", subject_kind=run.__tablename__, subject_id=run.id)
    return list(shown(find(sought, limit=10).items))
