"""One section of an application as its page shows it, and what a browser sent of it."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask import url_for

from accelerator.applications.errors import Clash
from accelerator.applications.models import Answer, Application, TeamComment
from accelerator.applications.permissions import can_comment, can_edit, can_lead
from accelerator.applications.queries import (
    answers_of,
    comments_of,
    deadline_of,
    definition_of,
    editing_now,
    values_of,
)
from accelerator.applications.rules.deadlines import Deadline, Editing
from accelerator.applications.rules.progress import SectionProgress, SectionState, progress_of
from accelerator.applications.rules.snapshots import mark
from accelerator.applications.rules.words import SECTION_STATES
from accelerator.forms.rules import (
    Definition,
    Kind,
    Question,
    QuestionShown,
    Section,
    is_blank,
    section_shown,
    shown,
    visible_questions,
)
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _

#: Kinds whose two answers can stand one below the other, to be joined by hand.
JOINED = (Kind.SHORT_TEXT, Kind.LONG_TEXT)


@dataclass
class Sheet:
    """An application open for writing. `section` is the one that is shown."""

    application: Application
    person: User

    @cached_property
    def answers(self) -> dict[str, Answer]:
        return answers_of(self.application)

    @cached_property
    def values(self) -> dict[str, Any]:
        return values_of(self.answers)

    @cached_property
    def definition(self) -> Definition:
        return definition_of(self.application, self.answers)

    @cached_property
    def editing(self) -> Editing:
        return editing_now(self.application)

    @cached_property
    def may_edit(self) -> bool:
        return bool(self.editing) and can_edit(self.person, self.application)

    @cached_property
    def may_comment(self) -> bool:
        return can_comment(self.person, self.application)

    @cached_property
    def leads(self) -> bool:
        return can_lead(self.person, self.application)

    @property
    def deadline(self) -> Deadline:
        return deadline_of(self.application)

    @cached_property
    def progress(self) -> list[SectionProgress]:
        return progress_of(self.definition, self.values)

    @property
    def done(self) -> int:
        return sum(each.state is SectionState.DONE for each in self.progress)

    def section(self, key: str) -> Section:
        """As the form has it, with the questions that are hidden now; the gate is one, too, for a
        form that was published anew may ask more in it. Raises NotFound."""
        found = self.definition.section(key)
        if found is None:
            raise NotFound(_("There is no such part of the form."))
        return found

    def visible_keys(self) -> set[str]:
        return {question.key for question in visible_questions(self.definition, self.values)}

    def neighbours(self, key: str) -> tuple[str | None, str | None]:
        """The keys of the sections before and after."""
        keys = [each.section.key for each in self.progress]
        if key not in keys:
            return None, keys[0] if keys else None
        at = keys.index(key)
        return (keys[at - 1] if at else None), (keys[at + 1] if at + 1 < len(keys) else None)

    def steps(self, current: str = "") -> list[dict[str, Any]]:
        """For `components/progress.html`."""
        return [
            {
                "key": each.section.key,
                "label": in_words(each.section.title) or each.section.key,
                "note": _("%(done)s of %(all)s answered", done=each.answered, all=each.asked),
                "side": SECTION_STATES[each.state],
                "state": "current" if each.section.key == current else _dot(each),
                "url": url_for(
                    "applications.write",
                    application_id=self.application.id,
                    section=each.section.key,
                ),
            }
            for each in self.progress
        ]


def _dot(progress: SectionProgress) -> str:
    return "done" if progress.state is SectionState.DONE else "todo"


@dataclass
class Typed:
    """What somebody sent that was not kept: their values, why, and whose stands there instead."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    clashes: dict[str, Clash] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """One question on the page. `seen` goes with the form: the version and a mark of the value, by
    which an answer that nobody touched is told from one that was changed."""

    shown: QuestionShown
    value: Any
    version: int
    seen: str
    is_hidden: bool
    is_open: bool
    is_carried: bool
    error: str = ""
    clash: Clash | None = None
    comments: tuple[TeamComment, ...] = ()

    @property
    def key(self) -> str:
        return self.shown.key

    @property
    def is_file(self) -> bool:
        return self.shown.question.kind is Kind.FILE

    @property
    def may_join(self) -> bool:
        return self.shown.question.kind in JOINED

    @property
    def waiting(self) -> int:
        """Comments that are not settled."""
        return sum(each.resolved_at is None for each in self.comments)


@dataclass(frozen=True)
class Part:
    """A section with its questions as they are asked now."""

    key: str
    title: str
    help: str
    asked: list[Asked]
    number: int
    of: int
    before: str | None
    after: str | None


def part_of_sheet(sheet: Sheet, key: str, *, typed: Typed | None = None) -> Part:
    section = sheet.section(key)
    words = section_shown(section)
    keys = [each.section.key for each in sheet.progress]
    before, after = sheet.neighbours(key)
    return Part(
        key=key,
        title=words.title,
        help=words.help,
        asked=_asked(sheet, section, typed=typed or Typed()),
        number=keys.index(key) + 1 if key in keys else 0,
        of=len(keys),
        before=before,
        after=after,
    )


def _asked(sheet: Sheet, section: Section, *, typed: Typed) -> list[Asked]:
    comments = comments_of(sheet.application)
    visible_now = sheet.visible_keys()
    found = []
    for question in section.questions:
        answer, clash = sheet.answers.get(question.key), typed.clashes.get(question.key)
        value = answer.value if answer else None
        found.append(
            Asked(
                shown=shown(question),
                value=typed.values.get(question.key, value),
                version=answer.version if answer else 0,
                seen=seen_mark(answer),
                is_hidden=question.key not in visible_now,
                is_open=sheet.may_edit and sheet.editing.allows(question.key),
                is_carried=_is_carried(answer),
                error=typed.errors.get(question.key, ""),
                clash=clash,
                comments=tuple(each for each in comments if each.key == question.key),
            )
        )
    return found


def seen_mark(answer: Answer | None) -> str:
    return f"{answer.version}:{mark(answer.value)}" if answer else f"0:{mark(None)}"


def _is_carried(answer: Answer | None) -> bool:
    """Filled in from the profile or the last application, and looked at by nobody since."""
    return answer is not None and answer.author_id is None and not is_blank(answer.value)


def joined(question: Question, *, theirs: Any, mine: Any) -> Any:
    """Both texts, to be worked into one by hand."""
    if question.kind not in JOINED or not isinstance(theirs, str) or not isinstance(mine, str):
        return mine
    return f"{theirs}\n\n{mine}"
