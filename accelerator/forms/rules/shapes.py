"""What a question asks for, read from its settings: one place that knows their names."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from babel import Locale

from accelerator.forms.rules.definition import Question
from accelerator.forms.rules.settings import ColumnKind, FileKind, Kind, Option, options_in
from accelerator.vocabulary import terms
from accelerator.vocabulary.words import in_words
from hub.core.i18n import gettext as _
from hub.core.i18n import locale

TERM_KINDS: dict[str, type[StrEnum]] = {
    "sector": terms.Sector,
    "stage": terms.Stage,
    "dimension": terms.Dimension,
    "expertise": terms.Expertise,
}
#: The choice beside the given ones, where a question allows it; kept as `other:what they wrote`.
OTHER = "other"
MOST_MB, MOST_FILES, MOST_ROWS = 25, 1, 12
EXTENSIONS: dict[FileKind, tuple[str, ...]] = {
    FileKind.PDF: (".pdf",),
    FileKind.SLIDES: (".pptx", ".ppt", ".odp", ".key"),
    FileKind.DOCUMENT: (".docx", ".doc", ".odt", ".rtf"),
    FileKind.SHEET: (".xlsx", ".xls", ".ods", ".csv"),
    FileKind.PICTURE: (".jpg", ".jpeg", ".png", ".webp"),
    FileKind.VIDEO: (".mp4", ".mov", ".webm"),
}


@dataclass(frozen=True)
class Column:
    """Of a table of rows, in the reader's language."""

    key: str
    label: str
    kind: ColumnKind
    required: bool
    options: tuple[Option, ...] = ()


def options_of(question: Question) -> tuple[Option, ...]:
    """What can be chosen, in the reader's language, without the "other" of one's own words."""
    if question.kind is Kind.COUNTRY:
        return countries()
    if term := question.settings.get("terms"):
        return tuple(Option(key, label) for key, label in terms.choices(TERM_KINDS[term]))
    return options_in(question.settings.get("options", []))


def option_keys(question: Question) -> frozenset[str]:
    if term := question.settings.get("terms"):
        return frozenset(member.value for member in TERM_KINDS[term])
    if question.kind is Kind.COUNTRY:
        return country_codes()
    return frozenset(each["key"] for each in question.settings.get("options", []))


def takes_other(question: Question) -> bool:
    return bool(question.settings.get("other"))


def columns_of(question: Question) -> tuple[Column, ...]:
    """Of a team table."""
    return tuple(
        Column(
            key=each["key"],
            label=in_words(each["label"]) or each["key"],
            kind=ColumnKind(each["kind"]),
            required=each["required"],
            options=_options_in_column(each["kind"], each.get("options", [])),
        )
        for each in question.settings.get("columns", [])
    )


def _options_in_column(kind: str, kept: list[dict[str, dict[str, str]]]) -> tuple[Option, ...]:
    given: dict[str, Callable[[], tuple[Option, ...]]] = {
        ColumnKind.YES_NO: lambda: (Option("yes", _("Yes")), Option("no", _("No"))),
        ColumnKind.COUNTRY: countries,
    }
    return given[kind]() if kind in given else options_in(kept)


def lines_of(question: Question) -> tuple[Option, ...]:
    """The rows of a matrix."""
    return options_in(question.settings.get("rows", []))


def matrix_columns_of(question: Question) -> tuple[Option, ...]:
    return options_in(question.settings.get("columns", []))


def currencies_of(question: Question) -> tuple[str, ...]:
    """The first is what is proposed."""
    return tuple(question.settings.get("currencies", ("IDR",)))


def row_bounds(question: Question) -> tuple[int, int]:
    least = question.settings.get("min_rows", 0)
    return least, max(least, question.settings.get("max_rows", MOST_ROWS))


def places_of(question: Question) -> int:
    """How many of a ranking's options are put in order."""
    options = len(option_keys(question))
    return int(min(options, question.settings.get("places", options)))


def file_kinds_of(question: Question) -> tuple[FileKind, ...]:
    return tuple(FileKind(each) for each in question.settings.get("kinds", [FileKind.PDF.value]))


def largest_mb(question: Question) -> int:
    return int(question.settings.get("max_mb", MOST_MB))


def most_files(question: Question) -> int:
    return int(question.settings.get("at_most", MOST_FILES))


def bound(question: Question, name: str) -> Decimal | None:
    """`minimum` or `maximum` of a number or an amount, in whole units."""
    value = question.settings.get(name)
    return None if value is None else Decimal(value)


#: What CLDR also lists under two letters: unions, placeholders, parts of countries.
_NO_COUNTRIES = frozenset(
    ["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"]
)


@lru_cache(maxsize=1)
def country_codes() -> frozenset[str]:
    """ISO 3166-1 alpha-2."""
    known = map(str, Locale.parse("en_GB").territories)
    return frozenset(c for c in known if len(c) == 2 and c.isalpha() and c not in _NO_COUNTRIES)


def countries() -> tuple[Option, ...]:
    """By name, in the reader's language."""
    return _countries_in(locale())


@lru_cache(maxsize=8)
def _countries_in(babel_locale: str) -> tuple[Option, ...]:
    names = Locale.parse(babel_locale).territories
    named = [Option(code, str(names.get(code, code))) for code in country_codes()]
    return tuple(sorted(named, key=lambda each: _sortable(each.label)))


def _sortable(name: str) -> str:
    """Ägypten stands with A."""
    return name.translate(str.maketrans("ÄÖÜÅÉäöüåé", "AOUAEaouae")).casefold()


def country_name(code: str) -> str:
    names = Locale.parse(locale()).territories
    return str(names.get(code, code)) if code in country_codes() else code
