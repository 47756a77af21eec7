"""Public holidays in the reader's language: as the package `holidays` calls them in it, else in our
words (`holiday_words`), else in English.

Days are stored under their English names (`services.calendars`). The package keeps its names as
gettext catalogues from a country's own language into others; the English one is read backwards. The
files are read without loading the package, which takes as long as the rest of the hub together.
"""

import gettext
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from hub.core.i18n import language
from hub.core.i18n import speaking as spoken_in
from hub.organisations.holiday_words import said

#: What `Holiday.source` has of a day that the package named, also where staff changed the rest.
PACKAGE = "holidays"
#: In which language the package writes a country's holidays of its own accord.
_OWN_LANGUAGE = {"ID": "id", "DE": "de"}
#: Between two that fall on one day.
_AND = "; "


def shown_name(name: str, *, source: str, calendar: str) -> str:
    """As the reader calls it. What staff wrote stays.

    Args:
        source: who said so, as `Holiday.source`.
        calendar: a country with or without a part of it: `ID`, `DE-BE`.
    """
    return holiday_name(name, calendar=calendar, speaking=language()) if PACKAGE in source else name


def holiday_name(english: str, *, calendar: str, speaking: str) -> str:
    """An English name of the package in another language."""
    country = calendar.partition("-")[0]
    if _OWN_LANGUAGE.get(country) != speaking:
        with spoken_in(speaking):
            return _AND.join(said(each) for each in english.split(_AND))
    return _AND.join(_one(each, country) for each in english.split(_AND))


def _one(english: str, country: str) -> str:
    names = _names(country)
    if english in names:
        return names[english]
    for pattern, own in _labels(country):
        if (found := pattern.fullmatch(english)) is not None:
            return own % _one(found[1], country)
    return english


@cache
def _names(country: str) -> dict[str, str]:
    """English name → own."""
    return {into: own for own, into in _catalogue(country).items() if "%s" not in own}


@cache
def _labels(country: str) -> list[tuple[re.Pattern[str], str]]:
    """What is said around a name: "%s (estimated)"."""
    return [
        (re.compile(re.escape(into).replace("%s", "(.+)")), own)
        for own, into in _catalogue(country).items()
        if own.count("%s") == into.count("%s") == 1
    ]


@cache
def _catalogue(country: str) -> dict[str, str]:
    """Own name → English; empty where the package brings none."""
    package = find_spec(PACKAGE)
    places = package.submodule_search_locations if package else None
    for place in places or ():
        file = Path(place) / "locale" / "en_US" / "LC_MESSAGES" / f"{country}.mo"
        if file.is_file():
            with file.open("rb") as opened:
                return _read(gettext.GNUTranslations(opened))
    return {}


def _read(catalogue: gettext.GNUTranslations) -> dict[str, str]:
    # The class has no public way to list what it knows.
    known: dict[object, str] = catalogue._catalog  # type: ignore[attr-defined]
    return {own: into for own, into in known.items() if isinstance(own, str) and own}
