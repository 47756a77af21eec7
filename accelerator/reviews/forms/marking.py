"""What a review page sends: a mark for each criterion, how sure one is, two notes."""

from typing import Any, cast

from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import Length, Optional

from accelerator.reviews.models import Criterion, Round
from accelerator.reviews.services.marking import LONGEST_NOTE, Marks, Seen
from accelerator.vocabulary.words import in_words
from hub.core.i18n import lazy_gettext as _
from hub.web.choices import options
from hub.web.forms import HubForm

NOT_MARKED = ("", "–")
CONFIDENCE = [NOT_MARKED, *((str(n), str(n)) for n in range(1, 6))]
_TOO_LONG = _("At most %(most)s characters.", most=LONGEST_NOTE)


class MarkingForm(HubForm):
    """The fields that every review has; `marking_form` adds the round's criteria."""

    confidence = RadioField(_("How sure are you?"), choices=options(CONFIDENCE), default="")
    panel_note = TextAreaField(
        _("Note to the panel"), [Optional(), Length(max=LONGEST_NOTE, message=_TOO_LONG)]
    )
    founders_note = TextAreaField(
        _("Note to the founders"), [Optional(), Length(max=LONGEST_NOTE, message=_TOO_LONG)]
    )
    version = HiddenField(default="0")
    revision = HiddenField(default="0")
    seconds = HiddenField(default="0")

    def marks(self) -> Marks:
        """What was chosen; fields without a choice are left out."""
        scores = {
            name.removeprefix(PREFIX): int(field.data)
            for name, field in self._fields.items()
            if name.startswith(PREFIX) and _is_whole(field.data)
        }
        return Marks(
            scores=scores,
            confidence=int(self.confidence.data) if _is_whole(self.confidence.data) else None,
            panel_note=self.panel_note.data or "",
            founders_note=self.founders_note.data or "",
            seconds=_whole(self.seconds.data),
        )

    def seen(self) -> Seen:
        return Seen(_whole(self.version.data), _whole(self.revision.data))

    def fill(self, marks: Marks, seen: Seen) -> None:
        """Show what is kept."""
        for key, mark in marks.scores.items():
            if PREFIX + key in self:
                self[PREFIX + key].data = str(mark)
        self.confidence.data = str(marks.confidence or "")
        self.panel_note.data, self.founders_note.data = marks.panel_note, marks.founders_note
        self.version.data, self.revision.data = str(seen.version), str(seen.revision)

    def refuse_marks(self, errors: dict[str, list[str]]) -> None:
        """A refusal names criteria by their keys."""
        for key, reasons in errors.items():
            name = PREFIX + key if PREFIX + key in self else key
            for reason in reasons:
                self.refuse(name, reason)


PREFIX = "mark-"


def marking_form(round_: Round) -> MarkingForm:
    fields: dict[str, Any] = {
        PREFIX + criterion.key: RadioField(
            in_words(criterion.name), choices=_scale(criterion), default="", validate_choice=False
        )
        for criterion in round_.criteria
    }
    return cast(MarkingForm, type("RubricForm", (MarkingForm,), fields)())


def _scale(criterion: Criterion) -> list[Any]:
    marks = [(str(n), str(n)) for n in range(criterion.low, criterion.high + 1)]
    return options(marks if criterion.required else [NOT_MARKED, *marks])


def _is_whole(text: str | None) -> bool:
    return bool(text) and len(text or "") <= 6 and (text or "").lstrip("-").isascii() and (
        (text or "").lstrip("-").isdigit()
    )  # fmt: skip


def _whole(text: str | None) -> int:
    return int(text or 0) if _is_whole(text) else 0
