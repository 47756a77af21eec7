"""The form every form is built from: our language, our errors, nothing lost on a refusal."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from flask import request
from flask_wtf import FlaskForm
from wtforms import Form, HiddenField

from hub.core.errors import Invalid
from hub.web.form_words import said


class _OurTranslations:
    """WTForms' messages in our words, because it speaks no Indonesian."""

    def gettext(self, message: str) -> str:
        return said(message)

    def ngettext(self, singular: str, plural: str, num: int) -> str:
        return said(singular if num == 1 else plural)


class HubForm(FlaskForm):
    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Form) -> Any:
            return _OurTranslations()

    def refuse(self, field: str, reason: object) -> None:
        """Show why a service said no, beside the field it concerns."""
        self[field].errors = [*self[field].errors, str(reason)]

    def refuse_all(self, refusal: Invalid) -> None:
        """Show each of a refusal's field errors beside its field, the rest above the form."""
        for name, reasons in refusal.errors.items():
            if name in self:
                for reason in reasons:
                    self.refuse(name, reason)
        if not any(name in self for name in refusal.errors):
            self.form_errors: list[str] = [*self.form_errors, str(refusal)]


class FilterForm(HubForm):
    """A form read from the address, which holds a search; changes nothing, so needs no token. All
    of a search may be left empty, so that no field says so."""

    class Meta(HubForm.Meta):
        csrf = False

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for field in self:
            field.flags.optional = None


class VersionedForm(HubForm):
    """A form that knows which version of a thing its reader saw."""

    version = HiddenField()

    @property
    def expected(self) -> int | None:
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def ticked_ids(name: str) -> list[UUID]:
    """Of the boxes that were ticked; what is no id is left out."""
    found = []
    for sent in request.form.getlist(name):
        with suppress(ValueError):
            found.append(UUID(sent))
    return found
