"""A mentor's profile, and going away for a while or for good."""

from typing import Any

from flask import request
from wtforms import (
    DateField,
    EmailField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from accelerator.mentors.forms.fields import Several, grouped
from accelerator.mentors.models import Mentor
from accelerator.mentors.names import CIRCLES, FIELDS, SPOKEN, WAYS
from accelerator.mentors.rules.profiles import MOST_LINKS, ProfileLink
from accelerator.mentors.rules.sight import FIELDS as DEFAULTS
from accelerator.mentors.services.giving import MOST_PLACES
from accelerator.mentors.services.profiles import Profile
from accelerator.vocabulary.terms import Dimension, Sector, Stage, choices
from accelerator.vocabulary.topics import Topic
from hub.core.i18n import LANGUAGE_NAMES
from hub.core.i18n import lazy_gettext as _l
from hub.web.choices import options
from hub.web.forms import VersionedForm

_LISTS = ("topics", "sectors", "stages", "dimensions", "languages", "ways")
_TEXTS = ("headline", "about", "video_url")


def _sight(field: str) -> Any:
    return SelectField(
        FIELDS[field],
        choices=options(CIRCLES.items()),
        default=DEFAULTS[field],
    )


class KnownForm(VersionedForm):
    """What can be known of a mentor before they have said anything themselves."""

    headline = StringField(
        _l("In one line"), [Optional(), Length(max=140)],
        description=_l("What you help with, such as “From pilot to city contract”."),
    )  # fmt: skip
    topics = Several(_l("Topics"), description=_l("Up to twelve: those known best."))
    sectors = Several(_l("Sectors"))
    stages = Several(_l("Stages of a startup"))
    dimensions = Several(_l("Dimensions of a smart city"))
    languages = Several(_l("Languages"), choices=options(SPOKEN.items()))
    ways = Several(_l("Ways of working"), choices=options(WAYS.items()))

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        kinds = {"topics": Topic, "sectors": Sector, "stages": Stage, "dimensions": Dimension}
        for name, kind in kinds.items():
            self[name].choices = options(choices(kind))

    @property
    def topic_groups(self) -> list[tuple[str, list[Any]]]:
        return grouped(self.topics)

    def lists(self) -> dict[str, Any]:
        return {name: tuple(self[name].data or ()) for name in _LISTS}


class ProfileForm(KnownForm):
    about = TextAreaField(_l("About you"), [Optional(), Length(max=2000)])
    video_url = URLField(
        _l("Your room for video calls"), [Optional(), Length(max=300)],
        description=_l("Only your startups see it, and only shortly before you meet."),
    )  # fmt: skip
    aliases = StringField(
        _l("Other e-mail addresses"), [Optional(), Length(max=1000)],
        description=_l("With commas between them. Nobody sees them: they find conflicts of"
                       " interest."),
    )  # fmt: skip
    see_about = _sight("about")
    see_organisations = _sight("organisations")
    see_photo = _sight("photo")
    see_languages = _sight("languages")
    see_ways = _sight("ways")
    see_links = _sight("links")
    see_availability = _sight("availability")
    see_thanks = _sight("thanks")

    links: list[dict[str, str]]

    @classmethod
    def of(cls, mentor: Mentor) -> "ProfileForm":
        known = {name: getattr(mentor, name) for name in (*_LISTS, *_TEXTS)}
        seen = {f"see_{field}": mentor.shown.get(field, wide) for field, wide in DEFAULTS.items()}
        form = cls(
            data={
                **known,
                **seen,
                "aliases": ", ".join(mentor.aliases),
                "version": str(mentor.version),
            }
        )
        rows = [dict(link) for link in mentor.links]
        form.links = form._sent_links() if form.is_submitted() else rows
        form.links += [{"label": "", "url": ""}] * (MOST_LINKS - len(form.links))
        return form

    @property
    def sights(self) -> list[Any]:
        return [self[f"see_{field}"] for field in DEFAULTS]

    def profile(self) -> Profile:
        aliases = (self.aliases.data or "").replace(";", ",").split(",")
        texts: dict[str, Any] = {name: self[name].data or "" for name in _TEXTS}
        return Profile(
            **self.lists(),
            **texts,
            links=tuple(ProfileLink(**link) for link in self.links if link["url"]),
            shown={field: self[f"see_{field}"].data for field in DEFAULTS},
            aliases=tuple(filter(None, map(str.strip, aliases))),
        )

    def _sent_links(self) -> list[dict[str, str]]:
        """A link without a name is called by its address."""
        sent = zip(
            request.form.getlist("link-label"), request.form.getlist("link-url"), strict=False
        )
        return [
            {"label": (label.strip() or url.strip())[:80], "url": url.strip()}
            for label, url in list(sent)[:MOST_LINKS]
            if url.strip() or label.strip()
        ]


class PauseForm(VersionedForm):
    until = DateField(
        _l("Back on"), [Optional()],
        description=_l("Left empty, the pause lasts until you say so."),
    )  # fmt: skip


class ReasonForm(VersionedForm):
    reason = TextAreaField(_l("Why?"), [Optional(), Length(max=300)])


class InviteMentorForm(KnownForm):
    """Somebody who is to become a mentor, with what is known of them already."""

    email = EmailField(
        _l("E-mail"), [InputRequired(), Length(max=254)], render_kw={"autocomplete": "off"}
    )
    language = SelectField(_l("Language of the mail"), choices=options(LANGUAGE_NAMES.items()))
    cohort = SelectField(_l("Ask them for"), [Optional()])
    places = IntegerField(
        _l("For how many startups"), [Optional(), NumberRange(1, MOST_PLACES)], default=1
    )

    def offer(self, cohorts: list[tuple[str, str]]) -> None:
        self.cohort.choices = options([("", _l("No cohort yet")), *cohorts])

    def profile(self) -> Profile:
        return Profile(headline=self.headline.data or "", **self.lists())
