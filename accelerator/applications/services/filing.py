"""Files as answers: put there, replaced, taken out, until the deadline."""

from accelerator.applications.models import Answer, Application
from accelerator.applications.queries.applications import answers_of, definition_of
from accelerator.applications.services.answering import Given, save_answer
from accelerator.applications.services.files_kept import how_many, plain
from accelerator.forms.rules import Kind as QuestionKind
from accelerator.forms.rules import Question
from accelerator.forms.rules.settings import FileKind
from accelerator.forms.rules.shapes import file_kinds_of, largest_mb, most_files
from hub.accounts.models import User
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.files.rules import LARGEST, MEGABYTE, DocumentLimits, Kind
from hub.files.services import Stored, keep

#: Handed in ones are kept, so that a deck that is replaced every day adds up.
MOST_FILES = 100
KINDS = {
    FileKind.PDF: Kind.PDF,
    FileKind.SLIDES: Kind.PRESENTATION,
    FileKind.DOCUMENT: Kind.DOCUMENT,
    FileKind.SHEET: Kind.SPREADSHEET,
    FileKind.PICTURE: Kind.IMAGE,
    FileKind.VIDEO: Kind.VIDEO,
}


def file_question(application: Application, key: str) -> Question:
    """Raises NotFound when no file is asked for there."""
    question = definition_of(application, answers_of(application)).question(key)
    if question is None or question.kind is not QuestionKind.FILE:
        raise NotFound(_("There is no such question."))
    return question


def limits_for(question: Question) -> DocumentLimits:
    kinds = frozenset(KINDS[each] for each in file_kinds_of(question))
    return DocumentLimits(kinds, min(largest_mb(question) * MEGABYTE, LARGEST))


def attach(application: Application, key: str, *, stored: Stored, base: int, by: User) -> Answer:
    """Put a file there: in place of the one that is there, or beside those that are, as the
    question says.

    Raises:
        Invalid: there are enough already.
        NotAllowed, CallIsOver, AnswerChanged: as `save_answer`; then nothing is kept.
    """
    question = file_question(application, key)
    if how_many(application) >= MOST_FILES:
        raise Conflict(_("There are very many files here. Please replace fewer of them."))
    answer = answers_of(application).get(key)
    there = list(answer.value or []) if answer and isinstance(answer.value, list) else []
    most = most_files(question)
    if most == 1:
        there = []
    elif len(there) >= most:
        sentence = _("There are %(count)s files already. Take one out first.", count=most)
        raise Invalid(sentence, errors={key: [sentence]})
    file = keep(stored, application, by_id=by.id)
    return save_answer(application, key, given=Given([*there, plain(file)], base), by=by)


def detach(application: Application, key: str, *, file_id: str, base: int, by: User) -> Answer:
    """Take a file out. Raises: as `save_answer`."""
    file_question(application, key)
    answer = answers_of(application).get(key)
    there = answer.value if answer and isinstance(answer.value, list) else []
    left = [each for each in there if each.get("file") != file_id]
    return save_answer(application, key, given=Given(left or None, base), by=by)
