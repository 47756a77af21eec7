"""Forms about programmes."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from accelerator.programmes.rules.texts import LONGEST_LINE, LONGEST_TEXT
from accelerator.programmes.services import ProgrammeDraft
from hub.core.i18n import lazy_gettext as _l
from hub.core.money import SYMBOLS
from hub.organisations.models import Site
from hub.web.choices import options
from hub.web.forms import HubForm
from hub.web.words import WordsField

NOWHERE = options([("", _l("No particular site"))])


class ProgrammeForm(HubForm):
    name = WordsField(_l("Name"), longest=LONGEST_LINE, needed=True)
    slug = StringField(
        _l("Address"),
        [InputRequired(), Length(max=60)],
        description=_l("The end of its page's address: city-lab."),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    zone = SelectField(
        _l("Time zone"),
        [InputRequired()],
        description=_l("Deadlines are meant in it. It stays once a call is published."),
    )
    currency = SelectField(
        _l("Currency"), [InputRequired()], choices=options((code, code) for code in SYMBOLS)
    )
    site_id = SelectField(_l("Site"), [Optional()])
    summary = WordsField(
        _l("Summary"),
        longest=LONGEST_LINE * 2,
        description=_l("One sentence for lists."),
    )
    about = WordsField(
        _l("About"),
        longest=LONGEST_TEXT,
        rows=7,
        description=_l("Empty lines part paragraphs; lines that begin with - are a list."),
    )

    def offer(self, sites: Iterable[Site], zones: Iterable[str]) -> None:
        found = list(sites)
        self.site_id.choices = [*NOWHERE, *options((str(each.id), each.name) for each in found)]
        near = dict.fromkeys([each.zone for each in found])
        self.zone.choices = [
            *options(((zone, zone) for zone in near), group=str(_l("The hub's sites"))),
            *options(
                ((zone, zone) for zone in zones if zone not in near), group=str(_l("Everywhere"))
            ),
        ]

    def draft(self) -> ProgrammeDraft:
        return ProgrammeDraft(
            slug=(self.slug.data or "").strip(),
            name=self.name.data,
            zone=self.zone.data,
            currency=self.currency.data,
            summary=self.summary.data,
            about=self.about.data,
            site_id=UUID(self.site_id.data) if self.site_id.data else None,
        )

    @staticmethod
    def shown(draft: ProgrammeDraft) -> dict[str, Any]:
        """What the fields hold to begin with."""
        return {**vars(draft), "site_id": str(draft.site_id or "")}


class ArchiveForm(HubForm):
    reason = TextAreaField(
        _l("Why?"),
        [Optional(), Length(max=500)],
        description=_l("Stands in the history."),
        render_kw={"rows": 3, "maxlength": 500},
    )
