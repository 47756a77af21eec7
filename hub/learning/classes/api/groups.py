"""The chapter of the API that these parts write, and what they ask first."""

from uuid import UUID

from booking.spaces.models import Space
from booking.spaces.queries import get_space
from hub.accounts.models import TokenScope
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.core.local_times import NoSuchTime, TimeHappensTwice
from hub.learning.classes.errors import BadTime, ClassChanged, NotNow
from hub.learning.classes.models import ClassRun, ClassSession
from hub.learning.classes.queries.runs import (
    instructors_of,
    run_to_manage,
    run_to_teach,
    session_in,
    standing_of,
)
from hub.learning.classes.queries.seats import pool_of
from hub.learning.classes.schemas.classes import ClassInFullShown
from hub.places.queries import counts
from hub.web.api import Endpoints

endpoints = Endpoints(
    "Classes",
    "Dated runs of courses, with their sessions. Where a session meets on video is in no answer.",
)
WRITES = TokenScope.LEARNING_WRITE
MANAGE = "classes:manage"
ONE = "/classes/<uuid:class_id>"
SESSION = f"{ONE}/sessions/<uuid:session_id>"
REFUSES = (NotFound, NotAllowed, NotNow, ClassChanged, Invalid)
TIMES = (NoSuchTime, TimeHappensTwice, BadTime)


def run_of_keeper(class_id: UUID) -> ClassRun:
    return run_to_manage(class_id, by=signed_in_person())


def run_of_teacher(class_id: UUID) -> ClassRun:
    return run_to_teach(class_id, by=signed_in_person())


def session_of_teacher(class_id: UUID, session_id: UUID) -> ClassSession:
    return session_in(run_of_teacher(class_id), session_id)


def space_of(space_id: UUID | None) -> Space | None:
    """Raises: Invalid, for a room that is not there."""
    try:
        return get_space(space_id) if space_id is not None else None
    except NotFound as gone:
        raise Invalid(str(gone), errors={"space": [str(gone)]}) from gone


def shown(run: ClassRun) -> ClassInFullShown:
    return ClassInFullShown.in_full(
        run, standing_of(run), counts=counts(pool_of(run)), teachers=instructors_of(run)
    )
