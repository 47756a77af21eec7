"""Runs as they are kept, and what changed from one to the next."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from accelerator.reviews.rules.graphs import Group
from accelerator.reviews.rules.scores import Band, Disconnected, Note, Scale, Scored, Scores


@dataclass(frozen=True)
class Move:
    """One application in two runs; None where a run does not rank it. `up` counts ranks won."""

    application: str
    rank_before: int | None
    rank_after: int | None
    before: float | None
    after: float | None
    band_before: Band | None
    band_after: Band | None
    in_before: bool
    in_after: bool

    @property
    def up(self) -> int | None:
        if self.rank_before is None or self.rank_after is None:
            return None
        return self.rank_before - self.rank_after


def compare(before: Scores, after: Scores) -> tuple[Move, ...]:
    """Every application of either run, in the order of the later one. `in_…`: among the seats of
    that run by calibrated rank."""
    old = {each.application: each for each in before.applications}
    new = {each.application: each for each in after.applications}
    gone = [id_ for id_ in old if id_ not in new]
    return tuple(_move(id_, old, runs=(before, after), new=new) for id_ in [*new, *gone])


def to_json(scores: Scores) -> dict[str, Any]:
    return asdict(scores)


def from_json(kept: Mapping[str, Any]) -> Scores:
    """What `to_json` made, also after a database has turned tuples into lists."""
    refusal = kept["refusal"]
    return Scores(
        **{
            **kept,
            "applications": tuple(_scored(each) for each in kept["applications"]),
            "readers": tuple(Scale(**each) for each in kept["readers"]),
            "notes": tuple(Note(note) for note in kept["notes"]),
            "refusal": refusal and _disconnected(refusal),
        }
    )


def _scored(told: Mapping[str, Any]) -> Scored:
    band = told["band"]
    return Scored(**{**told, "band": None if band is None else Band(band)})


def _disconnected(told: Mapping[str, Any]) -> Disconnected:
    return Disconnected(
        groups=tuple(
            Group(tuple(group["applications"]), tuple(group["readers"])) for group in told["groups"]
        ),
        joining=tuple((application, reader) for application, reader in told["joining"]),
    )


def _move(
    application: str,
    old: Mapping[str, Scored],
    *,
    runs: tuple[Scores, Scores],
    new: Mapping[str, Scored],
) -> Move:
    nothing = Scored(application, n=0)
    before, after = old.get(application, nothing), new.get(application, nothing)
    return Move(
        application=application,
        rank_before=before.rank,
        rank_after=after.rank,
        before=before.calibrated,
        after=after.calibrated,
        band_before=before.band,
        band_after=after.band,
        in_before=before.rank is not None and before.rank <= runs[0].seats,
        in_after=after.rank is not None and after.rank <= runs[1].seats,
    )
