"""Forms of the register."""

from uuid import UUID

from flask import request
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.core.walltime import is_zone
from hub.web.forms import HubForm

LARGEST_REPORT = 2 * 1024 * 1024
MINUTES = "minutes-"


class CodeForm(HubForm):
    code = StringField(_l("Code on the screen"), [InputRequired(), Length(max=20)])


class EmptyForm(HubForm):
    """A button."""


class ReportForm(HubForm):
    report = FileField(
        _l("List of participants (CSV)"),
        [FileRequired(_l("Please choose a file first."))],
        render_kw={"accept": ".csv,text/csv"},
    )
    zone = SelectField(_l("Its times are on the clock of"), [InputRequired()])

    def offer_zones(self, zones: list[tuple[str, str]]) -> None:
        self.zone.choices = [*zones]

    def text(self) -> str:
        """Raises: Invalid, for what is too large or no text."""
        raw = self.report.data.stream.read(LARGEST_REPORT + 1)
        if len(raw) > LARGEST_REPORT:
            raise _refused(_("This file has more than 2 MB. Please choose the list alone."))
        for encoding in ("utf-8-sig", "utf-16", "cp1252"):
            try:
                return str(raw.decode(encoding))
            except UnicodeError:
                continue
        raise _refused(_("This file is no text."))

    def chosen_zone(self) -> str:
        return self.zone.data if is_zone(self.zone.data or "") else "UTC"


class NameForm(HubForm):
    """Who a stretch of nobody's belonged to."""

    person = SelectField(_l("This was"), [InputRequired()])


def minutes_sent() -> dict[UUID, int]:
    """Of the list by hand: what was changed, by person. Raises: Invalid, for what is no number."""
    found: dict[UUID, int] = {}
    for name, sent in request.form.items():
        was = request.form.get(f"was-{name}", "")
        if not name.startswith(MINUTES) or sent.strip() == was:
            continue
        try:
            found[UUID(name.removeprefix(MINUTES))] = int(sent.strip() or 0)
        except ValueError as error:
            raise _refused(_("“%(text)s” is no number of minutes.", text=sent[:20])) from error
    return found


def _refused(sentence: str) -> Invalid:
    return Invalid(sentence, errors={"report": [sentence]})
