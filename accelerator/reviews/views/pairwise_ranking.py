"""The ranking of a round of pairs, for its managers."""

from dataclasses import dataclass
from typing import Any

from flask.typing import ResponseReturnValue

from accelerator.applications.models import Application
from accelerator.reviews.models import Round
from accelerator.reviews.queries.fallen import fallen_comparisons
from accelerator.reviews.queries.pairwise import standings_in
from accelerator.reviews.rules.pairwise import Relation, Standings, Strength
from accelerator.reviews.views.rounds_frame import page
from accelerator.reviews.views.scoring_page import Chart, per_cent, signed
from hub.accounts.sign_in import signed_in_person
from hub.core.i18n import gettext as _


@dataclass(frozen=True)
class StrengthRow:
    """`beats_next` says how likely it is put before the one below it."""

    strength: Strength
    application: Application
    chart: Chart
    beats_next: str


def pairs_page(round_: Round) -> ResponseReturnValue:
    known, applications = standings_in(round_, signed_in_person())
    rows = [row for row in known.strengths if row.application in applications]
    reach = max([1.0, *(abs(edge) for row in rows for edge in (row.low or 0, row.high or 0))])
    shown = [
        StrengthRow(
            row,
            applications[row.application],
            _chart(row, reach),
            _before_next(known, rows, place=place),
        )
        for place, row in enumerate(rows)
    ]
    groups: dict[int, list[Any]] = {}
    for row in shown:
        groups.setdefault(row.strength.group, []).append(row)
    uncounted = fallen_comparisons(round_, {each.id for each in applications.values()})
    return page("ranking_pairs", round_, groups=list(groups.values()), signed=signed,
                uncounted=uncounted)  # fmt: skip


def _chart(row: Strength, reach: float) -> Chart:
    def at(value: float | None) -> float | None:
        return None if value is None else round((value + reach) * 50 / reach, 1)

    return Chart(at(row.low), at(row.high), at(row.strength), None)


def _before_next(known: Standings, rows: list[Strength], *, place: int) -> str:
    """What is known of it and the next one in its group, in words."""
    below = rows[place + 1] if place + 1 < len(rows) else None
    row = rows[place]
    if below is None or below.group != row.group or row.strength is None:
        return ""
    if known.relation(row.application, below.application) is Relation.UNKNOWN:
        return _("unknown")
    return per_cent(known.chance(row.application, below.application))
