"""Notes and feedback."""

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from accelerator.sessions.models import NoteSight
from accelerator.sessions.names import SIGHTS
from accelerator.sessions.services.noting import LONGEST_NOTE, Said
from hub.core.i18n import lazy_gettext as _l
from hub.web.choices import options
from hub.web.forms import HubForm, VersionedForm


class NoteForm(VersionedForm):
    text = TextAreaField(_l("Note"), [InputRequired(), Length(max=LONGEST_NOTE)])
    sight = RadioField(
        _l("Who reads it"),
        choices=options((str(sight), label) for sight, label in SIGHTS.items()),
        default=str(NoteSight.SHARED),
    )


class FeedbackForm(HubForm):
    useful = RadioField(
        _l("How useful was it?"),
        [InputRequired()],
        choices=options((str(n), str(n)) for n in range(1, 6)),
    )
    again = RadioField(
        _l("Would you meet again?"),
        [InputRequired()],
        choices=options((("yes", _l("Yes")), ("no", _l("No")))),
    )
    text = TextAreaField(
        _l("What should the programme know?"), [Optional(), Length(max=1000)],
        description=_l("Only the programme's staff read this."),
    )  # fmt: skip
    next_step = StringField(
        _l("What happens next?"), [Optional(), Length(max=300)],
        description=_l("Both sides see this."),
    )  # fmt: skip

    def said(self) -> Said:
        return Said(
            useful=int(self.useful.data or 0),
            would_meet_again=self.again.data == "yes",
            text=self.text.data or "",
            next_step=self.next_step.data or "",
        )
