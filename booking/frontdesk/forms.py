"""Shapes of what is sent from the desk."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from wtforms import (
    DateField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from booking.bookings.forms import HoldForm
from booking.bookings.search import YEARS
from booking.bookings.times import slot_between
from booking.frontdesk.rules import Deed
from booking.frontdesk.services import Choice
from booking.spaces.models import Level, Space
from booking.spaces.schemas import LONGEST_CLOSURE
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.core.local_times import instant_of
from hub.core.timeslots import TimeSlot
from hub.organisations.models import Site
from hub.web.choices import options
from hub.web.forms import FilterForm, HubForm

WALLS = ["%H:%M", "%H.%M", "%H:%M:%S"]


class BehalfForm(HoldForm):
    """A booking for somebody else; `person` by id."""

    person = HiddenField()
    purpose = StringField(_l("What is it for?"), [Optional(), Length(max=200)])
    set_up = TextAreaField(_l("What shall we set up?"), [Optional(), Length(max=300)])
    organisation = SelectField(_l("In whose name?"), [Optional()])

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.organisation.choices = options([("", _("Their own"))])


class BehalfAsked(FilterForm, BehalfForm):
    """The same in the address, before anything is sent."""


class CloseForm(HubForm):
    """Which spaces, from when until when, and why. Wall times of the site."""

    site = HiddenField()
    spaces = SelectMultipleField(
        _l("Spaces"), widget=ListWidget(), option_widget=CheckboxInput(), validate_choice=False
    )
    level = SelectField(_l("Or all of a level"), [Optional()], validate_choice=False)
    day = DateField(_l("From day"), [InputRequired()])
    start = TimeField(_l("From"), [InputRequired()], name="from", format=WALLS)
    last = DateField(_l("Until day"), [Optional()])
    end = TimeField(_l("Until"), [InputRequired()], name="to", format=WALLS)
    reason = StringField(_l("Why?"), [InputRequired(), Length(max=200)])

    def offer(self, spaces: list[Space], levels: list[Level]) -> None:
        self.spaces.choices = options([(each.slug, each.name) for each in spaces])
        every = [("", _("No level")), *((each.name, each.name) for each in levels)]
        self.level.choices = options([*every, (ALL, _("The whole site"))])

    def validate_reason(self, field: Any) -> None:
        if not (field.data or "").strip():
            raise ValidationError(_("Please say why. Those whom it hits read it."))

    def validate_day(self, field: Any) -> None:
        if field.data and field.data.year not in YEARS:
            raise ValidationError(_("Please choose a day between 2000 and 2100."))

    validate_last = validate_day

    def validate_spaces(self, field: Any) -> None:
        if not field.data and not self.level.data:
            raise ValidationError(_("Please choose at least one space, or a level."))

    def chosen(self, spaces: list[Space], levels: list[Level]) -> tuple[Space, ...]:
        ids = {each.id for each in levels if each.name == self.level.data}
        slugs = set(self.spaces.data or ())
        every = self.level.data == ALL
        return tuple(s for s in spaces if every or s.slug in slugs or s.level_id in ids)

    def slot(self, site: Site) -> TimeSlot:
        """The instants that are meant; of a time that comes twice, so that all of it is closed.

        Raises:
            NoSuchTime, Invalid: beside their fields.
        """
        first, last = self.day.data, self.last.data or self.day.data
        if first is None or last is None or self.start.data is None or self.end.data is None:
            raise Invalid(_("Please say when."))
        begin, stop = (datetime.combine(first, self.start.data),
                       datetime.combine(last, self.end.data))  # fmt: skip
        start = instant_of(begin, site.zone, fold=0, field="start")
        slot = slot_between(start, instant_of(stop, site.zone, fold=1, field="end"), field="end")
        if slot.length > LONGEST_CLOSURE:
            sentence = _("This is longer than %(days)s days.", days=LONGEST_CLOSURE.days)
            raise Invalid(sentence, errors={"last": [sentence]})
        return slot


ALL = "*"


class CloseAsked(FilterForm, CloseForm):
    """The same in the address: looking changes nothing."""


class ReopenForm(HubForm):
    day = DateField(_l("Day"), [Optional()])
    end = TimeField(_l("Until"), [Optional()], name="to", format=WALLS)


def choices_in(sent: Mapping[str, str], spaces: list[Space]) -> dict[UUID, Choice]:
    """What was chosen for each booking: `do-<id>` is cancel, leave, or move|space|start|end, and
    `word-<id>` what to tell. What cannot be read is not decided."""
    by_id = {str(space.id): space for space in spaces}
    found: dict[UUID, Choice] = {}
    for name, value in sent.items():
        if not name.startswith("do-"):
            continue
        try:
            booking_id = UUID(name.removeprefix("do-"))
            found[booking_id] = _choice(value, by_id, word=sent.get(f"word-{booking_id}", ""))
        except (ValueError, KeyError):
            continue
    return found


def _choice(value: str, spaces: dict[str, Space], *, word: str) -> Choice:
    deed, *rest = value.split("|")
    if Deed(deed) is not Deed.MOVE:
        return Choice(Deed(deed), word=word)
    space, start, end = rest
    slot = TimeSlot(datetime.fromisoformat(start), datetime.fromisoformat(end))
    return Choice(Deed.MOVE, spaces[space], slot, word)
