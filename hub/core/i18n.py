"""The language of whoever is being spoken to: a page's reader or a mail's receiver.

A thin layer over Babel and gettext that knows nothing of requests, so that services, jobs and
mails use it too. The web sets the language for a request; `speaking` sets it for a block.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.support import NullTranslations, Translations

CATALOGUES = Path(__file__).parents[1] / "translations"
LANGUAGES = ("en", "id", "de")
LANGUAGE_NAMES = {"en": "English", "id": "Bahasa Indonesia", "de": "Deutsch"}
DEFAULT_LANGUAGE = "en"
#: English here is the English of the Commonwealth and of Europe: 24 hours, day before month.
LOCALES = {"en": "en_GB", "id": "id_ID", "de": "de_DE"}

_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


def language() -> str:
    """The two-letter code now spoken."""
    return _language.get()


def locale() -> str:
    """The Babel locale that goes with it, for numbers and dates."""
    return LOCALES[language()]


def speak(code: str) -> None:
    """Use this language from now on in this request or task."""
    _language.set(code if code in LANGUAGES else DEFAULT_LANGUAGE)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Use a language inside a `with` block; an unknown one is English."""
    token = _language.set(code if code in LANGUAGES else DEFAULT_LANGUAGE)
    try:
        yield
    finally:
        _language.reset(token)


def gettext(message: str, **values: Any) -> str:
    """The message in the language now spoken, with its `%(named)s` values filled in."""
    text: str = _catalogue(language()).gettext(message)
    return text % values if values else text


def ngettext(singular: str, plural: str, num: int, **values: Any) -> str:
    """As `gettext`, for a number of things; `%(num)s` is filled in."""
    return unfilled(singular, plural, num=num) % {"num": num, **values}


def unfilled(singular: str, plural: str, *, num: int) -> str:
    """As `ngettext`, with its placeholders as they are: templates fill them in themselves."""
    text: str = _catalogue(language()).ngettext(singular, plural, num)
    return text


class LazyText:
    """A message that is translated when it is shown, not when it is written down."""

    def __init__(self, message: str, **values: Any) -> None:
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return gettext(self.message, **self.values)

    def __html__(self) -> str:
        return str(self).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")

    def __repr__(self) -> str:
        return f"LazyText({self.message!r})"

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other)

    def __hash__(self) -> int:
        return hash(self.message)

    def __mod__(self, values: Any) -> str:
        text: str = str(self) % values
        return text


def lazy_gettext(message: str, **values: Any) -> Any:
    """For labels of forms and names of enum members, written once at import. Typed as Any because
    it stands in for a `str` in libraries' signatures."""
    return LazyText(message, **values)


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(code: str) -> NullTranslations:
    return Translations.load(CATALOGUES, [code])
