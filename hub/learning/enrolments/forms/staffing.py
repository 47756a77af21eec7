"""Forms of those who keep a class."""

from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from hub.core.i18n import lazy_gettext as _l
from hub.learning.classes.services.seats import MOST_SEATS
from hub.learning.enrolments.names import STANDINGS
from hub.learning.enrolments.queries.roster import RosterSought
from hub.learning.enrolments.rules.standing import Standing
from hub.learning.enrolments.services.deciding import LONGEST_REASON
from hub.web.choices import options
from hub.web.forms import FilterForm, HubForm

EVERYBODY = "everybody"


class RosterForm(FilterForm):
    text = StringField(_l("Name, e-mail or organisation"), [Optional(), Length(max=120)])
    state = SelectField(
        _l("State"),
        [Optional()],
        choices=options(
            [
                ("", _l("All who are in, or may still come in")),
                (EVERYBODY, _l("Everybody, those who left, too")),
                *((state.value, words) for state, (words, _tone) in STANDINGS.items()),
            ]
        ),
    )

    def sought(self) -> RosterSought:
        if not self.validate():
            return RosterSought()
        said = self.state.data or ""
        standing = Standing(said) if said in set(Standing) else None
        return RosterSought(self.text.data or "", standing, everybody=said == EVERYBODY)


class RefuseForm(HubForm):
    reason = TextAreaField(
        _l("Why not?"),
        [InputRequired(), Length(max=LONGEST_REASON)],
        description=_l("The person reads it in the mail."),
    )


class RemoveForm(HubForm):
    reason = TextAreaField(
        _l("Why?"),
        [InputRequired(), Length(max=LONGEST_REASON)],
        description=_l("The person reads it in the mail."),
    )


class GiveForm(HubForm):
    reason = TextAreaField(
        _l("Why past the line?"),
        [InputRequired(), Length(max=LONGEST_REASON)],
        description=_l("The person and everybody in line can read it, so name nobody else."),
    )


class FindForm(FilterForm):
    text = StringField(_l("Name or e-mail"), [Optional(), Length(max=120)])


class SeatsForm(HubForm):
    seats = IntegerField(_l("Seats"), [InputRequired(), NumberRange(min=0, max=MOST_SEATS)])
    reason = StringField(_l("Why?"), [Optional(), Length(max=LONGEST_REASON)])
