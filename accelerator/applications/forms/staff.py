"""Forms with which staff find and screen applications."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from wtforms import (
    DateTimeLocalField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.validators import InputRequired, Length, Optional

from accelerator.applications.models import ApplicationState, ReasonCode, Screened
from accelerator.applications.queries.staff import Order, Sought
from accelerator.applications.rules.staff_words import ORDERS, REASONS, STATES
from accelerator.applications.rules.words import TIMINGS
from accelerator.applications.services.asking import LONGEST_TEXT, Asked
from accelerator.applications.services.screening import LONGEST_MESSAGE, LONGEST_NOTE, Verdict
from accelerator.programmes.rules.intake import Timing
from accelerator.vocabulary.terms import Sector, choices
from hub.core.i18n import lazy_gettext as _l
from hub.core.local_times import instant_of
from hub.web.choices import options
from hub.web.forms import FilterForm, HubForm

ANY = options([("", _l("Any"))])


class _Boxes(SelectMultipleField):
    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class SoughtForm(FilterForm):
    text = StringField(_l("Headline, startup or A-number"), [Optional(), Length(max=120)])
    state = SelectField(_l("State"), [Optional()], choices=[*ANY, *options(STATES.items())])
    timing = SelectField(
        _l("Deadline"),
        [Optional()],
        choices=[*ANY, *options((t.value, TIMINGS[t][0]) for t in Timing)],
    )
    sector = SelectField(_l("Sector"), [Optional()])
    order = SelectField(
        _l("Order"), [Optional()], choices=options((o.value, ORDERS[o.value]) for o in Order)
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.sector.choices = [*ANY, *options(choices(Sector))]

    def sought(self) -> Sought:
        return Sought(
            state=ApplicationState(self.state.data) if self.state.data else None,
            timing=Timing(self.timing.data) if self.timing.data else None,
            sector=Sector(self.sector.data) if self.sector.data else None,
            text=self.text.data or "",
            order=Order(self.order.data) if self.order.data else Order.NUMBER,
        )


class ScreeningForm(HubForm):
    """`codes` are the house's reasons and the codes of the form's own rules."""

    outcome = RadioField(
        _l("Is it read?"),
        [InputRequired()],
        choices=options(
            [
                (Screened.ELIGIBLE.value, _l("Yes, it fits the call")),
                (Screened.INELIGIBLE.value, _l("No, it does not fit")),
            ]
        ),
    )
    codes = _Boxes(_l("Why not?"), [Optional()])
    message = TextAreaField(
        _l("To the team, if it does not fit"), [Optional(), Length(max=LONGEST_MESSAGE)]
    )
    note = TextAreaField(_l("Note for the file"), [Optional(), Length(max=LONGEST_NOTE)])

    def offer(self, more: Iterable[tuple[str, Any]]) -> None:
        house = [(code.value, REASONS[code]) for code in ReasonCode]
        extra = [(code, label) for code, label in more if code not in dict(house)]
        self.codes.choices = options([*house, *extra])

    def verdict(self) -> Verdict:
        outcome = Screened(self.outcome.data)
        codes = tuple(self.codes.data or ()) if outcome is Screened.INELIGIBLE else ()
        message = self.message.data or "" if outcome is Screened.INELIGIBLE else ""
        return Verdict(outcome, codes, message=message, note=self.note.data or "")


class AskForm(HubForm):
    text = TextAreaField(
        _l("What do you need from the team?"), [InputRequired(), Length(max=LONGEST_TEXT)]
    )
    due_at = DateTimeLocalField(
        _l("Answer by"), [InputRequired()], format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
    )
    keys = _Boxes(_l("Questions that open again for it"), [Optional()])

    def asked(self, zone: str) -> Asked:
        due = _instant(self.due_at.data, zone, field="due_at")
        return Asked(self.text.data or "", due, tuple(self.keys.data or ()))


class MoreTimeForm(HubForm):
    until = DateTimeLocalField(
        _l("Until"), [InputRequired()], format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
    )
    reason = StringField(_l("Why"), [InputRequired(), Length(max=300)])

    def instant(self, zone: str) -> datetime:
        return _instant(self.until.data, zone, field="until")


class DoubleForm(HubForm):
    is_one = RadioField(
        _l("Is it the same?"),
        [InputRequired()],
        choices=options([("yes", _l("Yes, one of them is too many")), ("no", _l("No"))]),
    )
    note = StringField(_l("Note"), [Optional(), Length(max=500)])


class UndoForm(HubForm):
    reason = StringField(_l("Why"), [InputRequired(), Length(max=300)])


class EmptyForm(HubForm):
    """Only the token."""


def _instant(wall: datetime | None, zone: str, *, field: str) -> datetime:
    if wall is None:
        raise ValueError("a required field is filled in when its form is valid")
    return instant_of(wall, zone, fold=None, field=field)
