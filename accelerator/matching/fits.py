"""The fit of every pair of a proposal, kept small: what each part is worth by itself. All the rest
follows from that and from the proposal's weights."""

from collections import defaultdict
from typing import Any

from accelerator.matching.models import Matching
from accelerator.matching.queries.gathering import Gathered
from accelerator.matching.rules.fit import Fit, Part, Weights, weighed
from accelerator.matching.rules.problem import Pair

#: In this order the values stand in a row, behind the minutes in common.
ORDER = tuple(part for part in Part if part is not Part.NOTHING_KNOWN)
#: Startup to mentor to the row of the two.
Plain = dict[str, dict[str, list[int | None]]]


def frozen_fits(gathered: Gathered) -> Plain:
    """Of every pair, so that a change by hand needs no new question."""
    plain: Plain = defaultdict(dict)
    for (startup, mentor), values in gathered.values.items():
        row = [gathered.minutes[startup, mentor], *(values[part] for part in ORDER)]
        plain[startup][mentor] = row
    return dict(plain)


class Fits:
    """Of a proposal, also of pairs that are ruled out."""

    def __init__(self, matching: Matching) -> None:
        self._rows: Plain = matching.result["fits"]
        self._weights = Weights(**matching.settings["weights"])

    def fit(self, pair: Pair) -> Fit | None:
        row = self._row(pair)
        if row is None:
            return None
        return weighed(dict(zip(ORDER, row[1:], strict=True)), weights=self._weights)

    def total(self, pair: Pair) -> int | None:
        fit = self.fit(pair)
        return fit.total if fit else None

    def minutes(self, pair: Pair) -> int | None:
        row = self._row(pair)
        return row[0] if row else None

    def _row(self, pair: Pair) -> list[int | None] | None:
        return self._rows.get(pair[0], {}).get(pair[1])


def plain_parts(fit: Fit) -> list[dict[str, Any]]:
    """As rows of pairs keep them (`ProposedPair.parts`)."""
    return [
        {"part": p.part, "weight": p.weight, "value": p.value, "points": p.contribution}
        for p in fit.parts
    ]
