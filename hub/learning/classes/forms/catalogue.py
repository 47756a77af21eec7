"""Looking for a class."""

from enum import StrEnum
from typing import Any

from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import Length, Optional

from accelerator.vocabulary.terms import Dimension, choices
from accelerator.vocabulary.topics import Topic
from hub.core.i18n import lazy_gettext as _l
from hub.learning.classes.names import LANGUAGES_SPOKEN, LEVELS, MODES
from hub.learning.classes.queries.catalogue import Facets, Order, Part, RunsSought
from hub.web.choices import options
from hub.web.forms import FilterForm

PARTS: dict[Part, Any] = {
    Part.CURRENT: _l("Coming and running"),
    Part.COMING: _l("Coming"),
    Part.RUNNING: _l("Running"),
    Part.PAST: _l("Past"),
}
ORDERS: dict[Order, Any] = {
    Order.SOONEST: _l("Soonest first"),
    Order.LATEST: _l("Latest first"),
    Order.NEWEST: _l("Newest first"),
}


class ClassesForm(FilterForm):
    q = StringField(_l("Words"), [Optional(), Length(max=120)])
    topic = SelectField(_l("Topic"), [Optional()], validate_choice=False)
    dimension = SelectField(_l("Of the smart city"), [Optional()], validate_choice=False)
    level = SelectField(_l("Level"), [Optional()], validate_choice=False)
    language = SelectField(_l("Language"), [Optional()], validate_choice=False)
    mode = SelectField(_l("How"), [Optional()], validate_choice=False)
    site = SelectField(_l("City"), [Optional()], validate_choice=False)
    part = SelectField(_l("When"), [Optional()], choices=options(PARTS.items()))
    order = SelectField(_l("Order"), [Optional()], choices=options(ORDERS.items()))
    free = BooleanField(_l("With free places"), false_values=("", "0", "no"))

    def offer(self, facets: Facets) -> None:
        """Only what there is, so that no choice leads to nothing by itself."""
        self._offer(self.topic, _named(choices(Topic), facets.topics))
        self._offer(self.dimension, _named(choices(Dimension), facets.dimensions))
        self._offer(self.level, _named(LEVELS.items(), facets.levels))
        self._offer(self.language, _named(LANGUAGES_SPOKEN.items(), facets.languages))
        self._offer(self.mode, _named(MODES.items(), facets.modes))
        self._offer(self.site, list(facets.sites))

    def sought(self) -> RunsSought:
        return RunsSought(
            text=(self.q.data or "").strip(),
            topic=self.topic.data or "",
            dimension=self.dimension.data or "",
            level=self.level.data or "",
            language=self.language.data or "",
            mode=self.mode.data or "",
            site=self.site.data or "",
            part=_of(Part, self.part.data, usual=Part.CURRENT),
            free=bool(self.free.data),
            order=_of(Order, self.order.data, usual=Order.SOONEST),
        )

    def _offer(self, field: Any, pairs: list[tuple[str, Any]]) -> None:
        field.choices = options([("", _l("Any")), *pairs])


def _named(pairs: Any, known: frozenset[str]) -> list[tuple[str, Any]]:
    return [(str(value), label) for value, label in pairs if str(value) in known]


def _of(kind: Any, said: str | None, *, usual: StrEnum) -> Any:
    return kind(said) if said in set(kind) else usual
