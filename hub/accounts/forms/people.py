"""Forms with which staff look after people."""

from uuid import UUID

from wtforms import BooleanField, EmailField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from hub.accounts.models import Role, ScopeKind
from hub.accounts.names import ROLES, SCOPES
from hub.accounts.permissions import Scope
from hub.accounts.queries.people import PeopleSought
from hub.core.i18n import LANGUAGE_NAMES
from hub.core.i18n import lazy_gettext as _l
from hub.web.choices import options
from hub.web.forms import FilterForm, HubForm

EVERYWHERE = "platform"
ANY = options([("", _l("Any"))])
CHOOSE = options([("", _l("Please choose"))])
NO_ROLE = options([("", _l("None: just an account"))])
ROLE_CHOICES = options((role.value, ROLES[role]) for role in Role)
ScopesOffered = dict[ScopeKind, list[tuple[UUID, str]]]


class PeopleForm(FilterForm):
    text = StringField(_l("Name or e-mail"), [Optional(), Length(max=120)])
    role = SelectField(_l("Role"), [Optional()], choices=[*ANY, *ROLE_CHOICES])
    closed = BooleanField(_l("Closed accounts"))

    def sought(self) -> PeopleSought:
        role = Role(self.role.data) if self.role.data else None
        return PeopleSought(text=self.text.data or "", role=role, closed=bool(self.closed.data))


class _ScopedForm(HubForm):
    scope = SelectField(_l("Where does it count?"))

    def offer_scopes(self, offered: ScopesOffered) -> None:
        self.scope.choices = [
            *options([(EVERYWHERE, str(SCOPES[ScopeKind.PLATFORM]))]),
            *(
                option
                for kind, places in offered.items()
                for option in options(
                    ((f"{kind.value}:{place}", name) for place, name in places),
                    group=str(SCOPES[kind]),
                )
            ),
        ]

    def chosen_scope(self) -> Scope | None:
        """None is everywhere."""
        kind, _colon, place = (self.scope.data or EVERYWHERE).partition(":")
        return Scope(ScopeKind(kind), UUID(place)) if place else None


class RoleForm(_ScopedForm):
    role = SelectField(_l("Role"), [InputRequired()], choices=[*CHOOSE, *ROLE_CHOICES])
    reason = StringField(
        _l("Why?"), [Optional(), Length(max=500)], description=_l("Stands in the history.")
    )


class InviteForm(_ScopedForm):
    email = EmailField(
        _l("E-mail"), [InputRequired(), Length(max=254)], render_kw={"autocomplete": "off"}
    )
    language = SelectField(
        _l("Language of the mail"),
        choices=options(LANGUAGE_NAMES.items()),
        description=_l("Who has an account gets it in their own language."),
    )
    role = SelectField(
        _l("Role"),
        [Optional()],
        choices=[*NO_ROLE, *ROLE_CHOICES],
    )


class ReasonForm(HubForm):
    """For what is done to somebody: it stands in the history, with the name of who did it."""

    reason = TextAreaField(
        _l("Why?"),
        [InputRequired(_l("Please say why.")), Length(max=500)],
        render_kw={"rows": 3, "maxlength": 500},
    )
