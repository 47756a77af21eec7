"""What every page of a mentor day asks first, and the frame that it is shown in."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.mentor_days.emails.plans import place_of
from accelerator.mentor_days.forms.days import EmptyForm
from accelerator.mentor_days.models import MentorDay
from accelerator.mentor_days.names import PHASES
from accelerator.mentor_days.queries.days import get_day
from accelerator.mentor_days.services.reckoning import is_being_reckoned, phase_of, step_being_done
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import managed_cohort
from accelerator.vocabulary.words import in_words
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction

T = TypeVar("T")

MANAGE = "programmes:manage"
COHORT = "/admin/cohorts/<uuid:cohort_id>/mentor-days"
DAY = "/admin/mentor-days/<uuid:mentor_day_id>"
MENTOR = "/admin/mentor-day-mentors/<uuid:day_mentor_id>"
STARTUP = "/admin/mentor-day-startups/<uuid:day_startup_id>"
ROOM = "/admin/mentor-day-rooms/<uuid:day_room_id>"
MEETING = "/admin/mentor-day-meetings/<uuid:day_meeting_id>"


def cohort_of_staff(cohort_id: UUID) -> Cohort:
    return managed_cohort(cohort_id, by=signed_in_person())


def day_of_staff(day_id: UUID) -> MentorDay:
    return get_day(day_id, by=signed_in_person())


def page(name: str, cohort: Cohort, **given: Any) -> str:
    return render_template(
        f"accelerator/mentor_days/{name}.html",
        cohort=cohort,
        words=in_words,
        place_of=place_of,
        empty_form=EmptyForm(formdata=None),
        **given,
    )


def waiting(day: MentorDay) -> str:
    """For a job that makes the plan, works out a change, or takes a step; the page looks again by
    itself."""
    phase = phase_of(day)
    told = str(PHASES[phase]) if phase else ""
    what = "change" if day.is_change_asked else step_being_done(day) or "plan"
    return page("waiting", day.cohort, day=day, phase=told, what=what)


def change_of(day: MentorDay) -> str:
    """What pages of the plan say of a change that somebody has asked for: `waits`, `failed`,
    `there`, or nothing."""
    if day.has_proposal:
        return "there"
    if not day.is_change_asked:
        return ""
    return "waits" if is_being_reckoned(day) else "failed"


def to_day(day_id: UUID, end: str = "day") -> ResponseReturnValue:
    return redirect(url_for(f"mentor_days.{end}", mentor_day_id=day_id), 303)


def thought_out(think: Callable[[], T], keep: Callable[[T], bool]) -> bool:
    """What is hard is thought before the transaction, so that nobody else waits for it. Whether it
    is there already."""
    thought = think()
    with transaction():
        return keep(thought)


def ticked(name: str) -> list[UUID]:
    found = []
    for text in request.form.getlist(name):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
