"""Care for a pair: what is sought, what was done, words to both."""

from flask import request
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from accelerator.sessions.caring_words import ORDERS, SHOWS, TROUBLES
from accelerator.sessions.queries.care_rows import CareSought, Order, Show
from accelerator.sessions.rules.health import Trouble
from accelerator.sessions.services.caring import LONGEST_NOTE, LONGEST_WORDS
from hub.core.i18n import lazy_gettext as _l
from hub.web.choices import options
from hub.web.forms import FilterForm, VersionedForm


class CareForm(FilterForm):
    show = SelectField(_l("Show"), choices=options(SHOWS.items()), default=Show.ALL.value)
    trouble = SelectField(
        _l("Trouble"), [Optional()],
        choices=options([("", _l("Any")), *((each, name[0]) for each, name in TROUBLES.items())]),
    )  # fmt: skip
    text = StringField(_l("Startup or mentor"), [Optional(), Length(max=80)])
    order = SelectField(_l("Order"), choices=options(ORDERS.items()), default=Order.NEED.value)

    def sought(self) -> CareSought:
        """What cannot be read does not matter."""
        if not self.validate():
            return CareSought()
        return CareSought(
            Show(self.show.data or Show.ALL),
            Trouble(self.trouble.data) if self.trouble.data else None,
            self.text.data or "",
            Order(self.order.data or Order.NEED),
        )


class NoteForm(VersionedForm):
    text = TextAreaField(
        _l("What was done?"), [Optional(), Length(max=LONGEST_NOTE)],
        description=_l("Read by the programme's staff only."),
    )  # fmt: skip

    @property
    def closes(self) -> bool:
        """Which of its two buttons was pressed."""
        return "close" in request.form


class WordsForm(VersionedForm):
    text = TextAreaField(
        _l("Your words to both"), [InputRequired(), Length(max=LONGEST_WORDS)],
        description=_l("One mail to the mentor and to whoever leads the startup, with the way to"
                       " find a time."),
    )  # fmt: skip
