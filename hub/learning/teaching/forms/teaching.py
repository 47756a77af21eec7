"""A message to learners, a run once more, and how the roster is sorted."""

from uuid import UUID

from wtforms import BooleanField, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from hub.core.i18n import lazy_gettext as _l
from hub.core.ids import new_id
from hub.learning.teaching.names import ORDERS
from hub.learning.teaching.queries.learners import Order
from hub.learning.teaching.rules.messages import LONGEST_TEXT, LONGEST_TITLE, Word
from hub.learning.teaching.services.repeating import MOST_WEEKS
from hub.web.choices import options
from hub.web.forms import FilterForm, HubForm


class LearnersForm(FilterForm):
    order = SelectField(
        _l("Order"),
        [Optional()],
        choices=options([(order.value, words) for order, words in ORDERS.items()]),
    )
    behind = BooleanField(_l("Only those who fall behind"))

    def wanted(self) -> tuple[Order, bool]:
        if not self.validate() or self.order.data not in set(Order):
            return Order.NAME, bool(self.behind.data)
        return Order(self.order.data), bool(self.behind.data)


class MessageForm(HubForm):
    """`once` travels with the form, so that pressing twice writes once."""

    once = HiddenField()
    title = StringField(_l("Subject"), [InputRequired(), Length(max=LONGEST_TITLE)])
    text = TextAreaField(
        _l("Message"),
        [InputRequired(), Length(max=LONGEST_TEXT)],
        description=_l("Plain text. Nobody sees who else gets it."),
    )

    def word(self) -> Word:
        return Word(self.title.data or "", self.text.data or "", self._once())

    def _once(self) -> UUID:
        try:
            return UUID(self.once.data or "")
        except ValueError:
            return new_id()


class RepeatForm(HubForm):
    weeks = IntegerField(
        _l("How many weeks later?"),
        [InputRequired(), NumberRange(min=1, max=MOST_WEEKS)],
        description=_l("Every session moves by so many weeks, to the same time of the day."),
    )
