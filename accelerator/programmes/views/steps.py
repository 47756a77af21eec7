"""The overview of a cohort in the shapes that components show."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import current_app, url_for

from accelerator.programmes.models import Cohort, Phase
from accelerator.programmes.names import PHASES
from accelerator.programmes.queries import Advice, Tile

#: The way of a cohort; archived is no step of it.
_WAY = (
    Phase.DRAFT,
    Phase.PUBLISHED,
    Phase.REVIEW,
    Phase.SELECTION,
    Phase.ANNOUNCED,
    Phase.RUNNING,
    Phase.ENDED,
)


@dataclass(frozen=True)
class PhaseStep:
    """`state` is done, current or todo."""

    label: str
    state: str


def phase_steps(cohort: Cohort) -> list[PhaseStep]:
    at = _WAY.index(cohort.phase) if cohort.phase in _WAY else len(_WAY)
    return [
        PhaseStep(str(PHASES[phase][0]), "done" if n < at else "current" if n == at else "todo")
        for n, phase in enumerate(_WAY)
    ]


def step_links(cohort: Cohort, advice: Iterable[Advice]) -> list[tuple[str, str, str | None]]:
    """(what to do, what the link says, where it leads) of each."""
    return [(each.sentence, each.label, _url(cohort, each)) for each in advice]


def tile_links(cohort: Cohort, tiles: Iterable[Tile]) -> list[tuple[int | str, str, str | None]]:
    """(number, what it counts, where from) of each."""
    return [(each.value, str(each.label), _url(cohort, each)) for each in tiles]


def _url(cohort: Cohort, target: Advice | Tile) -> str | None:
    if target.endpoint not in current_app.view_functions:
        return None
    values = {"cohort_id": cohort.id} | target.values
    return url_for(target.endpoint, **{k: v for k, v in values.items() if v is not None})
