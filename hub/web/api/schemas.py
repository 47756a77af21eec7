"""The shapes of JSON at the API's door: strict on the way in, one notation on the way out."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from hub.core.i18n import gettext as _
from hub.core.money import Money
from hub.core.pagination import LARGEST
from hub.web.compression import Part

T = TypeVar("T")
D = TypeVar("D", bound=date)

_RFC3339 = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII
)
_WALL = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::00)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,18}", re.ASCII)
#: The hub knows no earlier and no later times; arithmetic near the end of the calendar fails.
YEARS = range(2000, 2201)


def unusable(sentence: str) -> PydanticCustomError:
    """For validators: a refusal of a field whose sentence is ready, in the caller's language."""
    return PydanticCustomError("hub", "{sentence}", {"sentence": sentence})


class Body(BaseModel):
    """What a caller sends. Types are exact ("1" is no number) and unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True, frozen=True)


class Query(BaseModel):
    """What a caller asks in the address, where everything is text."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


class Shown(BaseModel):
    """What we answer. Fields are listed here on purpose, so that nothing leaks by being added to a
    table."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @property
    def is_waited_for(self) -> bool:
        """A job goes on with what was asked: look again."""
        return False


@dataclass(frozen=True)
class Written:
    """What we answer as it goes over the wire, for answers that are kept a while."""

    part: Part

    @classmethod
    def of(cls, shown: Shown) -> "Written":
        return cls(Part.of(shown.model_dump_json() + "\n"))

    def __len__(self) -> int:
        return len(self.part)


def _read_instant(value: Any) -> datetime:
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(UTC)
    if not isinstance(value, str) or not _RFC3339.fullmatch(value):
        raise unusable(_("This must be a time with its offset, such as 2026-11-26T09:30:00+07:00."))
    try:
        instant = datetime.fromisoformat(value.upper().replace(" ", "T")).astimezone(UTC)
    except (ValueError, OverflowError) as odd:
        raise unusable(_("There is no such day or time.")) from odd
    return _in_our_years(instant)


def _read_wall_time(value: Any) -> datetime:
    if isinstance(value, datetime) and value.tzinfo is None:
        return value
    if not isinstance(value, str) or not _WALL.fullmatch(value):
        raise unusable(_("This must be a local time without an offset, such as 2026-11-26T09:30."))
    try:
        wall = datetime.fromisoformat(value)
    except ValueError as odd:
        raise unusable(_("There is no such day or time.")) from odd
    return _in_our_years(wall)


def _read_day(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise unusable(_("This must be a day, such as 2026-11-26."))
    try:
        day = date.fromisoformat(value)
    except ValueError as odd:
        raise unusable(_("There is no such day or time.")) from odd
    return _in_our_years(day)


def _in_our_years(moment: D) -> D:
    if moment.year not in YEARS:
        raise unusable(_("This time is too far away for the hub."))
    return moment


def _in_utc(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


#: An RFC 3339 instant: any offset comes in, UTC with Z goes out.
Instant = Annotated[
    datetime,
    BeforeValidator(_read_instant),
    PlainSerializer(_in_utc, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-11-26T02:30:00Z"]}),
]

#: What the clock on the wall shows, in a zone that is named beside it.
WallTime = Annotated[
    datetime,
    BeforeValidator(_read_wall_time),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:00)?$",
            "examples": ["2026-11-26T09:30"],
        }
    ),
]

#: A day of the calendar, wherever it is meant.
Day = Annotated[
    date,
    BeforeValidator(_read_day),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-11-26"]}),
]


def _one_line(text: str) -> str:
    if any(ord(c) < 32 or ord(c) == 127 for c in text):
        raise unusable(_("This must be one line of plain text."))
    return text


def _plain_text(text: str) -> str:
    if any((ord(c) < 32 and c not in "\n\r\t") or ord(c) == 127 for c in text):
        raise unusable(_("This contains characters that are not text."))
    return text


Line = Annotated[str, AfterValidator(_one_line)]
Paragraph = Annotated[str, AfterValidator(_plain_text)]


def _whole_number(value: Any) -> Any:
    """Python would also read "٣" and "1_000" as numbers."""
    if isinstance(value, str) and not _WHOLE.fullmatch(value.strip()):
        raise unusable(_("This must be a whole number."))
    return value


#: A whole number in an address.
Whole = Annotated[int, BeforeValidator(_whole_number)]

Limit = Annotated[
    Whole,
    Field(ge=1, le=10**18, description=f"How many at most; more than {LARGEST} is {LARGEST}."),
]
Cursor = Annotated[
    Line,
    Field(
        max_length=1000,
        description="`next` of the page before, unchanged.",
        json_schema_extra={"pattern": "^[A-Za-z0-9_-]*$"},
    ),
]


class Paged(Query):
    """A list's page."""

    limit: Limit = 20
    cursor: Cursor | None = None


class ListShown(Shown, Generic[T]):
    items: list[T]
    next: str | None = Field(
        default=None, description="Ask again with this as `cursor` for what follows; null: no more."
    )


class MoneyShown(Shown):
    """Whole minor units: 11100000 IDR are Rp 111,000; 1250 EUR are 12.50 euros."""

    amount_minor: int
    currency: str = Field(description="ISO 4217", examples=["IDR"])

    @classmethod
    def of(cls, money: Money) -> "MoneyShown":
        return cls(amount_minor=money.minor, currency=money.currency)
