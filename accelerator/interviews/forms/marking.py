"""What a juror sends: a mark for each criterion and a note; the fields' names are those of the
review page."""

from typing import Any, cast

from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import Length, Optional

from accelerator.reviews.models import Round
from accelerator.reviews.services.marking import LONGEST_NOTE, Marks, Seen
from accelerator.vocabulary.words import in_words
from hub.core.i18n import lazy_gettext as _l
from hub.web.choices import options
from hub.web.forms import HubForm

PREFIX = "mark-"


class JuryForm(HubForm):
    panel_note = TextAreaField(_l("Note to the panel"), [Optional(), Length(max=LONGEST_NOTE)])
    version = HiddenField(default="0")
    revision = HiddenField(default="0")

    def marks(self, before: Marks) -> Marks:
        """What is not asked here stays as it was."""
        scores = {
            name.removeprefix(PREFIX): int(field.data)
            for name, field in self._fields.items()
            if name.startswith(PREFIX) and (field.data or "").isascii() and _is_mark(field.data)
        }
        return Marks(
            scores=scores,
            confidence=before.confidence,
            panel_note=self.panel_note.data or "",
            founders_note=before.founders_note,
        )

    def seen(self) -> Seen:
        return Seen(_whole(self.version.data), _whole(self.revision.data))


def jury_form(round_: Round, **given: Any) -> JuryForm:
    fields: dict[str, Any] = {
        PREFIX + criterion.key: RadioField(
            in_words(criterion.name),
            choices=options((str(n), str(n)) for n in range(criterion.low, criterion.high + 1)),
            default="",
            validate_choice=False,
        )
        for criterion in round_.criteria
    }
    return cast(JuryForm, type("JuryRubricForm", (JuryForm,), fields)(**given))


def filled(round_: Round, marks: Marks, *, seen: Seen) -> JuryForm:
    """To be shown: with what is kept. One page has several, so their ids carry a prefix."""
    form = jury_form(round_, formdata=None)
    for key, mark in marks.scores.items():
        if PREFIX + key in form:
            form[PREFIX + key].data = str(mark)
    form.panel_note.data = marks.panel_note
    form.version.data, form.revision.data = str(seen.version), str(seen.revision)
    return form


def _is_mark(text: str | None) -> bool:
    return bool(text) and len(text or "") <= 3 and (text or "").isdigit()


def _whole(text: str | None) -> int:
    found = text or ""
    return int(found) if found.isascii() and found.isdigit() and len(found) <= 6 else 0
