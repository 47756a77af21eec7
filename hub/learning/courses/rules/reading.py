"""Read an object of a document that somebody wrote, note all that is wrong with it, and go on.

Every wrong thing has its place (`items.2.questions.0.options`) and a sentence, so that whoever
wrote a long document mends it at one go.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from accelerator.programmes.rules.texts import clean_words
from accelerator.vocabulary.words import Words
from hub.core.i18n import LANGUAGES
from hub.core.i18n import gettext as _

#: Place in the document → what is wrong there.
Errors = dict[str, list[str]]


class Reader:
    """One object. Each question about a field marks it as known; `done` names those that nobody
    asked for, which are misspelt."""

    def __init__(self, given: Any, errors: Errors, *, at: str = "") -> None:
        self.errors, self.at = errors, at
        self._known: set[str] = set()
        if not isinstance(given, Mapping):
            self.wrong("", _("This must be an object."))
            given = {}
        self.given: Mapping[str, Any] = given

    def place(self, name: str) -> str:
        return ".".join(part for part in (self.at, name) if part)

    def wrong(self, name: str, sentence: str) -> None:
        self.errors.setdefault(self.place(name), []).append(sentence)

    def has(self, name: str) -> bool:
        return self.given.get(name) is not None

    def words(self, name: str, *, longest: int, needed: bool = False) -> Words:
        """A text by language; plain text is refused, for nobody could tell its language."""
        given = self._take(name)
        if given is None:
            given = {}
        if not isinstance(given, Mapping) or not all(isinstance(v, str) for v in given.values()):
            self.wrong(name, _('This must be texts by language, such as {"en": "…"}.'))
            return {}
        if strange := sorted(set(map(str, given)) - set(LANGUAGES)):
            self.wrong(name, _("The languages are en, id and de, not %(code)s.", code=strange[0]))
        return self._said(name, given, longest=longest, needed=needed)

    def _said(self, name: str, given: Mapping[str, str], *, longest: int, needed: bool) -> Words:
        try:
            words = clean_words(given, longest=longest)
        except ValueError:
            self.wrong(name, _("Please use at most %(max)d characters.", max=longest))
            return {}
        if needed and not words:
            self.wrong(name, _("Please fill this in, in one language at least."))
        return words

    def line(self, name: str, *, longest: int, default: str = "") -> str:
        given = self._take(name)
        if given is None:
            return default
        if not isinstance(given, str):
            self.wrong(name, _("This must be text."))
            return default
        text = " ".join(given.split())
        if len(text) > longest:
            self.wrong(name, _("Please use at most %(max)d characters.", max=longest))
        return text

    def whole(self, name: str, *, low: int, high: int, default: int | None) -> int | None:
        given = self._take(name)
        if given is None:
            return default
        if isinstance(given, bool) or not isinstance(given, int):
            self.wrong(name, _("Please give a whole number."))
        elif not low <= given <= high:
            self.wrong(
                name, _("Between %(low)s and %(high)s, please.", low=f"{low}", high=f"{high}")
            )
        else:
            return given
        return default

    def flag(self, name: str, *, default: bool) -> bool:
        given = self._take(name)
        if given is None:
            return default
        if not isinstance(given, bool):
            self.wrong(name, _("This must be true or false."))
            return default
        return given

    def rows(self, name: str, *, most: int) -> list["Reader"]:
        """A list of objects, each with its place."""
        given = self.listed(name, most=most)
        return [
            Reader(row, self.errors, at=self.place(f"{name}.{n}")) for n, row in enumerate(given)
        ]

    def listed(self, name: str, *, most: int) -> Sequence[Any]:
        given = self._take(name)
        if given is None:
            return []
        if not isinstance(given, list | tuple):
            self.wrong(name, _("This must be a list."))
            return []
        if len(given) > most:
            self.wrong(name, _("At most %(most)s, please.", most=most))
        return given[:most]

    def plain(self, name: str) -> Any:
        """As it was given: whoever asks looks at it."""
        return self._take(name)

    def done(self) -> None:
        for name in sorted(map(str, self.given)):
            if name not in self._known:
                self.wrong(name, _("There is no such field here."))

    def _take(self, name: str) -> Any:
        self._known.add(name)
        return self.given.get(name)
