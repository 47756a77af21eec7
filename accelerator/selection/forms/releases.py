"""Forms of releases: their letters, and the two steps."""

from typing import Any

from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from accelerator.selection.letters import LONGEST
from accelerator.selection.rules.choices import Decided
from accelerator.selection.services.preparing import LONGEST_REASON
from accelerator.vocabulary.words import Words
from hub.core.i18n import lazy_gettext as _l
from hub.web.forms import HubForm
from hub.web.words import WordsField


class LettersForm(HubForm):
    """One letter for each choice."""

    accept = WordsField(_l("To those who are accepted"), longest=LONGEST, needed=True, rows=7)
    conditional = WordsField(
        _l("To those who are accepted with a condition"), longest=LONGEST, needed=True, rows=7
    )
    waitlist = WordsField(_l("To those on the waiting list"), longest=LONGEST, needed=True, rows=7)
    reject = WordsField(_l("To those who are turned down"), longest=LONGEST, needed=True, rows=7)
    version = HiddenField()

    @staticmethod
    def shown(letters: dict[str, Words], version: int) -> dict[str, Any]:
        return {choice.value: letters.get(choice.value, {}) for choice in Decided} | {
            "version": str(version)
        }

    def letters(self) -> dict[str, Words]:
        return {choice.value: self[choice.value].data for choice in Decided}

    @property
    def expected(self) -> int | None:
        text = self.version.data or ""
        return int(text) if text.isdigit() else None


class PrepareForm(HubForm):
    without = TextAreaField(
        _l("Why without feedback?"), [Optional(), Length(max=LONGEST_REASON)],
        description=_l("Stays in the file."),
    )  # fmt: skip


class ReleaseForm(HubForm):
    mails = IntegerField(
        _l("How many mails go out?"), [InputRequired()],
        description=_l("Type the number that stands above."),
    )  # fmt: skip


class CancelForm(HubForm):
    reason = StringField(_l("Why?"), [Optional(), Length(max=300)])


class CloseLineForm(HubForm):
    reason = StringField(_l("Why?"), [Optional(), Length(max=300)])
