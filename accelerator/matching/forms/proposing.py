"""Making, naming and changing proposals."""

from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.validators import Length

from accelerator.matching.models import Mode
from accelerator.matching.names import MODES
from accelerator.matching.services.proposing import Asked
from hub.core.i18n import lazy_gettext as _l
from hub.web.choices import options
from hub.web.forms import HubForm, VersionedForm

AGAIN = "again"
#: Percent of the best total that fewer changes may cost.
LOSSES = ("", "0.5", "1", "2", "5")


class MakeForm(HubForm):
    kind = RadioField(
        _l("How"),
        choices=options(
            [
                (Mode.BEST.value, MODES[Mode.BEST]),
                (Mode.MUTUAL.value, MODES[Mode.MUTUAL]),
                (AGAIN, _l("Again, with few changes to what is published")),
            ]
        ),
        default=Mode.BEST.value,
    )
    loss = SelectField(
        _l("What few changes may cost"),
        choices=options(
            [("", _l("what the terms say"))]
            + [(each, _l("%(percent)s %% of the best total", percent=each)) for each in LOSSES[1:]]
        ),
        default="",
        description=_l("Only for matching again."),
    )
    name = StringField(_l("Name"), [Length(max=80)], description=_l("May stay empty."))

    @property
    def asked(self) -> Asked:
        again = self.kind.data == AGAIN
        return Asked(
            Mode.BEST if again else Mode(self.kind.data),
            self.name.data or "",
            again=again,
            allowed_percent=float(self.loss.data) if again and self.loss.data else None,
        )


class NameForm(HubForm):
    name = StringField(_l("Name"), [Length(max=80)])


class NothingForm(HubForm):
    """A button."""


class ChangeForm(VersionedForm):
    """One change by hand, as the page that shows its effect had it in its address."""

    kind = HiddenField()
    startup = HiddenField()
    mentor = HiddenField()
    other_startup = HiddenField()
    other_mentor = HiddenField()
    reason = StringField(_l("Why?"), [Length(max=240)], description=_l("For the record."))


class VersionedNothing(VersionedForm):
    """A button, on what its reader saw."""
