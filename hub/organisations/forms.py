"""Forms about organisations and sites."""

from collections.abc import Iterable

from wtforms import (
    BooleanField,
    EmailField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from hub.core.i18n import LANGUAGE_NAMES
from hub.core.i18n import lazy_gettext as _l
from hub.organisations.models import MemberRole, OrganisationKind
from hub.organisations.names import KINDS, MEMBER_ROLES
from hub.organisations.queries import OrganisationsSought
from hub.organisations.services import Draft
from hub.web.choices import options
from hub.web.forms import FilterForm, HubForm

ANY = options([("", _l("Any"))])
KIND_CHOICES = options((kind.value, KINDS[kind]) for kind in OrganisationKind)


class OrganisationsForm(FilterForm):
    text = StringField(_l("Name or words"), [Optional(), Length(max=120)])
    kind = SelectField(_l("Kind"), [Optional()], choices=[*ANY, *KIND_CHOICES])
    city = SelectField(_l("City"), [Optional()])
    tag = StringField(_l("Tag"), [Optional(), Length(max=30)])
    verified = BooleanField(_l("Verified only"))

    def offer_cities(self, cities: Iterable[str]) -> None:
        self.city.choices = [*ANY, *options((city, city) for city in cities)]

    def sought(self) -> OrganisationsSought:
        return OrganisationsSought(
            kind=OrganisationKind(self.kind.data) if self.kind.data else None,
            city=self.city.data or "",
            tag=(self.tag.data or "").strip(),
            text=self.text.data or "",
            verified=bool(self.verified.data),
        )


class OrganisationForm(HubForm):
    name = StringField(_l("Name"), [InputRequired(), Length(max=160)])
    kind = SelectField(_l("Kind"), [InputRequired()], choices=KIND_CHOICES)
    city = StringField(_l("City"), [Optional(), Length(max=80)])
    website = StringField(
        _l("Website"), [Optional(), Length(max=240)], render_kw={"inputmode": "url"}
    )
    about = TextAreaField(
        _l("About"),
        [Optional(), Length(max=2000)],
        description=_l("What you do, in a few sentences. Everybody can read it."),
        render_kw={"rows": 6},
    )
    tags = StringField(
        _l("Tags"),
        [Optional(), Length(max=300)],
        description=_l("Up to eight, with commas: mobility, open data."),
    )

    def draft(self) -> Draft:
        return Draft(
            name=self.name.data or "",
            kind=OrganisationKind(self.kind.data),
            city=self.city.data or "",
            website=self.website.data or "",
            about=self.about.data or "",
            tags=self.tags.data or "",
        )


class _PartForm(HubForm):
    part = SelectField(_l("Part"), [InputRequired()])

    def offer_parts(self, parts: Iterable[MemberRole]) -> None:
        self.part.choices = options(
            (part.value, MEMBER_ROLES[part]) for part in reversed(MemberRole) if part in parts
        )

    def chosen(self) -> MemberRole:
        return MemberRole(self.part.data)


class PartForm(_PartForm):
    """For a member who is there."""


class InviteMemberForm(_PartForm):
    email = EmailField(
        _l("E-mail"), [InputRequired(), Length(max=254)], render_kw={"autocomplete": "off"}
    )
    language = SelectField(
        _l("Language of the mail"),
        choices=options(LANGUAGE_NAMES.items()),
    )


class WhyForm(HubForm):
    reason = TextAreaField(
        _l("Why?"),
        [Optional(), Length(max=500)],
        description=_l("Stands in the history."),
        render_kw={"rows": 3, "maxlength": 500},
    )
