"""Forms with which somebody comes, answers and leaves."""

from uuid import UUID

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from hub.core.i18n import lazy_gettext as _l
from hub.learning.enrolments.services.coming import LONGEST_NOTE
from hub.learning.enrolments.services.deciding import LONGEST_REASON
from hub.organisations.models import Membership
from hub.web.choices import options
from hub.web.forms import HubForm


class EnrolForm(HubForm):
    key = StringField(_l("The key of the class"), [Length(max=40)])
    organisation = SelectField(_l("For which organisation do you learn?"), [Optional()])
    note = TextAreaField(
        _l("Why would you like to come?"),
        [Optional(), Length(max=LONGEST_NOTE)],
        description=_l("Those who keep the class read it."),
    )

    def offer(self, memberships: list[Membership]) -> None:
        named = [(str(each.organisation_id), each.organisation.name) for each in memberships]
        self.organisation.choices = options([*named, ("", _l("For myself"))])

    @property
    def chosen(self) -> UUID | None:
        return UUID(self.organisation.data) if self.organisation.data else None


class LeaveForm(HubForm):
    reason = TextAreaField(_l("Would you tell us why?"), [Optional(), Length(max=LONGEST_REASON)])


class EmptyForm(HubForm):
    """Only the token."""
