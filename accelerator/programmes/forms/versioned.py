"""A form that knows which version of a cohort its reader saw."""

from wtforms import HiddenField

from hub.web.forms import HubForm


class VersionedForm(HubForm):
    version = HiddenField()

    @property
    def expected(self) -> int | None:
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
