"""What an auditor looks for."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from wtforms import DateField, SelectField, StringField, validators
from wtforms.validators import Length, Optional

from hub.accounts.queries.history import people_called
from hub.core.i18n import lazy_gettext as _l
from hub.history.names import ACTIONS
from hub.history.queries import Sought
from hub.web.forms import FilterForm


class HistoryForm(FilterForm):
    person = StringField(_l("Person"), [Optional(), Length(max=254)],
                         description=_l("Name or e-mail; who did it or for whom."))  # fmt: skip
    action = SelectField(_l("What happened"), [Optional()])
    kind = StringField(_l("Kind of record"), [Optional(), Length(max=40)])
    subject = StringField(
        _l("Record"), [Optional(), validators.UUID(_l("This is not the id of a record."))]
    )
    since = DateField(_l("From"), [Optional()])
    until = DateField(_l("Up to and including"), [Optional()])

    def offer_actions(self) -> None:
        self.action.choices = [("", _l("Anything")), *ACTIONS.items()]

    def sought(self) -> Sought:
        """Days are counted in UTC, as the entries are."""
        until = self.until.data + timedelta(days=1) if self.until.data else None
        return Sought(
            people=people_called(self.person.data) if self.person.data else None,
            action=self.action.data or "",
            subject_kind=self.kind.data or "",
            subject_id=UUID(self.subject.data) if self.subject.data else None,
            since=datetime.combine(self.since.data, time(), UTC) if self.since.data else None,
            until=datetime.combine(until, time(), UTC) if until else None,
        )
