"""The ranking as pages draw it: rows with their charts, readers' scales, and all of it in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask import request, url_for

from accelerator.applications.models import Application
from accelerator.reviews.models import Round, ScoreRun
from accelerator.reviews.queries.fallen import FallenOut
from accelerator.reviews.queries.ranking import (
    Inputs,
    outdated,
    ranked_applications,
    reader_names,
)
from accelerator.reviews.rules.comparing import Move, compare
from accelerator.reviews.rules.scores import Band, Note, Scale, Scored, Scores
from accelerator.reviews.views.reading_page import decimal_sign, written
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.core.i18n import ngettext

PAGE = 50
BANDS: dict[Band, tuple[Any, str]] = {
    Band.CLEAR_YES: (_l("Clear yes"), "ok"),
    Band.BORDERLINE: (_l("Borderline"), "warn"),
    Band.CLEAR_NO: (_l("Clear no"), ""),
}
NOTES: dict[Note, Any] = {
    Note.NO_MARKS: _l("No marks are in yet."),
    Note.ONE_READER: _l(
        "There is one reader only: nobody to compare with, so the marks stand as they are."
    ),
    Note.ONE_APPLICATION: _l("There is one application only."),
    Note.ALL_EQUAL: _l("All marks are equal; they tell nobody apart."),
    Note.NO_DIFFERENCE: _l(
        "The marks tell the readers apart, but not the applications. Talk, do not rank."
    ),
    Note.NO_OFFSETS: _l("No reader is stricter or kinder than chance would have it."),
    Note.THIN: _l("There are few marks for so many readers: take the intervals as a guess."),
}


@dataclass(frozen=True)
class Chart:
    """An interval on the rubric's scale, in hundredths of the width."""

    low: float | None
    high: float | None
    value: float | None
    raw: float | None

    @property
    def width(self) -> float:
        return max(0.0, (self.high or 0.0) - (self.low or 0.0))


@dataclass(frozen=True)
class RankedRow:
    scored: Scored
    application: Application
    chart: Chart
    #: In a what-if: how it stands beside the run that is kept.
    move: Move | None = None

    @property
    def band(self) -> tuple[str, str]:
        found = BANDS.get(self.scored.band) if self.scored.band else None
        return (str(found[0]), found[1]) if found else ("", "")

    @property
    def chance(self) -> str:
        """83 %"""
        return per_cent(self.scored.p_top)

    @property
    def moved(self) -> str:
        """+3 · −2 · nothing where it stays or is not ranked"""
        up = self.move.up if self.move else None
        return "" if not up else (f"+{up}" if up > 0 else f"−{-up}")

    @property
    def interval(self) -> str:
        """3.2 to 4.1"""
        if self.scored.low is None or self.scored.high is None:
            return ""
        return _("%(low)s to %(high)s", low=shown(self.scored.low), high=shown(self.scored.high))


@dataclass(frozen=True)
class ScaleRow:
    scale: Scale
    name: str

    @property
    def said(self) -> str:
        """1.4 below the panel"""
        offset = self.scale.offset
        if offset is None:
            return ""
        if abs(offset) < 0.05:
            return _("like the panel")
        if offset < 0:
            return _("%(by)s below the panel", by=written(-offset))
        return _("%(by)s above the panel", by=written(offset))

    @property
    def interval(self) -> str:
        if self.scale.low is None or self.scale.high is None:
            return ""
        return _("%(low)s to %(high)s", low=signed(self.scale.low), high=signed(self.scale.high))


