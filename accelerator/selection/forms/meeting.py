"""Forms of the selection meeting."""

from typing import Any

from wtforms import (
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from accelerator.reviews.rules.scores import Band
from accelerator.selection.queries.meeting import Order, Sought
from accelerator.selection.rules.choices import Decided
from accelerator.selection.services.deciding import (
    LONGEST_CONDITION,
    LONGEST_CORRECTION,
    LONGEST_NOTE,
    Judgement,
)
from accelerator.selection.words import BANDS, CHOICES, REASONS
from accelerator.vocabulary.terms import Sector, choices
from hub.core.i18n import lazy_gettext as _l
from hub.web.choices import options
from hub.web.forms import FilterForm, HubForm

ANY = options([("", _l("Any"))])
ORDERS: dict[Order, Any] = {
    Order.CALIBRATED: _l("By calibrated mark"),
    Order.RAW: _l("By raw mark"),
    Order.DISAGREEMENT: _l("Most disputed first"),
    Order.NUMBER: _l("By number"),
    Order.LINE: _l("By the waiting list"),
}
SHOWN: dict[str, Any] = {
    "undecided": _l("Undecided"),
    **{choice.value: words for choice, (words, _tone) in CHOICES.items()},
    "told": _l("Told"),
}


class Boxes(SelectMultipleField):
    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class SoughtForm(FilterForm):
    text = StringField(_l("Headline, startup or A-number"), [Optional(), Length(max=120)])
    shown = SelectField(_l("Decision"), [Optional()], choices=[*ANY, *options(SHOWN.items())])
    band = SelectField(
        _l("Band"),
        [Optional()],
        choices=[*ANY, *options((band.value, words) for band, (words, _tone) in BANDS.items())],
    )
    sector = SelectField(_l("Sector"), [Optional()])
    order = SelectField(
        _l("Order"),
        [Optional()],
        choices=options((order.value, words) for order, words in ORDERS.items()),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.sector.choices = [*ANY, *options(choices(Sector))]

    def sought(self) -> Sought:
        return Sought(
            shown=self.shown.data or "",
            band=Band(self.band.data) if self.band.data else None,
            sector=Sector(self.sector.data) if self.sector.data else None,
            text=self.text.data or "",
            order=Order(self.order.data) if self.order.data else Order.CALIBRATED,
        )


class DecisionForm(HubForm):
    outcome = RadioField(
        _l("Decision"),
        [InputRequired()],
        choices=options((choice.value, words) for choice, (words, _tone) in CHOICES.items()),
    )
    conditions = TextAreaField(
        _l("Condition"), [Optional(), Length(max=LONGEST_CONDITION)],
        description=_l("Only for a conditional place. The team reads it."),
    )  # fmt: skip
    rank = IntegerField(
        _l("Position in the waiting list"), [Optional(), NumberRange(min=1, max=9999)],
        description=_l("Left empty: at the end."),
    )  # fmt: skip
    reason_codes = Boxes(
        _l("Reasons"),
        [Optional()],
        choices=options((code.value, words) for code, words in REASONS.items()),
        description=_l("Needed to turn somebody down. For the file and the figures."),
    )
    note = TextAreaField(_l("Note for the file"), [Optional(), Length(max=LONGEST_NOTE)])
    correction = TextAreaField(
        _l("Why is it corrected?"), [Optional(), Length(max=LONGEST_CORRECTION)],
        description=_l("The team has been told otherwise. It reads this."),
    )  # fmt: skip
    version = HiddenField()

    def judgement(self) -> Judgement:
        return Judgement(
            Decided(self.outcome.data),
            tuple(self.reason_codes.data or ()),
            conditions=self.conditions.data or "",
            note=self.note.data or "",
            rank=self.rank.data,
            correction=self.correction.data or "",
        )

    @property
    def expected(self) -> int | None:
        text = self.version.data or ""
        return int(text) if text.isdigit() else None


class BulkForm(HubForm):
    """The same about everything that is ticked. A condition belongs to one team alone."""

    outcome = SelectField(
        _l("Decide about what is ticked"),
        [InputRequired()],
        choices=options(
            (choice.value, words)
            for choice, (words, _tone) in CHOICES.items()
            if choice is not Decided.CONDITIONAL
        ),
        default=Decided.REJECT.value,
    )
    reason = SelectField(
        _l("Reason"),
        [Optional()],
        choices=[
            *options([("", _l("None"))]),
            *options((code.value, words) for code, words in REASONS.items()),
        ],
    )

    def judgement(self) -> Judgement:
        return Judgement(
            Decided(self.outcome.data), (self.reason.data,) if self.reason.data else ()
        )
