"""Forms about what a cohort says and where it stands."""

from dataclasses import replace
from typing import Any

from wtforms import IntegerField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from accelerator.programmes.forms.dates import DatesForm
from accelerator.programmes.rules.texts import LONGEST_LINE, LONGEST_TEXT
from accelerator.programmes.services import CohortDraft
from accelerator.programmes.services.cohorts import ERASE_AFTER, MOST_OFFER_HOURS, MOST_SEATS
from hub.core.i18n import LANGUAGE_NAMES
from hub.core.i18n import lazy_gettext as _l
from hub.web.choices import options
from hub.web.forms import VersionedForm
from hub.web.words import WordsField

HOW_TO_WRITE = _l("Empty lines part paragraphs; lines that begin with - are a list.")


class CohortForm(VersionedForm):
    name = WordsField(_l("Name"), longest=LONGEST_LINE, needed=True)
    slug = StringField(
        _l("Address"),
        [InputRequired(), Length(max=80)],
        description=_l("The end of its page's address: city-lab-3."),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    seats = IntegerField(_l("Places"), [InputRequired(), NumberRange(1, MOST_SEATS)])
    tagline = WordsField(
        _l("Tagline"), longest=LONGEST_LINE * 2, description=_l("One sentence under the name.")
    )
    about = WordsField(_l("What you get"), longest=LONGEST_TEXT, rows=6, description=HOW_TO_WRITE)
    eligibility = WordsField(
        _l("Who may apply"),
        longest=LONGEST_TEXT,
        rows=5,
        description=_l("In words. What is checked before an application stands in the form."),
    )
    languages = SelectMultipleField(
        _l("Languages in which applications are read"),
        [InputRequired(_l("Please choose at least one language."))],
        choices=options(LANGUAGE_NAMES.items()),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    offer_hours = IntegerField(
        _l("Hours that an offered place stands"),
        [InputRequired(), NumberRange(1, MOST_OFFER_HOURS)],
    )
    erase_after_days = IntegerField(
        _l("Days until personal answers are erased"),
        [InputRequired(), NumberRange(ERASE_AFTER[0], ERASE_AFTER[-1])],
        description=_l("Of those who were not taken, counted from when they were told."),
    )
    demo_day_about = WordsField(
        _l("About the demo day"), longest=LONGEST_TEXT, rows=3, description=HOW_TO_WRITE
    )

    def draft(self, now: CohortDraft | None = None) -> CohortDraft:
        """What is wanted: these fields, the rest as it is."""
        named: dict[str, Any] = {
            "name": self.name.data,
            "slug": (self.slug.data or "").strip(),
            "seats": self.seats.data or 0,
            "tagline": self.tagline.data,
            "about": self.about.data,
            "eligibility": self.eligibility.data,
            "languages": self.languages.data or [],
            "offer_hours": self.offer_hours.data or 0,
            "erase_after_days": self.erase_after_days.data or 0,
            "demo_day_about": self.demo_day_about.data,
        }
        return replace(now, **named) if now else CohortDraft(**named)


class NewCohortForm(DatesForm):
    """The least that a cohort needs; the rest is written on its own pages."""

    name = WordsField(_l("Name"), longest=LONGEST_LINE, needed=True)
    slug = StringField(
        _l("Address"),
        [InputRequired(), Length(max=80)],
        description=_l("The end of its page's address: city-lab-3."),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    seats = IntegerField(_l("Places"), [InputRequired(), NumberRange(1, MOST_SEATS)], default=20)

    def draft(self, like: CohortDraft | None = None) -> CohortDraft:
        name, slug = self.name.data, (self.slug.data or "").strip()
        seats = self.seats.data or 0
        if like is None:
            return CohortDraft(name=name, slug=slug, seats=seats)
        return replace(like, name=name, slug=slug, seats=seats)


class AgreementForm(VersionedForm):
    agreement = WordsField(_l("Agreement"), longest=LONGEST_TEXT, rows=14, description=HOW_TO_WRITE)


class MoveForm(VersionedForm):
    reason = TextAreaField(
        _l("Why?"),
        [Optional(), Length(max=500)],
        description=_l("Stands in the history."),
        render_kw={"rows": 2, "maxlength": 500},
    )
