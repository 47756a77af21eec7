"""Shapes of what people send about bookings."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from booking.bookings.search import (
    YEARS,
    Search,
    Sort,
    View,
    an_hour_after,
    readings,
    today_at,
    usual_times,
)
from booking.spaces.names import equipment_offered
from hub.core.errors import Invalid
from hub.core.formats import clock
from hub.core.i18n import LANGUAGE_NAMES
from hub.core.i18n import lazy_gettext as _
from hub.core.timeslots import TimeSlot
from hub.organisations.models import Site
from hub.web.choices import options
from hub.web.forms import FilterForm, HubForm, VersionedForm

MOST_PEOPLE = 1000
Kind = TypeVar("Kind", bound=StrEnum)
#: Fifty guests with long names.
LONGEST_LIST = 12_000


class _Needs(SelectMultipleField):
    """What spaces can be equipped with, which is read when it is shown: who holds a space sees the
    next page."""

    def iter_choices(self) -> Any:
        self.choices = options(equipment_offered().items())
        return super().iter_choices()


class _SearchFields(HubForm):
    """The fields of a search; read from the address, or sent along with what is to be held."""

    day = DateField(_("Day"), [Optional()])
    start = TimeField(_("From"), [Optional()], name="from", format=["%H:%M", "%H.%M", "%H:%M:%S"])
    end = TimeField(_("To"), [Optional()], name="to", format=["%H:%M", "%H.%M", "%H:%M:%S"])
    people = IntegerField(
        _("People"),
        [Optional(), NumberRange(1, MOST_PEOPLE, _("Between 1 and 1,000 people, please."))],
    )
    needs = _Needs(
        _("Needs"),
        choices=[],
        validate_choice=False,
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )
    start_fold = RadioField(_("Which of the two?"), name="from_fold", validate_choice=False)
    end_fold = RadioField(_("Which of the two?"), name="to_fold", validate_choice=False)
    space = HiddenField()
    view = HiddenField()
    sort = HiddenField()

    FOLDS: ClassVar[dict[str, str]] = {"start": "start_fold", "end": "end_fold"}

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        # Which two there are is said only when the time turns out to happen twice.
        for name in self.FOLDS.values():
            self[name].choices = []

    def search(self, site: Site) -> Search:
        """What is looked for, with the usual values for what was not said or could not be read."""
        self.validate()
        given = self._read(self.start)
        asked = self._read(self.day) or (today_at(site) if given is not None else None)
        day, start, end = usual_times(site, asked)
        if given is not None:
            start, end = given, an_hour_after(given)
        until, people = self._read(self.end), self._read(self.people)
        found = Search(
            site=site,
            day=day,
            start=start,
            end=end if until is None else until,
            people=1 if people is None else people,
            needs=tuple(code for code in self.needs.data or () if code in equipment_offered()),
            space=(self.space.data or "")[:80],
            start_fold=self._fold("start_fold"),
            end_fold=self._fold("end_fold"),
            view=_one_of(View, self.view.data) or View.PLAN,
            sort=_one_of(Sort, self.sort.data) or Sort.FIT,
        )
        self._show(found)
        return found

    def slot_of(self, search: Search) -> TimeSlot | None:
        """The time that is looked for; None when it needs another look, said beside its field."""
        if any(self[name].errors for name in ("day", "start", "end")):
            return None
        try:
            return search.slot()
        except Invalid as refusal:
            self.refuse_all(refusal)
            self._offer_readings(search)
            return None

    def validate_day(self, field: Any) -> None:
        if field.data and field.data.year not in YEARS:
            raise ValidationError(_("Please choose a day between 2000 and 2100."))

    def readings_of(self, end: str) -> Any:
        """The field that asks which of two readings is meant, where there are two."""
        fold = self[self.FOLDS[end]]
        return fold if fold.choices else None

    def _offer_readings(self, search: Search) -> None:
        walls = {"start": (search.day, search.start), "end": (search.end_day, search.end)}
        for end, (day, wall) in walls.items():
            self[self.FOLDS[end]].choices = _labelled(datetime.combine(day, wall), search.site.zone)

    def _read(self, field: Any) -> Any:
        """A value that was sent and understood."""
        return None if field.errors else field.data

    def _fold(self, name: str) -> int | None:
        return {"0": 0, "1": 1}.get(self[name].data or "")

    def _show(self, search: Search) -> None:
        """Fill in what was not said, so that the form shows what the page answers."""
        for name in ("day", "start", "end", "people"):
            field = self[name]
            if not field.errors:
                field.data, field.raw_data = getattr(search, name), None


class SearchForm(FilterForm, _SearchFields):
    """The finder: everything in the address, nothing changes."""


class HoldForm(_SearchFields):
    """Hold what the finder shows; `site` and `space` say where. Staff who set rules of the house
    aside say why."""

    site = HiddenField()
    override_reason = StringField(_("Why all the same?"), [Optional(), Length(max=300)])


class MoveForm(VersionedForm, _SearchFields):
    """Where and when a booking is to be; `space` by its slug."""


class CheckoutForm(HubForm):
    """What is said before a hold becomes a booking."""

    purpose = StringField(_("What is it for?"), [Optional(), Length(max=200)])
    people = IntegerField(
        _("How many people come?"),
        [Optional(), NumberRange(1, MOST_PEOPLE, _("Between 1 and 1,000 people, please."))],
    )
    needs = TextAreaField(_("What shall we set up?"), [Optional(), Length(max=300)])
    guests = TextAreaField(_("Whom shall we invite?"), [Optional(), Length(max=LONGEST_LIST)])
    organisation = SelectField(_("In whose name?"), [Optional()], validate_choice=True)
    for_email = StringField(_("For whom?"), [Optional(), Length(max=254)])
    override_reason = StringField(_("Why all the same?"), [Optional(), Length(max=300)])


class NoteForm(HubForm):
    text = TextAreaField(_("A note for your colleagues"), [Length(max=1000)])


class TogetherForm(HubForm):
    """What is said before several spaces are booked in one go."""

    purpose = StringField(_("What is it for?"), [Optional(), Length(max=200)])
    needs = TextAreaField(_("What shall we set up?"), [Optional(), Length(max=300)])
    organisation = SelectField(_("In whose name?"), [Optional()], validate_choice=True)
    for_email = StringField(_("For whom?"), [Optional(), Length(max=254)])


class DetailsForm(VersionedForm):
    """What may change of a booking without moving it."""

    purpose = StringField(_("What is it for?"), [Optional(), Length(max=200)])
    people = IntegerField(
        _("How many people come?"),
        [InputRequired(), NumberRange(1, MOST_PEOPLE, _("Between 1 and 1,000 people, please."))],
    )
    needs = TextAreaField(_("What shall we set up?"), [Optional(), Length(max=300)])


class GuestsForm(HubForm):
    guests = TextAreaField(
        _("E-mail addresses"),
        [InputRequired(_("Whom do you want to invite?")), Length(max=LONGEST_LIST)],
    )
    language = SelectField(_("Language of the mail"), choices=options(LANGUAGE_NAMES.items()))


class CancelForm(HubForm):
    which = RadioField(
        _("Which of them?"),
        choices=options([("one", _("Only this one")), ("all", _("All of them"))]),
        default="one",
    )
    reason = TextAreaField(_("Would you like to say why?"), [Optional(), Length(max=300)])


def _one_of(kind: type[Kind], said: str | None) -> Kind | None:
    """The member that was named; None for what is not one."""
    return next((each for each in kind if each.value == said), None)


def _labelled(wall: datetime, zone: str) -> list[Any]:
    """Both readings of a wall time that happens twice, as people tell them apart: 02:30 CEST and
    02:30 CET; an empty list for all other times."""
    twice = readings(wall, zone)
    if twice is None:
        return []
    first, second = (clock(instant, zone, named=True) for instant in twice)
    return options(
        [
            ("0", _("%(time)s, before the clocks go back", time=first)),
            ("1", _("%(time)s, after the clocks have gone back", time=second)),
        ]
    )
