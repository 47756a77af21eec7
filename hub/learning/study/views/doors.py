"""What pages of learning ask first."""

from uuid import UUID

from hub.accounts.sign_in import signed_in_person
from hub.core.database import db
from hub.learning.classes.models import ClassRun
from hub.learning.enrolments.queries.finding import run_called
from hub.learning.study.queries.reading import Reader, reader_of, run_taught

RUN = "/classes/<slug>"
LEARN = f"{RUN}/learn"
MARKING = "/teach/<uuid:run_id>/marking"


def reader_at(slug: str) -> Reader:
    """Raises: NotFound, NoPlaceInClass."""
    person = signed_in_person()
    return reader_of(run_called(slug, seen_by=person), person)


def run_to_teach(run_id: UUID) -> ClassRun:
    """Raises: NotFound."""
    return run_taught(run_id, by=signed_in_person())


def again(reader: Reader) -> Reader:
    """As it stands in the transaction that has just begun."""
    run = db.session.get_one(ClassRun, reader.run.id)
    return reader_of(run, signed_in_person())
