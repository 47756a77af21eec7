"""How far a draft is, section by section."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from accelerator.forms.rules import Definition, Section, is_blank, missing, visible


class SectionState(StrEnum):
    EMPTY = "empty"
    BEGUN = "begun"
    DONE = "done"


@dataclass(frozen=True)
class SectionProgress:
    """`answered` of `asked` visible questions; `open` are those that must still be answered, or
    answered otherwise, before handing in."""

    section: Section
    asked: int
    answered: int
    open: int

    @property
    def state(self) -> SectionState:
        if self.open == 0 and (self.answered or not self._asks_for_anything):
            return SectionState.DONE
        return SectionState.BEGUN if self.answered else SectionState.EMPTY

    @property
    def _asks_for_anything(self) -> bool:
        return any(question.required == "now" for question in self.section.questions)


def progress_of(definition: Definition, answers: Mapping[str, Any]) -> list[SectionProgress]:
    """Of the visible sections after the gate, in order."""
    lacking = [each.question.key for each in missing(definition, answers)]
    return [
        SectionProgress(
            section,
            asked=len(section.questions),
            answered=sum(not is_blank(answers.get(q.key)) for q in section.questions),
            open=sum(q.key in lacking for q in section.questions),
        )
        for section in visible(definition, answers)
    ]


def first_open(progress: list[SectionProgress]) -> str | None:
    """The key of the section to go on with; None when there are no sections."""
    keys = [each.section.key for each in progress if each.state is not SectionState.DONE]
    return next(iter(keys), progress[-1].section.key if progress else None)
