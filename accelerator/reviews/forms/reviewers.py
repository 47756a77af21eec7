"""Profiles of reviewers, and inviting them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_wtf.file import FileField, FileRequired
from wtforms import EmailField, IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from accelerator.programmes.models import Programme
from accelerator.reviews.models import Reviewer
from accelerator.reviews.queries.reviewers import Order, ReviewersSought
from accelerator.reviews.services.reviewers import LARGEST_CAPACITY, Profile
from accelerator.vocabulary.terms import Expertise, Sector, choices
from accelerator.vocabulary.words import in_words
from hub.core.i18n import LANGUAGE_NAMES
from hub.core.i18n import lazy_gettext as _l
from hub.web.choices import options
from hub.web.forms import FilterForm, HubForm


class Several(SelectMultipleField):
    """Boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ProfileForm(HubForm):
    expertise = Several(_l("What they know"))
    sectors = Several(_l("Sectors they know"))
    languages = Several(
        _l("Languages they read"),
        choices=options(LANGUAGE_NAMES.items()),
        description=_l("Only applications in these are given to them. None ticked: any."),
    )
    capacity = IntegerField(
        _l("How many a round"),
        [InputRequired(), NumberRange(1, LARGEST_CAPACITY)],
        description=_l("One takes about ten minutes. For each round they can say otherwise."),
    )
    organisation = SelectField(
        _l("Organisation"),
        [Optional()],
        description=_l("Applications of its people are kept from them."),
    )
    aliases = StringField(
        _l("Other e-mail addresses"),
        [Optional(), Length(max=1000)],
        description=_l("With commas between them. Only used to find conflicts of interest."),
    )

    def offer(self, organisations: Iterable[tuple[UUID, str]]) -> None:
        named = [(str(id_), name) for id_, name in organisations]
        self.organisation.choices = options([("", _l("None")), *named])
        self.expertise.choices = options(choices(Expertise))
        self.sectors.choices = options(choices(Sector))

    def profile(self) -> Profile:
        return Profile(
            expertise=tuple(self.expertise.data or ()),
            sectors=tuple(self.sectors.data or ()),
            languages=tuple(self.languages.data or ()),
            capacity=self.capacity.data or 0,
            organisation_id=UUID(self.organisation.data) if self.organisation.data else None,
            aliases=tuple(
                filter(None, map(str.strip, (self.aliases.data or "").replace(";", ",").split(",")))
            ),
        )


class InviteReviewerForm(ProfileForm):
    email = EmailField(
        _l("E-mail"), [InputRequired(), Length(max=254)], render_kw={"autocomplete": "off"}
    )
    language = SelectField(_l("Language of the mail"), choices=options(LANGUAGE_NAMES.items()))
    programme = SelectField(_l("Programme"), [InputRequired()])

    def offer_programmes(self, programmes: Iterable[Programme]) -> None:
        self.programme.choices = options((str(each.id), in_words(each.name)) for each in programmes)


class ReviewersForm(FilterForm):
    text = StringField(_l("Name, address, organisation"), [Optional(), Length(max=120)])
    expertise = SelectField(_l("Knows"), [Optional()])
    sector = SelectField(_l("Sector"), [Optional()])
    language = SelectField(
        _l("Reading language"),
        [Optional()],
        choices=options([("", _l("Any")), *LANGUAGE_NAMES.items()]),
    )
    order = SelectField(
        _l("Order"),
        [Optional()],
        choices=options(
            (
                (Order.NAME.value, _l("By name")),
                (Order.READS.value, _l("Most to read first")),
                (Order.CAPACITY.value, _l("Most capacity first")),
                (Order.SEEN.value, _l("Seen last first")),
            )
        ),
    )

    def offer(self) -> None:
        self.expertise.choices = options([("", _l("Any")), *choices(Expertise)])
        self.sector.choices = options([("", _l("Any")), *choices(Sector)])

    def sought(self) -> ReviewersSought:
        return ReviewersSought(
            text=self.text.data or "",
            expertise=self.expertise.data or "",
            sector=self.sector.data or "",
            language=self.language.data or "",
            order=Order(self.order.data) if self.order.data else Order.NAME,
        )


class ImportForm(HubForm):
    programme = SelectField(_l("Programme"), [InputRequired()])
    file = FileField(
        _l("Table of reviewers"),
        [FileRequired(_l("Please choose a file first."))],
        description=_l("CSV with the columns email, languages, expertise, sectors, capacity,"
                       " aliases. Several in one cell are separated by semicolons."),
        render_kw={"accept": ".csv,text/csv"},
    )  # fmt: skip

    def offer_programmes(self, programmes: Iterable[Programme]) -> None:
        self.programme.choices = options((str(each.id), in_words(each.name)) for each in programmes)


def profile_fields(reviewer: Reviewer) -> dict[str, Any]:
    names = ("expertise", "sectors", "languages", "capacity")
    return {
        **{name: getattr(reviewer, name) for name in names},
        "organisation": str(reviewer.organisation_id or ""),
        "aliases": ", ".join(reviewer.aliases),
    }
