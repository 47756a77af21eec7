"""An application as a reader of a round gets it: one place for pages and API.

Of a blind round it holds no name, no address, no company, no name of a file, and no link but those
that the form's builder shows: whatever is drawn from it cannot tell. Names that stand in running
text are covered as well; a link that spells one is not shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from accelerator.applications.models import Application, Revision
from accelerator.forms.rules import (
    LINKS,
    Definition,
    Kind,
    Question,
    QuestionShown,
    is_blank,
    said,
    shown,
    visible,
)
from accelerator.reviews.rules.masking import Mask, Names
from accelerator.vocabulary.terms import label
from accelerator.vocabulary.words import in_words
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.files.models import File
from hub.files.rules import ending

Answers = Mapping[str, Any]
#: Shown in the strip of facts, so not again among the answers.
IN_THE_STRIP = frozenset({"stage", "dimension", "revenue", "full_time"})
#: Of a table of people: what a cell of these kinds says names nobody.
NAMELESS_COLUMNS = frozenset({"number", "yes-no", "choice"})
_LONGEST_NAME = 80


@dataclass(frozen=True)
class FileRead:
    """`pages` of a PDF; one that is `hidden` cannot be shown without its names."""

    id: UUID
    label: str
    name: str
    pages: int | None
    hidden: bool


@dataclass(frozen=True)
class AnswerRead:
    """`value` as `components/questions.html` draws it; nothing of one that is `hidden`."""

    question: QuestionShown
    value: Any
    files: tuple[FileRead, ...] = ()
    hidden: bool = False


@dataclass(frozen=True)
class SectionRead:
    title: str
    answers: tuple[AnswerRead, ...]


@dataclass(frozen=True)
class Reading:
    """What is read. `startup` is empty in a blind round; `facts` are (label, value)."""

    reference: str
    headline: str
    startup: str
    blind: bool
    facts: tuple[tuple[str, str], ...]
    sections: tuple[SectionRead, ...]
    mask: Mask | None = None

    def covered(self, text: str) -> str:
        """What others say about it, as this reader may read it."""
        return self.mask(text) if self.mask else text

    @property
    def files(self) -> list[FileRead]:
        return [file for s in self.sections for answer in s.answers for file in answer.files]


def reading_of(
    application: Application,
    revision: Revision,
    *,
    blind: bool,
    people: Iterable[str] = (),
    files: Mapping[UUID, File] | None = None,
) -> Reading:
    """Everything that a reader may see of what was handed in with `revision`.

    Args:
        people: names of everybody in the team, to be covered in a blind round.
        files: the files of the application, by id; those that are not there are not shown.
    """
    definition = Definition.from_json(revision.form_version.definition)
    mask = mask_for(application, revision, people=people) if blind else None
    drawing = _Drawing(application.reference, revision.answers, mask, files or {})
    sections = [
        SectionRead(in_words(section.title), tuple(answers))
        for section in visible(definition, revision.answers)
        if (answers := [a for q in section.questions if (a := drawing.answer(q)) is not None])
    ]
    return Reading(
        reference=application.reference,
        headline=headline_of(application, revision, mask=mask),
        startup="" if blind else application.startup.name,
        blind=blind,
        facts=tuple(_facts(application, definition, answers=revision.answers, blind=blind)),
        sections=tuple(sections),
        mask=mask,
    )


def headline_of(application: Application, revision: Revision, *, mask: Mask | None) -> str:
    """The title everywhere; of a blind round without names."""
    text = str(revision.answers.get("headline") or application.headline)
    return mask(text) if mask else text


def mask_for(application: Application, revision: Revision, *, people: Iterable[str]) -> Mask:
    """Covers what is known of a team: its people, its company, and what it answered to the
    questions that a blind reader does not see."""
    names = Names(frozenset(people), frozenset({application.startup.name}))
    for question in Definition.from_json(revision.form_version.definition).questions:
        names |= _named_in(question, revision.answers.get(question.key))
    return Mask(names, _("[hidden]"))


def _named_in(question: Question, value: Any) -> Names:
    if question.kind is Kind.TEAM:
        rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
        return Names(people=frozenset(str(row["name"]) for row in rows if row.get("name")))
    if (
        question.is_hidden_when_blind
        and question.kind is Kind.SHORT_TEXT
        and isinstance(value, str)
    ):
        return Names(companies=frozenset({value} if len(value) <= _LONGEST_NAME else ()))
    return Names()


@dataclass(frozen=True)
class _Drawing:
    """Draws the answers of one revision; with a `mask` for a blind reader."""

    reference: str
    answers: Answers
    mask: Mask | None
    files: Mapping[UUID, File]

    def answer(self, question: Question) -> AnswerRead | None:
        """None for what is not for readers at all."""
        if not question.for_reviewers or question.key in IN_THE_STRIP | {"headline"}:
            return None
        value, drawn = self.answers.get(question.key), shown(question)
        if question.kind is Kind.FILE:
            hidden = self.mask is not None and question.is_hidden_when_blind
            return AnswerRead(drawn, None, () if hidden else self._files(drawn, value), hidden)
        if self.mask is None:
            return AnswerRead(drawn, value)
        if question.is_hidden_when_blind or self._tells(question, value):
            return AnswerRead(drawn, None, hidden=not is_blank(value))
        if question.kind in LINKS:
            return AnswerRead(drawn, value)
        return self._covered(drawn, value, mask=self.mask)

    def _tells(self, question: Question, value: Any) -> bool:
        """Whether a link spells a name."""
        given = isinstance(value, str) and question.kind in LINKS
        return given and self.mask is not None and self.mask.tells(value)

    def _covered(self, drawn: QuestionShown, value: Any, *, mask: Mask) -> AnswerRead:
        question = drawn.question
        if question.kind is Kind.TEAM:
            nameless = _without_names(question)
            return AnswerRead(shown(nameless), _only_columns(nameless, value))
        return AnswerRead(drawn, _masked(value, mask))

    def _files(self, drawn: QuestionShown, value: Any) -> tuple[FileRead, ...]:
        given = value if isinstance(value, list) else []
        ids = [id_ for each in given if (id_ := _id_of(each)) is not None]
        found = [self.files[id_] for id_ in ids if id_ in self.files]
        return tuple(
            self._file(file, drawn, number=number if len(found) > 1 else 0)
            for number, file in enumerate(found, start=1)
        )

    def _file(self, file: File, drawn: QuestionShown, *, number: int) -> FileRead:
        label = f"{drawn.label} {number}" if number else drawn.label
        if self.mask is None:
            return FileRead(file.id, label, file.original_name, file.pages, hidden=False)
        name = "-".join(filter(None, (self.reference, drawn.key, str(number or ""))))
        suffix = ending(file.stripped_type) if file.stripped_type else ""
        return FileRead(
            file.id, label, name + suffix, file.pages, hidden=not file.has_stripped_copy
        )


def _without_names(question: Question) -> Question:
    columns = [c for c in question.settings.get("columns", []) if c["kind"] in NAMELESS_COLUMNS]
    return replace(question, settings={**question.settings, "columns": columns})


def _only_columns(question: Question, value: Any) -> list[dict[str, Any]]:
    keys = {column["key"] for column in question.settings["columns"]}
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    return [{key: row[key] for key in row if key in keys} for row in rows]


def _masked(value: Any, mask: Mask) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [_masked(each, mask) for each in value]
    if isinstance(value, dict):
        return {key: _masked(each, mask) for key, each in value.items()}
    return value


def _id_of(given: Any) -> UUID | None:
    try:
        return UUID(str(given["file"]))
    except (KeyError, TypeError, ValueError):
        return None


def file_ids(revision: Revision) -> set[UUID]:
    """Of every file that an answer names."""
    lists = (value for value in revision.answers.values() if isinstance(value, list))
    return {id_ for value in lists for each in value if (id_ := _id_of(each)) is not None}


def _facts(
    application: Application, definition: Definition, *, answers: Answers, blind: bool
) -> Iterable[tuple[str, str]]:
    """The strip below the title: what is compared first, where it was asked and may be seen."""

    def answer(key: str) -> str:
        question = definition.question(key)
        seen = question is not None and question.for_reviewers
        if question is None or not seen or (blind and question.is_hidden_when_blind):
            return ""
        return said(question, answers.get(key)).line

    if application.stage:
        yield _("Stage"), label(application.stage)
    if team := _team_in_words(answers.get("team"), full_time=answers.get("full_time")):
        yield _("Team"), team
    if revenue := answer("revenue"):
        yield _("Revenue"), revenue
    if application.dimension:
        yield _("Dimension"), label(application.dimension)


def _team_in_words(rows: Any, *, full_time: Any) -> str:
    people = (
        [row for row in rows if isinstance(row, dict) and row] if isinstance(rows, list) else []
    )
    if not people:
        return ""
    said_full = str(full_time) if full_time not in (None, "") else ""
    full = int(said_full) if said_full.isascii() and said_full.isdigit() else sum(
        row.get("full_time") in ("yes", True) for row in people
    )  # fmt: skip
    size = ngettext("%(num)s person", "%(num)s people", len(people))
    return _("%(people)s, %(full)s full-time", people=size, full=full) if full else size