@dataclass
class RankingPage:
    """`run` is the kept one that is shown; None while `scores` are only a what-if, or none is kept.
    `inputs` are the marks as they are in now."""

    round: Round
    inputs: Inputs
    run: ScoreRun | None
    scores: Scores | None
    before: Scores | None = None
    number: int = 1
    band: Band | None = None
    runs: Sequence[ScoreRun] = field(default_factory=list)
    fallen: FallenOut = field(default_factory=FallenOut)

    def address(self, **changed: Any) -> str:
        """This page with something else in its address; None takes it out."""
        given = {**request.args.to_dict(), **changed}
        kept = {name: value for name, value in given.items() if value is not None}
        return url_for("reviews.ranking", round_id=self.round.id, **kept)

    def file(self, ending: str) -> str:
        """All rows of what is shown, to take along."""
        asked = request.args.to_dict()
        kept: dict[str, Any] = {n: v for n, v in asked.items() if n not in ("page", "band")}
        return url_for("reviews.ranking_file", round_id=self.round.id, ending=ending, **kept)

    @property
    def is_what_if(self) -> bool:
        return self.scores is not None and self.run is None

    @property
    def is_stale(self) -> bool:
        """Marks came in, or were changed, since the run was made."""
        return self.run is not None and self.run.number in self.outdated

    @cached_property
    def outdated(self) -> set[int]:
        return outdated(self.inputs, self.round, runs=self.runs)

    @cached_property
    def chosen(self) -> list[Scored]:
        rows = self.scores.applications if self.scores else ()
        return [each for each in rows if self.band is None or each.band is self.band]

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.chosen) // PAGE))

    @cached_property
    def applications(self) -> dict[str, Application]:
        ids = [each.application for each in self._on_this_page]
        if self.scores and self.scores.refusal:
            ids += [application for application, _reader in self.scores.refusal.joining]
        return ranked_applications(ids)

    @property
    def _on_this_page(self) -> list[Scored]:
        return self.chosen[(self.number - 1) * PAGE : self.number * PAGE]

    @cached_property
    def rows(self) -> list[RankedRow]:
        moves = {m.application: m for m in compare(self.before, self.scores)} if (
            self.before and self.scores
        ) else {}  # fmt: skip
        return [
            RankedRow(each, self.applications[each.application], self._chart(each),
                      moves.get(each.application))
            for each in self._on_this_page
            if each.application in self.applications
        ]  # fmt: skip

    def _chart(self, scored: Scored) -> Chart:
        line = next((line for line in self.inputs.lines if line.weight), None)
        low, high = (line.low, line.high) if line else (1, 5)

        def at(value: float | None) -> float | None:
            if value is None:
                return None
            return round(min(100.0, max(0.0, (value - low) * 100 / (high - low))), 1)

        return Chart(at(scored.low), at(scored.high), at(scored.calibrated), at(scored.mean))

    @cached_property
    def names(self) -> dict[str, str]:
        return reader_names([each.reader for each in self.scores.readers] if self.scores else [])

    @property
    def scales(self) -> list[ScaleRow]:
        """The strictest first."""
        readers = self.scores.readers if self.scores else ()
        rows = [ScaleRow(each, self.names.get(each.reader, "")) for each in readers]
        return sorted(rows, key=lambda row: (row.scale.offset or 0.0, row.name))

    @property
    def notes(self) -> list[str]:
        return [str(NOTES[note]) for note in self.scores.notes] if self.scores else []

    @property
    def bands(self) -> list[tuple[Band, str, str, int]]:
        """(band, label, tone, how many), in order."""
        rows = self.scores.applications if self.scores else ()
        return [
            (band, str(words), tone, sum(each.band is band for each in rows))
            for band, (words, tone) in BANDS.items()
        ]

    @property
    def summary(self) -> str:
        count = len(self.scores.applications) if self.scores else 0
        marks = sum(each.n for each in self.scores.applications) if self.scores else 0
        seats = self.scores.seats if self.scores else 0
        return " · ".join(
            (
                ngettext("%(num)s application", "%(num)s applications", count),
                ngettext("%(num)s review", "%(num)s reviews", marks),
                ngettext("%(num)s seat", "%(num)s seats", seats),
            )
        )

    @property
    def joining(self) -> list[tuple[str, str]]:
        """(application, reader) that would join the groups, in words."""
        refusal = self.scores.refusal if self.scores else None
        pairs = refusal.joining if refusal else ()
        return [
            (self.applications[application].reference, self.names.get(reader, ""))
            for application, reader in pairs
            if application in self.applications
        ]

    @property
    def reliability(self) -> str:
        return per_cent(self.scores.reliability if self.scores else None)


def shown(value: float | None) -> str:
    """3.84, for tables in which tenths would tie."""
    return "" if value is None else f"{value:.2f}".replace(".", decimal_sign())


def signed(value: float) -> str:
    return f"{'+' if value >= 0 else '−'}{shown(abs(value))}"


def per_cent(share: float | None) -> str:
    if share is None:
        return ""
    if 0 < share < 0.01:
        return "< 1 %"
    return "> 99 %" if 0.99 < share < 1 else f"{share * 100:.0f} %"
