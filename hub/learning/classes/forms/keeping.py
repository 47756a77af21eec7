"""Forms of those who keep a class: what it says, how one enters it, who teaches it, its end."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from wtforms import (
    DateTimeLocalField,
    DecimalField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from accelerator.programmes.models import Cohort
from accelerator.vocabulary.words import in_words
from hub.core.i18n import lazy_gettext as _l
from hub.core.local_times import instant_of
from hub.core.money import SYMBOLS, Money
from hub.core.walltime import to_wall
from hub.learning.classes.models import ClassRun, Entry, Mode
from hub.learning.classes.names import ENTRIES, GROUPS, LANGUAGES_SPOKEN, MODES
from hub.learning.classes.rules.audience import Audience, audience_of
from hub.learning.classes.rules.drift import PLACES
from hub.learning.classes.services import RunDraft
from hub.learning.classes.services.making import LONGEST_TEXT, LONGEST_TITLE
from hub.learning.classes.services.moving import LONGEST_REASON
from hub.learning.classes.services.seats import MOST_SEATS
from hub.learning.courses.models import Course
from hub.organisations.models import OrganisationKind, Site
from hub.web.choices import options
from hub.web.forms import FilterForm, HubForm, VersionedForm
from hub.web.words import WordsField

LOCAL = "%Y-%m-%dT%H:%M"
STATES: dict[str, Any] = {
    "": _l("Any"),
    "draft": _l("Draft"),
    "coming": _l("Coming"),
    "running": _l("Running"),
    "past": _l("Past"),
    "cancelled": _l("Cancelled"),
}
#: A column of boxes to tick.
TICKED: dict[str, Any] = {
    "widget": ListWidget(prefix_label=False),
    "option_widget": CheckboxInput(),
    "validate_choice": False,
}


class KeptForm(FilterForm):
    q = StringField(_l("Words"), [Optional(), Length(max=120)])
    state = SelectField(_l("State"), [Optional()], choices=options(STATES.items()))


class RunForm(VersionedForm):
    title = WordsField(
        _l("Title"), longest=LONGEST_TITLE, description=_l("Left empty, it is the course's.")
    )
    about = WordsField(
        _l("What is particular to this class"), longest=LONGEST_TEXT, rows=4,
        description=_l("Empty lines part paragraphs; lines that begin with - are a list."),
    )  # fmt: skip
    mode = SelectField(_l("How"), choices=options(MODES.items()), default=Mode.ONLINE)
    language = SelectField(_l("Language spoken"), choices=options(LANGUAGES_SPOKEN.items()))
    zone = SelectField(
        _l("On whose clock"), validate_choice=False, default="Asia/Jakarta",
        description=_l("Its hours stand on this clock, also when clocks change."),
    )  # fmt: skip
    site = SelectField(_l("Site"), [Optional()], validate_choice=False)
    price = DecimalField(_l("Price"), [Optional(), NumberRange(min=0, max=10**10)], places=2,
                         description=_l("All taxes in it; 0 is free."))  # fmt: skip
    currency = SelectField(_l("Currency"), choices=options((c, c) for c in SYMBOLS), default="IDR")
    enrol_opens = DateTimeLocalField(
        _l("Enrolment opens"), [Optional()], format=LOCAL,
        description=_l("Left empty: when it is published."),
    )  # fmt: skip
    enrol_closes = DateTimeLocalField(
        _l("Enrolment closes"), [Optional()], format=LOCAL,
        description=_l("Left empty: with the last session."),
    )  # fmt: skip
    slug = StringField(
        _l("Address"), [Optional(), Length(max=80)],
        description=_l("The end of its page's address. It stays once the class is published."),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )  # fmt: skip

    def offer(self, sites: list[Site]) -> None:
        self.site.choices = options([("", _l("None")), *((str(s.id), s.name) for s in sites)])
        zones = dict.fromkeys([zone for _city, zone in PLACES] + [site.zone for site in sites])
        if self.zone.data:
            zones.setdefault(self.zone.data)
        self.zone.choices = options((zone, zone.replace("_", " ")) for zone in zones)

    def draft(self, sites: list[Site]) -> RunDraft:
        """Raises: NoSuchTime, TimeHappensTwice."""
        zone = str(self.zone.data)
        minor = int((Decimal(self.price.data or 0) * 100).to_integral_value())
        return RunDraft(
            title=self.title.data,
            about=self.about.data,
            mode=Mode(self.mode.data),
            language=self.language.data,
            zone=zone,
            site=next((site for site in sites if str(site.id) == self.site.data), None),
            enrol_opens_at=_instant(self.enrol_opens.data, zone, field="enrol_opens"),
            enrol_closes_at=_instant(self.enrol_closes.data, zone, field="enrol_closes"),
            price=Money(minor, self.currency.data),
            slug=(self.slug.data or "").strip(),
        )


class NewRunForm(RunForm):
    course = SelectField(_l("Course"), [InputRequired()], validate_choice=False)
    seats = IntegerField(_l("Places"), [InputRequired(), NumberRange(0, MOST_SEATS)], default=20)

    def offer_courses(self, courses: list[Course]) -> None:
        self.course.choices = options((str(c.id), in_words(c.title)) for c in courses)


class SeatsForm(HubForm):
    seats = IntegerField(_l("Places"), [InputRequired(), NumberRange(0, MOST_SEATS)])


class EntryForm(VersionedForm):
    entry = SelectField(_l("How one gets a place"), choices=options(ENTRIES.items()))
    organisation_kinds = SelectMultipleField(_l("Members of"), **TICKED)
    groups = SelectMultipleField(_l("Groups"), choices=options(GROUPS.items()), **TICKED)
    cohort_ids = SelectMultipleField(_l("Members of cohorts"), **TICKED)

    def offer(self, cohorts: list[Cohort], kinds: dict[OrganisationKind, Any]) -> None:
        self.organisation_kinds.choices = options(kinds.items())
        named = ((str(c.id), f"{in_words(c.name)}") for c in cohorts)
        self.cohort_ids.choices = options(named)

    def audience(self) -> Audience:
        return Audience(
            tuple(self.organisation_kinds.data or ()),
            tuple(self.cohort_ids.data or ()),
            tuple(self.groups.data or ()),
        )


class InstructorForm(HubForm):
    email = StringField(_l("E-mail"), [InputRequired(), Length(max=254)])
    title = StringField(
        _l("What the page says of them"), [Optional(), Length(max=160)],
        description=_l("Urban planner, Universitas Indonesia"),
    )  # fmt: skip


class ReasonForm(HubForm):
    reason = TextAreaField(
        _l("Why?"), [InputRequired(), Length(min=3, max=LONGEST_REASON)],
        description=_l("Everybody who has a place reads it."),
    )  # fmt: skip


class CopyForm(HubForm):
    starts = DateTimeLocalField(_l("First session"), [InputRequired()], format=LOCAL)
    slug = StringField(_l("Address"), [Optional(), Length(max=80)])


def kept_of(run: ClassRun) -> dict[str, Any]:
    """What a `RunForm` shows of a run."""
    return {
        "title": run.title, "about": run.about, "mode": str(run.mode), "language": run.language,
        "zone": run.zone, "site": str(run.site_id or ""), "price": Decimal(run.price_minor) / 100,
        "currency": run.currency, "enrol_opens": _wall(run.enrol_opens_at, run.zone),
        "enrol_closes": _wall(run.enrol_closes_at, run.zone), "slug": run.slug,
        "version": str(run.version),
    }  # fmt: skip


def entry_of(run: ClassRun) -> dict[str, Any]:
    """What an `EntryForm` shows of a run."""
    said = audience_of(run.audience)
    return {
        "entry": str(run.entry or Entry.OPEN), "version": str(run.version),
        "organisation_kinds": list(said.organisation_kinds), "groups": list(said.groups),
        "cohort_ids": list(said.cohort_ids),
    }  # fmt: skip


def uuid_of(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _wall(instant: datetime | None, zone: str) -> datetime | None:
    return to_wall(instant, zone) if instant else None


def _instant(wall: datetime | None, zone: str, *, field: str) -> datetime | None:
    return instant_of(wall, zone, fold=None, field=field) if wall else None
