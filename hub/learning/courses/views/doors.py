"""What all pages of those who keep courses ask first, and how a form says no."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from flask import flash

from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, HubError, Invalid
from hub.learning.courses import queries
from hub.learning.courses.models import Course, CourseVersion
from hub.web.forms import HubForm

MANAGE = "classes:manage"


def kept(course_id: UUID) -> Course:
    """Raises: NotFound, also for others' courses."""
    return queries.managed_course(course_id, by=signed_in_person())


def kept_version(course_id: UUID, number: int) -> CourseVersion:
    """Raises: NotFound."""
    return queries.version_numbered(kept(course_id), number)


def refuse(form: HubForm, refusal: HubError) -> None:
    """Beside the field it is about, if it names one; else above the form."""
    if isinstance(refusal, Invalid):
        _refuse_each(form, refusal)
    elif isinstance(refusal, Conflict) and refusal.details.get("field") in form:
        form.refuse(refusal.details["field"], refusal)
    else:
        form.form_errors = [*form.form_errors, str(refusal)]


def _refuse_each(form: HubForm, refusal: Invalid) -> None:
    """What is wrong in a row of a list stands beside the list: `options.1.text` at `options`."""
    for place, sentences in refusal.errors.items():
        name = place.partition(".")[0]
        plain = name in form and not hasattr(form[name], "entries")
        for sentence in sentences:
            if plain:
                form.refuse(name, sentence)
            else:
                form.form_errors = [*form.form_errors, sentence]
    if not refusal.errors:
        form.form_errors = [*form.form_errors, str(refusal)]


@contextmanager
def refusing() -> Iterator[None]:
    """Say why on the page that one came from."""
    try:
        yield
    except (Conflict, Invalid) as refusal:
        flash(str(refusal), "error")
