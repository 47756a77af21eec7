"""What every page of a mentor day asks first, and the frame that it is shown in."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.mentor_days.emails.plans import place_of
from accelerator.mentor_days.forms.days import EmptyForm
from accelerator.mentor_days.models import MentorDay
from accelerator.mentor_days.queries.days import get_day
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import managed_cohort
from accelerator.vocabulary.words import in_words
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, HubError, Invalid

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


def to_day(day_id: UUID, end: str = "day") -> ResponseReturnValue:
    return redirect(url_for(f"mentor_days.{end}", mentor_day_id=day_id), 303)


def pressed(do: Callable[[], object], said: str) -> bool:
    """A button: what it does, and what is said once it is done; whether it went well."""
    if not EmptyForm().validate():
        return False
    try:
        with transaction():
            do()
    except (Invalid, Conflict) as refusal:
        said_no(refusal)
        return False
    if said:
        flash(said, "ok")
    return True


def said_no(refusal: HubError) -> None:
    """With everything that a refusal names, for pages that have no field to put it beside."""
    more = refusal.errors.values() if isinstance(refusal, Invalid) else ()
    sentences = [str(refusal), *(text for texts in more for text in texts)]
    flash(" ".join(dict.fromkeys(sentences)), "bad")


def ticked(name: str) -> list[UUID]:
    found = []
    for text in request.form.getlist(name):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
