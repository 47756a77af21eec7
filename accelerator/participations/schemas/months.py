"""Numbers, months and what becomes of alumni in JSON. Money comes and goes as money."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue

from accelerator.participations.models import CheckIn, Disposition, FollowUp, Metric, Unit
from accelerator.participations.queries.startups import state_of
from accelerator.participations.rules.numbers import LARGEST
from accelerator.participations.services.checking_in import LONGEST, Said
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.core.money import Money
from hub.web.api import Body, Day, Instant, Line, MoneyShown, Paragraph, Shown

#: Of a metric; a `Unit` of spaces is something else.
UnitName = Literal["count", "money"]
NumberShown = int | MoneyShown
Bounded = Annotated[int, Field(ge=-LARGEST, le=LARGEST)]
_MONTH: dict[str, JsonValue] = {
    "numbers": {
        "revenue": {"amount_minor": 8_400_000_000, "currency": "IDR"},
        "paying-customers": 12,
        "jobs": None,
    },
    "highlights": "The first district pays.",
    "version": 1,
}


class MoneySaid(Body):
    amount_minor: Bounded
    currency: Line = Field(max_length=3, examples=["IDR"])


Numbers = Annotated[
    dict[str, Bounded | MoneySaid | None],
    Field(max_length=100, description="By the metric's key; null: we do not know."),
]


class MonthSaid(Body):
    """A month as its startup reports it."""

    model_config = ConfigDict(json_schema_extra={"examples": [_MONTH]})

    numbers: Numbers
    highlights: Paragraph = Field(default="", max_length=LONGEST)
    help_wanted: Paragraph = Field(default="", max_length=LONGEST)
    meant: bool = Field(default=False, description="Also a number ten times the last one.")
    version: int = Field(ge=1, le=10**9, description="Of the month, as you saw it.")

    def said(self, metrics: Iterable[Metric], *, currency: str) -> Said:
        """Raises: Invalid."""
        return Said(
            plain(self.numbers, metrics, currency=currency),
            highlights=self.highlights,
            help_wanted=self.help_wanted,
            is_meant=self.meant,
        )


class FollowUpSaid(Body):
    disposition: Disposition
    numbers: Numbers = Field(default_factory=dict)
    note: Paragraph = Field(default="", max_length=LONGEST)


class CheckInShown(Shown):
    """One month of a startup."""

    id: UUID
    participation: UUID
    month: Day = Field(description="Its first day.")
    state: str = Field(description="later, open, overdue, submitted or read", examples=["open"])
    opens_at: Instant
    due_at: Instant
    submitted_at: Instant | None
    read_at: Instant | None = Field(description="By staff; until then it may be changed.")
    version: int

    @classmethod
    def of(cls, check_in: CheckIn) -> "CheckInShown":
        return cls(**_brief(check_in))


class CohortCheckInShown(CheckInShown):
    startup_name: str

    @classmethod
    def of(cls, check_in: CheckIn) -> "CohortCheckInShown":
        return cls(**_brief(check_in), startup_name=check_in.participation.startup.name)


class CheckInInFullShown(CheckInShown):
    """With what was said, beside the month before and where the startup began."""

    numbers: dict[str, NumberShown] = Field(description="By the metric's key.")
    before: dict[str, NumberShown] = Field(description="The last one known of each.")
    baseline: dict[str, NumberShown] = Field(description="What the application said.")
    highlights: str
    help_wanted: str

    @classmethod
    def with_numbers(
        cls,
        check_in: CheckIn,
        *,
        numbers: dict[str, NumberShown],
        before: dict[str, NumberShown],
        baseline: dict[str, NumberShown],
    ) -> "CheckInInFullShown":
        return cls(
            **_brief(check_in),
            numbers=numbers,
            before=before,
            baseline=baseline,
            highlights=check_in.highlights,
            help_wanted=check_in.help_wanted,
        )


class FollowUpShown(Shown):
    """What became of an alumnus, so many months after the cohort's end."""

    id: UUID
    months: int
    due_on: Day
    disposition: Disposition | None
    numbers: dict[str, NumberShown]
    note: str
    answered_at: Instant | None

    @classmethod
    def of(cls, asked: FollowUp, metrics: Iterable[Metric], *, currency: str) -> "FollowUpShown":
        own = set(cls.model_fields) - {"numbers"}
        return cls(
            **{name: getattr(asked, name) for name in own},
            numbers=shown(asked.numbers, metrics, currency=currency),
        )


def shown(
    numbers: Mapping[str, int], metrics: Iterable[Metric], *, currency: str
) -> dict[str, NumberShown]:
    """Of the metrics that are followed; amounts as money."""
    units = {metric.key: metric.unit for metric in metrics}
    return {
        key: MoneyShown.of(Money(number, currency)) if units[key] is Unit.MONEY else number
        for key, number in numbers.items()
        if key in units
    }


def plain(
    numbers: Mapping[str, int | MoneySaid | None], metrics: Iterable[Metric], *, currency: str
) -> dict[str, int | None]:
    """As they are kept. What is not followed is for the service to refuse. Raises: Invalid."""
    units = {metric.key: metric.unit for metric in metrics}
    found: dict[str, int | None] = {}
    errors: dict[str, list[str]] = {}
    for key, number in numbers.items():
        is_money = units.get(key) is Unit.MONEY
        if isinstance(number, MoneySaid):
            if units.get(key) is Unit.COUNT:
                errors[f"numbers.{key}"] = [_("This is a number, not an amount of money.")]
            elif is_money and number.currency != currency:
                sentence = _("Amounts are counted in %(currency)s here.", currency=currency)
                errors[f"numbers.{key}"] = [sentence]
            found[key] = number.amount_minor
        else:
            if is_money and number is not None:
                errors[f"numbers.{key}"] = [_("This is an amount of money, with its currency.")]
            found[key] = number
    if errors:
        raise Invalid(next(iter(errors.values()))[0], errors=errors)
    return found


def _brief(check_in: CheckIn) -> dict[str, Any]:
    as_they_are = ("id", "month", "opens_at", "due_at", "submitted_at", "version")
    return {
        **{name: getattr(check_in, name) for name in as_they_are},
        "participation": check_in.participation_id,
        "state": state_of(check_in) or "later",
        "read_at": check_in.reviewed_at,
    }
