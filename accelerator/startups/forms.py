"""A startup's profile, as its people fill it in."""

from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    SelectField,
    StringField,
)
from wtforms.validators import Length, Optional

from accelerator.forms.rules.shapes import countries
from accelerator.startups.services import LONGEST_PITCH, Profile
from accelerator.vocabulary.terms import Dimension, Sector, Stage, choices
from hub.core.i18n import lazy_gettext as _l
from hub.web.choices import options
from hub.web.forms import VersionedForm

NOT_SAID = options([("", _l("Not said"))])


class ProfileForm(VersionedForm):
    pitch = StringField(_l("What you do, in one sentence"), [Optional(), Length(max=LONGEST_PITCH)])
    stage = SelectField(_l("Stage"), [Optional()])
    sector = SelectField(_l("Sector"), [Optional()])
    dimension = SelectField(_l("Smart-city dimension"), [Optional()])
    country = SelectField(_l("Country"), [Optional()])
    founded_on = DateField(_l("Founded"), [Optional()])
    people = IntegerField(_l("People"), [Optional()])
    full_time = IntegerField(_l("Of them full time"), [Optional()])
    phone = StringField(_l("Phone"), [Optional(), Length(max=40)])
    video_url = StringField(_l("Video"), [Optional(), Length(max=240)])
    is_public = BooleanField(_l("Show it in the public network"))

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for field, kind in (
            (self.stage, Stage),
            (self.sector, Sector),
            (self.dimension, Dimension),
        ):
            field.choices = [*NOT_SAID, *options(choices(kind))]
        self.country.choices = [
            *NOT_SAID,
            *options((each.key, each.label) for each in countries()),
        ]

    def profile(self) -> Profile:
        return Profile(
            pitch=self.pitch.data or "",
            stage=Stage(self.stage.data) if self.stage.data else None,
            sector=Sector(self.sector.data) if self.sector.data else None,
            dimension=Dimension(self.dimension.data) if self.dimension.data else None,
            country=self.country.data or "",
            founded_on=self.founded_on.data,
            people=self.people.data or 0,
            full_time=self.full_time.data or 0,
            phone=self.phone.data or "",
            video_url=self.video_url.data or "",
            is_public=bool(self.is_public.data),
        )
