"""What if: other weights, other seats."""

from typing import Any, cast

from wtforms import IntegerField, StringField
from wtforms.validators import Length, NumberRange, Optional

from accelerator.reviews.models import Round
from accelerator.reviews.queries.ranking import Wanted
from accelerator.reviews.services.scoring import HIGHEST_WEIGHT, LONGEST_NOTE
from accelerator.vocabulary.words import in_words
from hub.core.i18n import lazy_gettext as _
from hub.web.forms import FilterForm, HubForm

PREFIX = "weight-"
MOST_SEATS = 10_000


class WhatIfForm(FilterForm):
    """Read from the address; `what_if_form` adds the round's weights."""

    seats = IntegerField(
        _("Seats"), [Optional(), NumberRange(1, MOST_SEATS, _("At least one seat, please."))]
    )

    def wanted(self) -> Wanted:
        """What is asked; nothing for what is left empty or is no number."""
        self.validate()
        weights = {
            name.removeprefix(PREFIX): field.data
            for name, field in self._fields.items()
            if name.startswith(PREFIX) and field.data is not None and not field.errors
        }
        seats = self.seats.data if not self.seats.errors else None
        return Wanted(weights, seats)

    @property
    def weights(self) -> list[Any]:
        return [field for name, field in self._fields.items() if name.startswith(PREFIX)]

    def fill(self, weights: dict[str, int], seats: int) -> None:
        for field in self.weights:
            if field.data is None and not field.errors:
                field.data = weights.get(field.name.removeprefix(PREFIX))
        if self.seats.data is None and not self.seats.errors:
            self.seats.data = seats


class KeepRunForm(HubForm):
    note = StringField(_("What is this run about?"), [Optional(), Length(max=LONGEST_NOTE)])


def what_if_form(round_: Round, given: Any) -> WhatIfForm:
    """`given`: the arguments of the address, or what was sent."""
    bounds = NumberRange(0, HIGHEST_WEIGHT, _("From 0 to %(most)s.", most=HIGHEST_WEIGHT))
    fields: dict[str, Any] = {
        PREFIX + criterion.key: IntegerField(in_words(criterion.name), [Optional(), bounds])
        for criterion in round_.criteria
        if not criterion.independent
    }
    return cast(WhatIfForm, type("WeightsForm", (WhatIfForm,), fields)(given))
