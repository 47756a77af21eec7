"""What somebody says who gives a read back."""

from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length, Optional

from accelerator.conflicts.services import LONGEST_NOTE
from accelerator.reviews.services.recusal import LONGEST_REASON
from accelerator.vocabulary.terms import ConflictKind, choices
from hub.core.i18n import lazy_gettext as _
from hub.web.choices import options
from hub.web.forms import HubForm


class ConflictForm(HubForm):
    kind = RadioField(
        _("What connects you?"), [InputRequired(_("Please choose what comes closest."))]
    )
    note = StringField(_("In a few words"), [Optional(), Length(max=LONGEST_NOTE)])

    def __init__(self) -> None:
        super().__init__()
        self.kind.choices = options(choices(ConflictKind))

    @property
    def chosen(self) -> ConflictKind:
        return ConflictKind(self.kind.data)


class AbstainForm(HubForm):
    reason = StringField(_("Why, in a few words"), [Optional(), Length(max=LONGEST_REASON)])


class SuspicionForm(HubForm):
    answer = RadioField(
        _("Is this a conflict of interest?"), [InputRequired(_("Please choose one."))]
    )
    note = StringField(_("In a few words"), [Optional(), Length(max=LONGEST_NOTE)])

    def __init__(self) -> None:
        super().__init__()
        self.answer.choices = options(
            [
                ("yes", _("Yes, I should not read this one")),
                ("no", _("No, I can judge it freely")),
            ]
        )

    @property
    def is_one(self) -> bool:
        return str(self.answer.data) == "yes"
