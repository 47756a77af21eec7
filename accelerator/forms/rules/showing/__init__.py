"""Questions and answers as pages show them, in the language now spoken."""

from accelerator.forms.rules.showing.answers import Said, said
from accelerator.forms.rules.showing.asking import (
    QuestionShown,
    SectionShown,
    section_shown,
    shown,
)

__all__ = ["QuestionShown", "Said", "SectionShown", "said", "section_shown", "shown"]
