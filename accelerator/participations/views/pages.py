"""A startup in its cohort, as its own people and the staff see it."""

from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.participations.errors import NotNow
from accelerator.participations.forms.working import (
    AgreementForm,
    CommentForm,
    DemoLineForm,
    MilestoneForm,
    MoveForm,
)
from accelerator.participations.models import NEXT, Participation, ParticipationState
from accelerator.participations.names import DISPOSITIONS, MONTHS, STATES
from accelerator.participations.permissions import View, view_of
from accelerator.participations.queries import startups as queries
from accelerator.participations.queries.cohorts import has_public_demo_day
from accelerator.participations.queries.numbers import (
    check_ins_of,
    metrics_of,
    series_of,
    waiting_check_in,
)
from accelerator.participations.queries.parts import comments_of
from accelerator.participations.services.arranging import comment, set_demo_line
from accelerator.participations.services.joining import agree, move
from accelerator.participations.services.working import KeyResult, tasks_done
from accelerator.participations.views.blueprint import bp
from accelerator.participations.views.doors import MANAGE, participation_of_reader
from accelerator.participations.views.numbers import shown_numbers
from hub.accounts.queries.history import shown_history_of
from hub.core.database import transaction
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to


@bp.get("/my-cohorts")
@open_to(Audience.PEOPLE)
def mine() -> ResponseReturnValue:
    found = queries.participations_of(g.shown_person)
    if len(found) == 1:
        return redirect(url_for(".show", participation_id=found[0].id))
    return render_template(
        "accelerator/participations/mine.html", participations=found, states=STATES
    )


@bp.get("/participations/<uuid:participation_id>")
@open_to(Audience.PEOPLE)
def show(participation_id: UUID) -> ResponseReturnValue:
    return page(participation_of_reader(participation_id))


@bp.route("/participations/<uuid:participation_id>/agreement", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def agreement(participation_id: UUID) -> ResponseReturnValue:
    participation = participation_of_reader(participation_id)
    form = AgreementForm(data={"version": str(participation.cohort.agreement_version)})
    if form.validate_on_submit():
        return _agreed(participation, version=form.expected or 0)
    return render_template(
        "accelerator/participations/agreement.html",
        participation=participation,
        form=form,
        may_sign=view_of(g.shown_person, participation) is View.LEAD,
    )


def _agreed(participation: Participation, *, version: int) -> ResponseReturnValue:
    """Or, when the wording has changed since, the new one to read."""
    try:
        with transaction():
            agree(participation, version=version, by=g.shown_person)
    except NotNow as refusal:
        flash(str(refusal), "bad")
        return redirect(url_for(".agreement", participation_id=participation.id))
    flash(_("Thank you. The agreement is accepted."), "ok")
    return redirect(url_for(".show", participation_id=participation.id))


@bp.post("/participations/<uuid:participation_id>/comments")
@open_to(Audience.PEOPLE)
def write(participation_id: UUID) -> ResponseReturnValue:
    participation, form = participation_of_reader(participation_id), CommentForm()
    if not form.validate():
        return page(participation, comment=form), 422
    with transaction():
        comment(participation, form.text.data or "", by=g.shown_person)
    return redirect(url_for(".show", participation_id=participation.id, _anchor="talk"))


@bp.post("/participations/<uuid:participation_id>/demo-line")
@open_to(Audience.PEOPLE)
def demo_line(participation_id: UUID) -> ResponseReturnValue:
    participation, form = participation_of_reader(participation_id), DemoLineForm()
    if not form.validate():
        return page(participation, demo=form), 422
    with transaction():
        set_demo_line(participation, form.demo_line.data or "", by=g.shown_person)
    flash(_("Saved."), "ok")
    return redirect(url_for(".show", participation_id=participation.id))


@bp.post("/participations/<uuid:participation_id>/move")
@open_to(Audience.STAFF, permission=MANAGE)
def staff_move(participation_id: UUID) -> ResponseReturnValue:
    participation, form = participation_of_reader(participation_id), MoveForm()
    form.offer(NEXT[participation.state])
    if not form.validate():
        return page(participation, move=form), 422
    try:
        with transaction():
            to = ParticipationState(form.to.data)
            move(participation, to, reason=form.reason.data or "", by=g.shown_person)
    except Invalid as refusal:
        form.refuse_all(refusal)
        return page(participation, move=form), 422
    flash(_("Saved."), "ok")
    return redirect(url_for(".show", participation_id=participation.id))


def page(participation: Participation, **filled: Any) -> str:
    """With forms as they were filled in, the others fresh."""
    moving = MoveForm(formdata=None)
    moving.offer(NEXT[participation.state])
    forms = {
        "milestone": MilestoneForm(formdata=None),
        "comment": CommentForm(formdata=None),
        "demo": DemoLineForm(formdata=None, obj=participation),
        "move": moving,
    }
    return render_template(
        "accelerator/participations/show.html",
        forms=forms | filled,
        **_told(participation),
    )


def _told(participation: Participation) -> dict[str, Any]:
    view = view_of(g.shown_person, participation)
    cohort = participation.cohort
    metrics = metrics_of(cohort.programme_id)
    series = series_of([participation.id])[participation.id]
    return {
        "participation": participation,
        "cohort": cohort,
        "has_demo_page": has_public_demo_day(cohort),
        "works": view in (View.MEMBER, View.LEAD),
        "leads": view is View.LEAD,
        "is_staff": view is View.STAFF,
        "tasks": queries.tasks_of(cohort.id),
        "done": tasks_done(participation),
        "milestones": queries.milestones_of(participation),
        "goals": [
            (goal, [KeyResult(**each) for each in goal.key_results])
            for goal in queries.goals_of(participation)
        ],
        "perks": queries.perks_of(participation),
        "check_ins": check_ins_of(participation),
        "waiting": waiting_check_in(participation),
        "state_of": queries.state_of,
        "follow_ups": queries.follow_ups_of(participation),
        "numbers": shown_numbers(participation, metrics, series=series),
        "comments": comments_of(participation).items,
        "entries": shown_history_of(participation),
        "words": {"states": STATES, "months": MONTHS, "dispositions": DISPOSITIONS},
    }
