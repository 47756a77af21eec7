"""Forms of founders who apply."""

from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from accelerator.applications.models import TeamRole
from accelerator.applications.rules.words import ROLE_MEANINGS, ROLES
from hub.core.i18n import lazy_gettext as _
from hub.organisations.models import Organisation
from hub.web.choices import options
from hub.web.forms import HubForm

NEW = "new"


class StartupForm(HubForm):
    """For which startup somebody applies."""

    startup = RadioField(_("Your startup"), choices=[])
    name = StringField(_("Name of the startup"), validators=[Length(max=160)])

    def offer(self, led: list[Organisation]) -> None:
        known = [(str(each.id), each.name) for each in led]
        self.startup.choices = options([*known, (NEW, _("A new one"))])
        if self.startup.data is None:
            self.startup.data = known[0][0] if known else NEW

    def validate(self, extra_validators: Any = None) -> bool:
        right = bool(super().validate(extra_validators))
        if right and self.startup.data == NEW and not (self.name.data or "").strip():
            self.refuse("name", _("What is it called?"))
            return False
        return right


class CoFounderForm(HubForm):
    email = StringField(_("E-mail address"), validators=[InputRequired(), Length(max=254)])
    role = SelectField(_("Part"), choices=[])

    def offer(self) -> None:
        given = (TeamRole.EDIT, TeamRole.COMMENT, TeamRole.VIEW)
        self.role.choices = options(
            [(r.value, f"{ROLES[r.value]}: {ROLE_MEANINGS[r.value]}") for r in given]
        )

    def chosen(self) -> TeamRole:
        return TeamRole(self.role.data)


class WithdrawForm(HubForm):
    reason = TextAreaField(
        _("Why, if you would like to say"), validators=[Length(max=500)], default=""
    )


class AnswerForm(HubForm):
    """An answer to what the hub asked."""

    text = TextAreaField(_("Your answer"), validators=[InputRequired(), Length(max=4000)])
