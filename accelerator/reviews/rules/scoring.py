"""What the marks of a round come to: raw figures, and calibrated ones beside them.

Calibrated values take out how strict each reader is (`crossed`), with intervals and the probability
of being among the best. They never decide: bands show people where to look. Everything is a
function of the marks and can be made anew at any time.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import fmean, median, stdev

import numpy as np

from accelerator.reviews.rules.crossed import Crossed, Fit
from accelerator.reviews.rules.graphs import Pair, components, joining_pairs
from accelerator.reviews.rules.rubric import Line, total
from accelerator.reviews.rules.scores import (
    Band,
    Disconnected,
    Mark,
    Note,
    Scale,
    Scored,
    Scores,
)

__all__ = [
    "METHOD",
    "Band",
    "Disconnected",
    "Mark",
    "Note",
    "Scale",
    "Scored",
    "Scores",
    "score",
    "totals_of",
    "what_if",
]

#: Changes whenever the same marks would come to other numbers.
METHOD = "crossed-effects-1"
DRAWS = 4000
EQUAL = 1e-9
SURE = 0.9
#: Half of an interval that holds 95 of 100, in standard errors.
HALF_INTERVAL = 1.96
#: Fewer reads than this beyond what the effects use up, and the spreads are a guess.
FEW_TO_SPARE = 5


def score(
    marks: Iterable[Mark],
    lines: Sequence[Line],
    *,
    seats: int,
    applications: Iterable[str] = (),
    seed: int = 1,
) -> Scores:
    """Everything at once.

    Args:
        marks: reviews that are in, at most one of a reader for an application (ValueError).
        lines: the rubric. A criterion of weight 0 is independent: it counts nothing.
        seats: how many are wanted; it decides what `p_top` is about.
        applications: all of the round; those without marks are listed last.
        seed: of the draws behind `p_top`.
    """
    totals = totals_of(marks, lines)
    raw = _raw(totals, applications)
    run = Scores(
        method=METHOD,
        seats=seats,
        weights={line.key: line.weight for line in sorted(lines, key=lambda line: line.key)},
        applications=_in_order(raw.values()),
        readers=_readers(totals),
    )
    groups = components((), pairs=totals)
    if not totals:
        return replace(run, notes=(Note.NO_MARKS,))
    if len(groups) > 1:
        return replace(run, refusal=Disconnected(groups, joining_pairs(groups)))
    plain = _without_model(run, totals, raw=raw)
    return plain or _calibrated(run, totals, raw=raw, seed=seed)


def what_if(
    marks: Iterable[Mark],
    lines: Sequence[Line],
    *,
    weights: Mapping[str, int],
    seats: int,
    seed: int = 1,
) -> Scores:
    """The same with other weights (by criterion; what is not named keeps its own) or seats."""
    changed = [replace(line, weight=weights.get(line.key, line.weight)) for line in lines]
    return score(marks, changed, seats=seats, seed=seed)


def totals_of(marks: Iterable[Mark], lines: Sequence[Line]) -> dict[Pair, float]:
    """Each review's weighted mean over what it scored, on the rubric's scale, by (application,
    reader) in order of ids; reviews that scored nothing that counts are left out."""
    totals: dict[Pair, float | None] = {}
    for mark in marks:
        pair = mark.application, mark.reader
        if pair in totals:
            raise ValueError(f"two reviews of the same application by the same reader: {pair}")
        given = {key: value for key, value in mark.scores.items() if value is not None}
        totals[pair] = total(lines, given)
    return {pair: value for pair, value in sorted(totals.items()) if value is not None}


def _raw(totals: Mapping[Pair, float], applications: Iterable[str]) -> dict[str, Scored]:
    values: dict[str, list[float]] = {id_: [] for id_ in sorted(applications)}
    for (application, _reader), value in totals.items():
        values.setdefault(application, []).append(value)
    means = {id_: fmean(its) for id_, its in values.items() if its}
    ranks = _ranks(means)
    return {
        id_: Scored(
            id_,
            n=len(its),
            mean=means[id_],
            median=median(its),
            spread=stdev(its) if len(its) > 1 else None,
            raw_rank=ranks[id_],
        )
        if its
        else Scored(id_, n=0)
        for id_, its in values.items()
    }


def _readers(totals: Mapping[Pair, float]) -> tuple[Scale, ...]:
    values: dict[str, list[float]] = defaultdict(list)
    for (_application, reader), value in totals.items():
        values[reader].append(value)
    return tuple(
        Scale(id_, n=len(its), mean=fmean(its), constant=len(its) > 2 and len(set(its)) == 1)
        for id_, its in sorted(values.items())
    )


def _without_model(
    run: Scores, totals: Mapping[Pair, float], *, raw: Mapping[str, Scored]
) -> Scores | None:
    """Where there is nothing to fit, what can be said all the same; None where there is."""
    values = list(totals.values())
    marked = [each for each in raw.values() if each.n]
    if len(run.readers) == 1 and len(marked) > 1 and max(values) - min(values) > EQUAL:
        note, error, chance = Note.ONE_READER, None, None
    elif len(marked) == 1:
        note, chance = Note.ONE_APPLICATION, float(min(1, max(0, run.seats)))
        error = marked[0].spread / marked[0].n ** 0.5 if marked[0].spread is not None else None
    elif max(values) - min(values) < EQUAL:
        note, error, chance = Note.ALL_EQUAL, 0.0, min(1.0, max(0, run.seats) / len(marked))
    else:
        return None
    told = {
        each.application: _told(each, value=each.mean or 0.0, error=error, chance=chance)
        for each in marked
    }
    return replace(
        run,
        applications=_ranked({**raw, **told}),
        notes=(note,),
        mean=fmean(values),
    )


def _calibrated(
    run: Scores, totals: Mapping[Pair, float], *, raw: Mapping[str, Scored], seed: int
) -> Scores:
    applications = [id_ for id_, each in raw.items() if each.n]
    number = {id_: index for index, id_ in enumerate(applications)}
    reader_number = {each.reader: index for index, each in enumerate(run.readers)}
    model = Crossed(
        np.array(list(totals.values())),
        np.array([number[application] for application, _reader in totals]),
        readers=np.array([reader_number[reader] for _application, reader in totals]),
    )
    fit = model.solve(*model.ratios())
    chances = fit.chances(run.seats, draws=DRAWS, seed=seed)
    told = {
        id_: _told(
            raw[id_],
            value=float(fit.values[index]),
            error=float(fit.errors[index]),
            chance=float(chances[index]),
        )
        for id_, index in number.items()
    }
    return replace(
        run,
        applications=_ranked({**raw, **told}),
        readers=tuple(
            _with_offset(scale, fit, index=index) for index, scale in enumerate(run.readers)
        ),
        notes=_notes(fit, spare=len(totals) - len(applications) - len(run.readers) + 1),
        mean=fit.mean,
        sd_applications=(fit.application_ratio * fit.noise) ** 0.5,
        sd_readers=(fit.reader_ratio * fit.noise) ** 0.5,
        sd_noise=fit.noise**0.5,
        reliability=fit.application_ratio
        / (fit.application_ratio + len(applications) / len(totals)),
    )


def _told(raw: Scored, *, value: float, error: float | None, chance: float | None) -> Scored:
    half = None if error is None else HALF_INTERVAL * error
    return replace(
        raw,
        calibrated=value,
        error=error,
        low=None if half is None else value - half,
        high=None if half is None else value + half,
        p_top=chance,
        band=None if chance is None else _band(chance),
    )


def _band(chance: float) -> Band:
    if chance >= SURE:
        return Band.CLEAR_YES
    return Band.CLEAR_NO if chance <= 1 - SURE else Band.BORDERLINE


def _with_offset(scale: Scale, fit: Fit, *, index: int) -> Scale:
    offset, error = float(fit.offsets[index]), float(fit.offset_errors[index])
    half = HALF_INTERVAL * error
    return replace(scale, offset=offset, error=error, low=offset - half, high=offset + half)


def _notes(fit: Fit, *, spare: int) -> tuple[Note, ...]:
    found = {
        Note.NO_DIFFERENCE: fit.application_ratio == 0,
        Note.NO_OFFSETS: fit.reader_ratio == 0,
        Note.THIN: spare < FEW_TO_SPARE,
    }
    return tuple(note for note, is_so in found.items() if is_so)


def _ranks(values: Mapping[str, float]) -> dict[str, int]:
    """1 for the highest; what differs by rounding only shares a rank."""
    ranks: dict[str, int] = {}
    last, rank = float("inf"), 0
    for place, (id_, value) in enumerate(sorted(values.items(), key=lambda item: -item[1]), 1):
        if last - value > EQUAL:
            last, rank = value, place
        ranks[id_] = rank
    return ranks


def _ranked(applications: Mapping[str, Scored]) -> tuple[Scored, ...]:
    values = {id_: s.calibrated for id_, s in applications.items() if s.calibrated is not None}
    ranks = _ranks(values)
    return _in_order(replace(s, rank=ranks.get(id_)) for id_, s in applications.items())


def _in_order(applications: Iterable[Scored]) -> tuple[Scored, ...]:
    last = float("inf")
    return tuple(
        sorted(applications, key=lambda s: (s.rank or last, s.raw_rank or last, s.application))
    )
