"""Searches of the long lists of a selection: feedback, receivers, the line, places."""

from typing import Any

from wtforms import SelectField, StringField
from wtforms.validators import Length, Optional

from accelerator.selection.queries.feedback import NOTHING, FeedbackOrder, SoughtFeedback
from accelerator.selection.queries.placed import PlaceOrder, SoughtPlaces
from accelerator.selection.queries.releases import SoughtReceivers
from accelerator.selection.rules.choices import Decided
from accelerator.selection.words import CHOICES, FEEDBACK_STATES, PLACE_STATES
from hub.core.i18n import LANGUAGE_NAMES
from hub.core.i18n import lazy_gettext as _l
from hub.places.rules.steps import PlaceState
from hub.web.choices import options
from hub.web.forms import FilterForm

ANY = options([("", _l("Any"))])
FEEDBACK_ORDERS: dict[FeedbackOrder, Any] = {
    FeedbackOrder.LACKING: _l("What is lacking first"),
    FeedbackOrder.NUMBER: _l("By number"),
    FeedbackOrder.STARTUP: _l("By name"),
}
PLACE_ORDERS: dict[PlaceOrder, Any] = {
    PlaceOrder.STANDING: _l("Confirmed, offered, in line"),
    PlaceOrder.UNTIL: _l("What runs out first"),
    PlaceOrder.NUMBER: _l("By number"),
    PlaceOrder.STARTUP: _l("By name"),
}


class LineForm(FilterForm):
    text = StringField(_l("Headline, startup or A-number"), [Optional(), Length(max=120)])


class FeedbackListForm(LineForm):
    shown = SelectField(
        _l("State"),
        [Optional()],
        choices=[
            *ANY,
            *options([(NOTHING, _l("Nothing yet"))]),
            *options((state.value, words) for state, (words, _tone) in FEEDBACK_STATES.items()),
        ],
    )
    order = SelectField(
        _l("Order"),
        [Optional()],
        choices=options((order.value, words) for order, words in FEEDBACK_ORDERS.items()),
    )

    def sought(self) -> SoughtFeedback:
        return SoughtFeedback(
            self.text.data or "",
            self.shown.data or "",
            FeedbackOrder(self.order.data) if self.order.data else FeedbackOrder.LACKING,
        )


class ReceiversForm(FilterForm):
    text = StringField(_l("Person, startup or A-number"), [Optional(), Length(max=120)])
    choice = SelectField(
        _l("Letter"),
        [Optional()],
        choices=[
            *ANY,
            *options((choice.value, words) for choice, (words, _tone) in CHOICES.items()),
        ],
    )
    language = SelectField(
        _l("Language"), [Optional()], choices=[*ANY, *options(LANGUAGE_NAMES.items())]
    )

    def sought(self) -> SoughtReceivers:
        return SoughtReceivers(
            self.text.data or "",
            Decided(self.choice.data) if self.choice.data else None,
            self.language.data or "",
        )


class PlacesForm(LineForm):
    state = SelectField(
        _l("State"),
        [Optional()],
        choices=[
            *ANY,
            *options((state.value, words) for state, (words, _tone) in PLACE_STATES.items()),
        ],
    )
    order = SelectField(
        _l("Order"),
        [Optional()],
        choices=options((order.value, words) for order, words in PLACE_ORDERS.items()),
    )

    def sought(self) -> SoughtPlaces:
        return SoughtPlaces(
            self.text.data or "",
            PlaceState(self.state.data) if self.state.data else None,
            PlaceOrder(self.order.data) if self.order.data else PlaceOrder.STANDING,
        )
