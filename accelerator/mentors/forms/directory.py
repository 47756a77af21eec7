"""Looking for a mentor."""

from uuid import UUID

from wtforms import SelectField, StringField
from wtforms.validators import Length, Optional

from accelerator.mentors.forms.fields import topic_groups
from accelerator.mentors.names import SPOKEN, WAYS
from accelerator.mentors.queries.directory import MentorsSought
from accelerator.vocabulary.terms import Sector, choices
from hub.core.i18n import lazy_gettext as _l
from hub.web.choices import options
from hub.web.forms import FilterForm


class MentorsForm(FilterForm):
    text = StringField(_l("Name or line"), [Optional(), Length(max=120)])
    topic = SelectField(_l("Knows"), [Optional()])
    sector = SelectField(_l("Sector"), [Optional()])
    language = SelectField(
        _l("Language"), [Optional()], choices=options([("", _l("Any")), *SPOKEN.items()])
    )
    way = SelectField(
        _l("Way of working"), [Optional()], choices=options([("", _l("Any")), *WAYS.items()])
    )
    organisation = SelectField(_l("Organisation"), [Optional()])

    def offer(self, organisations: list[tuple[UUID, str]]) -> None:
        topics = [options(offered, group=area) for area, offered in topic_groups()]
        self.topic.choices = options([("", _l("Any"))]) + [each for g in topics for each in g]
        self.sector.choices = options([("", _l("Any")), *choices(Sector)])
        named = [(str(id_), name) for id_, name in organisations]
        self.organisation.choices = options([("", _l("Any")), *named])

    def sought(self) -> MentorsSought:
        return MentorsSought(
            text=self.text.data or "",
            topic=self.topic.data or "",
            sector=self.sector.data or "",
            language=self.language.data or "",
            way=self.way.data or "",
            organisation=UUID(self.organisation.data) if self.organisation.data else None,
        )
