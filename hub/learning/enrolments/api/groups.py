"""The chapter of the API that these parts write, and what most of its endpoints ask first."""

from collections.abc import Sequence
from uuid import UUID

from hub.accounts.models import TokenScope
from hub.accounts.sign_in import signed_in_person
from hub.learning.classes.models import ClassRun
from hub.learning.enrolments.models import Enrolment
from hub.learning.enrolments.queries.finding import get_enrolment, run_of_staff
from hub.learning.enrolments.queries.line import InLine, in_line, numbers_in_line
from hub.learning.enrolments.schemas.enrolments import EnrolmentShown
from hub.web.access import Audience
from hub.web.api import Endpoints

endpoints = Endpoints("Enrolments", "Places in classes, the line for one, and offers of a place.")
WRITES = TokenScope.LEARNING_WRITE
STAFF, MANAGE = Audience.STAFF, "classes:manage"
CLASS = "/classes/<uuid:class_id>"
ONE = "/enrolments/<uuid:enrolment_id>"


def kept(class_id: UUID) -> ClassRun:
    """Raises: NotFound."""
    return run_of_staff(class_id, by=signed_in_person())


def one(enrolment_id: UUID) -> Enrolment:
    """Raises: NotFound."""
    return get_enrolment(enrolment_id, seen_by=signed_in_person())


def shown(enrolment: Enrolment) -> EnrolmentShown:
    line = in_line(enrolment.place) if enrolment.place else None
    return EnrolmentShown.of(enrolment, line=line)


def lines_of(found: Sequence[Enrolment]) -> dict[UUID, InLine]:
    """For lists: their numbers alone, by the enrolment's id."""
    numbers = numbers_in_line([each.place for each in found if each.place])
    return {
        each.id: InLine(numbers[each.place_id])
        for each in found
        if each.place_id is not None and each.place_id in numbers
    }
