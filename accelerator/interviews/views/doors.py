"""What every staff page of a day asks first, and the frame that it is shown in."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.interviews.forms.days import EmptyForm
from accelerator.interviews.models import InterviewDay, Invited, Panel
from accelerator.interviews.queries.days import get_day, get_invited, get_panel
from accelerator.interviews.queries.planning import window_of
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import managed_cohort
from accelerator.vocabulary.words import in_words
from hub.accounts.sign_in import signed_in_person

MANAGE = "programmes:manage"
COHORT = "/admin/cohorts/<uuid:cohort_id>/interviews"
DAY = "/admin/interviews/<uuid:day_id>"
PANEL = "/admin/interview-panels/<uuid:panel_id>"
TEAM = "/admin/interview-teams/<uuid:invited_id>"
PLAN = "/admin/interview-plans/<uuid:proposal_id>"


def cohort_of_staff(cohort_id: UUID) -> Cohort:
    return managed_cohort(cohort_id, by=signed_in_person())


def day_of_staff(day_id: UUID) -> InterviewDay:
    return get_day(day_id, by=signed_in_person())


def panel_of_staff(panel_id: UUID) -> Panel:
    return get_panel(panel_id, by=signed_in_person())


def team_of_staff(invited_id: UUID) -> Invited:
    return get_invited(invited_id, by=signed_in_person())


def page(name: str, cohort: Cohort, **given: Any) -> str:
    return render_template(
        f"accelerator/interviews/{name}.html",
        cohort=cohort,
        words=in_words,
        window_of=window_of,
        empty_form=EmptyForm(formdata=None),
        **given,
    )


def to_day(day_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("interviews.day", day_id=day_id), 303)
