"""The chapter of the API that these parts write, and what its doors ask first, as the pages do."""

from uuid import UUID

from hub.accounts.models import TokenScope
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.files import storage
from hub.files.models import File
from hub.files.permissions import may_see
from hub.files.rules import Scan
from hub.learning.classes.models import ClassRun
from hub.learning.enrolments.queries.finding import run_seen
from hub.learning.study.errors import NoPlaceInClass
from hub.learning.study.queries.reading import Reader, reader_of, run_taught
from hub.learning.study.schemas.lessons import FileContentShown
from hub.web.api import Endpoints

endpoints = Endpoints(
    "Learning",
    "Lessons, quizzes, assignments, discussion and announcements of the classes in which one"
    " has a place. Texts for learners come by language, in Markdown. Which answers to a quiz are"
    " right, and where one meets on video, is in no answer.",
)
WRITES = TokenScope.LEARNING_WRITE
CLASS = "/classes/<uuid:class_id>"
#: Whoever has no place, and does not teach, reads nothing.
READS = (NotFound, NoPlaceInClass)


def reader_at(class_id: UUID) -> Reader:
    """Raises: NotFound, NoPlaceInClass."""
    person = signed_in_person()
    return reader_of(run_seen(class_id, seen_by=person), person)


def run_to_teach(class_id: UUID) -> ClassRun:
    """Raises: NotFound, also for who does not teach it."""
    return run_taught(class_id, by=signed_in_person())


def content_of(file: File, *, name: str = "") -> FileContentShown:
    """Raises: NotFound, also for a file that is not for the caller, or not fit to be shown."""
    infected = file.scan is Scan.INFECTED
    if infected or not may_see(file) or not storage.path_of(file.id).is_file():
        raise NotFound(_("There is no such file."))
    return FileContentShown.of(file, name=name)
