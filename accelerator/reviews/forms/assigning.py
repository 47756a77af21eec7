"""How to plan who reads what, and single reads."""

from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from accelerator.reviews.queries.assigning import PlanSettings
from accelerator.reviews.services.rounds import HEAVIEST_LOAD, MOST_READS_EACH
from hub.core.i18n import lazy_gettext as _l
from hub.web.forms import HubForm

LARGEST_SEED = 1_000_000


class PlanForm(HubForm):
    reads_each = IntegerField(
        _l("Reads for each"), [InputRequired(), NumberRange(1, MOST_READS_EACH)]
    )
    least = IntegerField(
        _l("At least, each reviewer"), [InputRequired(), NumberRange(0, HEAVIEST_LOAD)]
    )
    most = IntegerField(
        _l("At most, each reviewer"),
        [Optional(), NumberRange(1, HEAVIEST_LOAD)],
        description=_l("At first an even share. Empty: what each has promised."),
    )
    seed = IntegerField(
        _l("Seed"),
        [InputRequired(), NumberRange(0, LARGEST_SEED)],
        description=_l("Decides between plans that are equally good."),
    )
    afresh = BooleanField(
        _l("Give out anew what nobody has begun"),
        description=_l("Otherwise all reads stay where they are, and only what is open is filled."),
    )
    connected = BooleanField(
        _l("Join all applications by common readers"),
        default=True,
        description=_l("Without it, marks of separate groups cannot be ranked together."),
    )

    def settings(self) -> PlanSettings:
        return PlanSettings(
            seed=self.seed.data or 0,
            reads_each=self.reads_each.data,
            least=self.least.data or 0,
            most=self.most.data,
            afresh=bool(self.afresh.data),
            connected=bool(self.connected.data),
        )


class GiveForm(HubForm):
    application = SelectField(_l("Application"), [InputRequired()])
    reviewer = SelectField(_l("Reviewer"), [InputRequired()])


class BanForm(GiveForm):
    reason = StringField(_l("Why"), [Optional(), Length(max=240)])
