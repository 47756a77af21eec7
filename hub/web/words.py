"""A form's field for a text in all of the hub's languages; `components/words.html` shows it."""

from collections.abc import Mapping
from typing import Any

from wtforms import Field, ValidationError

from hub.core.i18n import LANGUAGE_NAMES, LANGUAGES
from hub.core.i18n import gettext as _


class WordsField(Field):
    """Language code → text, without those in which nothing is written. Sent as `name-en`,
    `name-id`, `name-de`.

    Args:
        longest: in characters, of each language's text.
        needed: refuse it when no language has any.
        rows: how high a box it is; 0 is one line.
        marked: say so when it is optional; not in an entry of a list, all of which may be empty.
    """

    data: dict[str, str]

    def __init__(
        self,
        label: Any = None,
        *,
        longest: int = 160,
        needed: bool = False,
        rows: int = 0,
        marked: bool = True,
        **named: Any,
    ) -> None:
        super().__init__(label, **named)
        self.longest, self.needed, self.rows = longest, needed, rows
        if marked and not needed:
            self.flags.optional = True

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """From what was sent, when anything of it was; else from what there is."""
        self.process_errors = []
        sent = formdata and any(self._named(code) in formdata for code in LANGUAGES)
        given: Mapping[str, str] = (
            {code: formdata.get(self._named(code), "") for code in LANGUAGES}
            if sent
            else (data if isinstance(data, Mapping) else {})
        )
        self.data = {code: given[code].strip() for code in LANGUAGES if given.get(code, "").strip()}

    def pre_validate(self, form: Any) -> None:
        if self.needed and not self.data:
            raise ValidationError(_("Please fill this in, in one language at least."))
        if any(len(text) > self.longest for text in self.data.values()):
            raise ValidationError(_("Please use at most %(max)d characters.", max=self.longest))

    @property
    def languages(self) -> list[dict[str, Any]]:
        """Each language's box: .code .label .name .id .text, and .lacking while others have one."""
        return [
            {
                "code": code,
                "label": LANGUAGE_NAMES[code],
                "name": self._named(code),
                "id": f"{self.id}-{code}",
                "text": self.data.get(code, ""),
                "lacking": bool(self.data) and code not in self.data,
            }
            for code in LANGUAGES
        ]

    def _named(self, code: str) -> str:
        return f"{self.name}-{code}"
