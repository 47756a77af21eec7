"""Founders set milestones and goals, tick tasks off, take perks; staff confirm milestones."""

from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.participations.forms.working import GoalForm, MilestoneForm
from accelerator.participations.models import Goal, Milestone, Participation
from accelerator.participations.queries.parts import part_of, perk_in, task_for
from accelerator.participations.services import working as services
from accelerator.participations.views.blueprint import bp
from accelerator.participations.views.doors import MANAGE, participation_of_reader
from accelerator.participations.views.pages import page
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to

HERE = "/participations/<uuid:participation_id>"


@bp.post(f"{HERE}/tasks/<uuid:task_id>")
@open_to(Audience.PEOPLE)
def tick(participation_id: UUID, task_id: UUID) -> ResponseReturnValue:
    participation = participation_of_reader(participation_id)
    task = task_for(participation, task_id)
    with transaction():
        done = request.form.get("done") == "yes"
        services.tick(participation, task, done=done, by=g.shown_person)
    return _back(participation, "tasks")


@bp.post(f"{HERE}/milestones")
@open_to(Audience.PEOPLE)
def add_milestone(participation_id: UUID) -> ResponseReturnValue:
    participation, form = participation_of_reader(participation_id), MilestoneForm()
    if not form.validate() or form.due_on.data is None:
        return page(participation, milestone=form), 422
    title, note, due = form.title.data or "", form.note.data or "", form.due_on.data
    try:
        with transaction():
            services.add_milestone(participation, title, due_on=due, note=note, by=g.shown_person)
    except Invalid as refusal:
        form.refuse_all(refusal)
        return page(participation, milestone=form), 422
    return _back(participation, "milestones")


@bp.post(f"{HERE}/milestones/<uuid:milestone_id>/reached")
@open_to(Audience.PEOPLE)
def reach(participation_id: UUID, milestone_id: UUID) -> ResponseReturnValue:
    participation = participation_of_reader(participation_id)
    milestone = part_of(Milestone, milestone_id, participation=participation)
    with transaction():
        services.reach(milestone, participation, by=g.shown_person)
    flash(_("Well done."), "ok")
    return _back(participation, "milestones")


@bp.post(f"{HERE}/milestones/<uuid:milestone_id>/confirm")
@open_to(Audience.STAFF, permission=MANAGE)
def verify(participation_id: UUID, milestone_id: UUID) -> ResponseReturnValue:
    participation = participation_of_reader(participation_id)
    milestone = part_of(Milestone, milestone_id, participation=participation)
    with transaction():
        services.verify(milestone, participation, by=g.shown_person)
    return _back(participation, "milestones")


@bp.route(f"{HERE}/goals/new", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def set_goal(participation_id: UUID) -> ResponseReturnValue:
    participation, form = participation_of_reader(participation_id), GoalForm()
    form.with_rows()
    if form.validate_on_submit() and _goal_kept(form, participation):
        return _back(participation, "goals")
    shown = _goal_page(form, participation)
    return shown, 422 if form.is_submitted() else 200


@bp.route(f"{HERE}/goals/<uuid:goal_id>", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def change_goal(participation_id: UUID, goal_id: UUID) -> ResponseReturnValue:
    participation = participation_of_reader(participation_id)
    found = part_of(Goal, goal_id, participation=participation)
    form = GoalForm(obj=found, data={"version": str(found.version)})
    form.with_rows(found)
    if form.validate_on_submit() and _goal_kept(form, participation, goal=found):
        flash(_("Saved."), "ok")
        return _back(participation, "goals")
    shown = _goal_page(form, participation, goal=found)
    return shown, 422 if form.is_submitted() else 200


@bp.post(f"{HERE}/perks/<uuid:perk_id>")
@open_to(Audience.PEOPLE)
def claim(participation_id: UUID, perk_id: UUID) -> ResponseReturnValue:
    participation = participation_of_reader(participation_id)
    perk = perk_in(participation.cohort_id, perk_id)
    with transaction():
        services.claim(perk, participation, by=g.shown_person)
    flash(_("It is yours. How to get it stands below."), "ok")
    return _back(participation, "perks")


def _goal_kept(form: GoalForm, participation: Participation, *, goal: Goal | None = None) -> bool:
    """Save it, or write beside the fields why not."""
    try:
        results = form.results()
    except ValueError:
        form.refuse("objective", _("Targets and where you stand are numbers."))
        return False
    person = g.shown_person
    try:
        with transaction():
            if goal is None:
                services.set_goal(
                    participation,
                    form.objective.data or "",
                    results=results,
                    due_on=form.due_on.data,
                    by=person,
                )
            else:
                version = int(form.version.data or 0)
                services.change_goal(
                    goal, participation, results=results, by=person, version=version
                )
    except (Invalid, Conflict) as refusal:
        form.refuse("objective", str(refusal))
        return False
    return True


def _goal_page(form: GoalForm, participation: Participation, *, goal: Goal | None = None) -> str:
    return render_template(
        "accelerator/participations/goal.html",
        form=form,
        participation=participation,
        goal=goal,
    )


def _back(participation: Participation, anchor: str) -> ResponseReturnValue:
    return redirect(url_for(".show", participation_id=participation.id, _anchor=anchor))
