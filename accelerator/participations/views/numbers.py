"""Numbers over the months, as the pages show them."""

from dataclasses import dataclass

from accelerator.participations.models import CheckIn, Metric, Participation, Unit
from accelerator.participations.rules.numbers import spark
from accelerator.vocabulary.words import in_words
from hub.core.formats import money, number
from hub.core.money import Money

WIDTH, HEIGHT = 120, 28


@dataclass(frozen=True)
class NumberShown:
    """A metric's newest value, where it began, how it changed, and a line of its months."""

    name: str
    now: str
    baseline: str
    change: str
    #: Points of the line in a box of 120 by 28, as an SVG attribute.
    points: str


def shown_numbers(
    participation: Participation,
    metrics: list[Metric],
    *,
    series: dict[str, list[tuple[CheckIn, int]]],
) -> list[NumberShown]:
    """Those of which anything is known."""
    found, currency = [], participation.cohort.programme.currency
    for metric in metrics:
        values = [amount for _check_in, amount in series.get(metric.key, [])]
        began = participation.baseline.get(metric.key)
        if not values and began is None:
            continue
        line: list[int | None] = [*([began] if began is not None else []), *values]
        newest = values[-1] if values else None
        changed = newest - began if newest is not None and began is not None else None
        found.append(
            NumberShown(
                name=in_words(metric.name),
                now=written(newest, metric, currency=currency),
                baseline=written(began, metric, currency=currency),
                change=_signed(changed, metric, currency=currency),
                points=" ".join(f"{x},{y}" for x, y in spark(line, width=WIDTH, height=HEIGHT)),
            )
        )
    return found


def written(value: int | None, metric: Metric, *, currency: str) -> str:
    """As people write it; nothing for what is not known."""
    if value is None:
        return ""
    if metric.unit is Unit.MONEY:
        return money(Money(value, currency))
    return number(value)


def _signed(value: int | None, metric: Metric, *, currency: str) -> str:
    if not value:
        return ""
    return ("+" if value > 0 else "−") + written(abs(value), metric, currency=currency)
