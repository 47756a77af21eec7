"""An application on paper."""

from accelerator.applications.models import Application, Revision
from accelerator.applications.queries import revision_definition
from accelerator.applications.rules.words import TIMINGS
from accelerator.forms.rules import Question, Said, said, shown, visible_questions
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.paper.receipts import Receipt


def receipt_of(application: Application, revision: Revision, *, reader: User) -> Receipt:
    """In the language now spoken."""
    cohort = application.cohort
    asked = visible_questions(revision_definition(revision), revision.answers)
    return Receipt(
        reference=application.reference,
        startup=application.startup.name,
        programme=in_words(cohort.programme.name),
        cohort=in_words(cohort.name),
        received_at=revision.submitted_at,
        zone=cohort.zone,
        reader_zone=reader.zone,
        timing=str(TIMINGS[revision.timing][0]),
        answers=[(shown(q).label, _text(q, revision)) for q in asked],
        sha256=revision.sha256,
    )


def _text(question: Question, revision: Revision) -> str:
    return as_text(said(question, revision.answers.get(question.key)))


def as_text(answer: Said) -> str:
    """An answer in lines of plain text."""
    if answer.files:
        return "\n".join(str(file["name"]) for file in answer.files)
    if answer.table:
        return "\n".join(" · ".join(cell for cell in row if cell) for row in answer.table)
    if answer.items:
        return "\n".join(answer.items)
    return answer.link or answer.text
