"""Marks as the sum of what an application is worth and how strict its reader is.

y_ij = mu + f_i + b_j + e_ij with f ~ N(0, F²), b ~ N(0, B²), e ~ N(0, E²): crossed random effects,
as used at NIPS since 2002 (Platt and Burges; Lawrence 2014). The variances maximise the restricted
likelihood (REML, Patterson and Thompson 1971); the effects solve Henderson's mixed model equations
(1950). Applications are absorbed, so that what is solved is as large as the panel, not the intake.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.intp]

#: Ratios of variances that are tried: none, then from a ten-thousandth to ten thousand times E².
WIDEST = 4.0
FINENESS = 9
ZOOMS = 10
#: Marks without any contradiction are still taken to be this uncertain, as a share of their spread.
LEAST_NOISE = 1e-3


@dataclass(frozen=True)
class Fit:
    """`application_ratio` is F²/E², `reader_ratio` B²/E², `noise` E²; `mean` is mu plus the mean of
    the panel's readers, so that `values` are what the whole panel would have given on average.

    `spread_by_panel` and `spread_alone` make up the posterior: an application's value varies with
    the first (its row times the panel's uncertainty) and independently with the second.
    """

    mean: float
    application_ratio: float
    reader_ratio: float
    noise: float
    values: Floats
    errors: Floats
    offsets: Floats
    offset_errors: Floats
    spread_by_panel: Floats
    spread_alone: Floats

    def chances(self, seats: int, *, draws: int, seed: int) -> Floats:
        """For each application, how probable it is that it is among the best `seats`."""
        if seats >= len(self.values):
            return np.ones(len(self.values))
        if self.application_ratio == 0 or seats <= 0:  # nothing tells one from another
            return np.full(len(self.values), max(seats, 0) / len(self.values))
        dice = np.random.default_rng(seed)
        panel = dice.standard_normal((self.spread_by_panel.shape[1], draws))
        alone = dice.standard_normal((len(self.values), draws)) * self.spread_alone[:, None]
        worth = self.values[:, None] + self.spread_by_panel @ panel + alone
        best = np.argpartition(-worth, seats - 1, axis=0)[:seats]
        hits = np.bincount(best.ravel(), minlength=len(self.values))
        return np.asarray(hits / draws, dtype=np.float64)


class Crossed:
    """The marks as the equations need them. Applications and readers are numbered from 0; every
    number occurs, nobody marks the same application twice, and the graph is connected."""

    def __init__(self, marks: Floats, applications: Counts, *, readers: Counts) -> None:
        self.count = len(marks)
        self.centre = float(marks.mean())
        y = marks - self.centre
        size, panel = int(applications.max()) + 1, int(readers.max()) + 1
        incidence = np.zeros((size, panel))
        incidence[applications, readers] = 1.0
        self.reads = incidence.sum(axis=1)
        self.design = np.column_stack([self.reads, incidence])  # Z_f' [1 Z_b]
        loads = incidence.sum(axis=0)
        self.gram = np.diag(np.concatenate([[self.count], loads]))
        self.gram[0, 1:] = self.gram[1:, 0] = loads
        self.sums = np.bincount(applications, weights=y, minlength=size)
        by_reader = np.bincount(readers, weights=y, minlength=panel)
        self.right = np.concatenate([[y.sum()], by_reader])
        self.squares = float(y @ y)

    @cached_property
    def _by_reads(self) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        """Applications with equally many reads are absorbed alike, so they are summed up once."""
        kinds, which = np.unique(self.reads, return_inverse=True)
        rows = [self.design[which == kind] for kind in range(len(kinds))]
        sums = [self.sums[which == kind] for kind in range(len(kinds))]
        return (
            kinds,
            np.bincount(which).astype(np.float64),
            np.array([row.T @ row for row in rows]),
            np.array([row.T @ its for row, its in zip(rows, sums, strict=True)]),
            np.array([its @ its for its in sums]),
        )

    def likelihood(self, application_ratio: float, reader_ratios: Floats) -> tuple[Floats, Floats]:
        """For each reader ratio: twice the restricted log-likelihood, E² profiled out, and E²."""
        kinds, many, grams, rights, squares = self._by_reads
        shrink = application_ratio / (1 + application_ratio * kinds)
        gram = self.gram - np.tensordot(shrink, grams, axes=1)
        right = self.right - shrink @ rights
        square = self.squares - float(shrink @ squares)
        scale = np.ones((len(reader_ratios), len(right)))
        scale[:, 1:] = np.sqrt(reader_ratios)[:, None]
        left = scale[:, :, None] * gram * scale[:, None, :]
        left[:, 1:, 1:] += np.eye(len(right) - 1)
        scaled = scale * right
        solved = np.linalg.solve(left, scaled[:, :, None])[:, :, 0]
        rest = np.maximum(square - (scaled * solved).sum(axis=1), self._least_rest)
        freedom = self.count - 1
        spread = float(many @ np.log1p(application_ratio * kinds)) + np.linalg.slogdet(left)[1]
        return -(freedom * np.log(rest / freedom) + spread), rest / freedom

    @property
    def _least_rest(self) -> float:
        return max(self.squares * LEAST_NOISE**2, 1e-300)

    def ratios(self) -> tuple[float, float]:
        """(F²/E², B²/E²) of the highest restricted likelihood: a grid that closes in on it. Zero is
        on the grid; an edge of the likelihood, where EM would creep, is found like any other."""
        steps = np.linspace(-WIDEST, WIDEST, FINENESS)
        across, along, step = steps, steps, steps[1] - steps[0]
        best = (0.0, 0.0)
        for _zoom in range(ZOOMS):
            rows = np.concatenate([[0.0], 10.0**across])
            columns = np.concatenate([[0.0], 10.0**along])
            table = np.array([self.likelihood(row, columns)[0] for row in rows])
            row, column = np.unravel_index(int(np.argmax(table)), table.shape)
            best = (float(rows[row]), float(columns[column]))
            step /= 3
            reach = np.linspace(-4 * step, 4 * step, FINENESS)
            across = (across[row - 1] if row else across[0]) + reach
            along = (along[column - 1] if column else along[0]) + reach
        return best

    def solve(self, application_ratio: float, reader_ratio: float) -> Fit:
        """Henderson's equations for these ratios, with the covariance of what they leave open."""
        shrink = application_ratio / (1 + application_ratio * self.reads)
        scale = np.full(len(self.right), np.sqrt(reader_ratio))
        scale[0] = 1.0
        left = self.gram - self.design.T @ (shrink[:, None] * self.design)
        left = scale[:, None] * left * scale
        left[1:, 1:] += np.eye(len(scale) - 1)
        cover = np.linalg.inv(left)
        solved = cover @ (scale * (self.right - self.design.T @ (shrink * self.sums)))
        noise = float(self.likelihood(application_ratio, np.array([reader_ratio]))[1][0])
        panel = np.concatenate([[1.0], scale[1:] / (len(scale) - 1)])  # mu and the mean reader
        rows = panel - shrink[:, None] * self.design * scale
        apart = np.diag(scale)[1:] - np.concatenate([[0.0], panel[1:]])
        by_panel = rows @ np.linalg.cholesky(cover) * np.sqrt(noise)
        alone = np.sqrt(noise * shrink)
        effects = shrink * (self.sums - self.design @ (scale * solved))
        offset_spread = np.einsum("ij,jk,ik->i", apart, cover, apart)
        return Fit(
            mean=self.centre + float(panel @ solved),
            application_ratio=application_ratio,
            reader_ratio=reader_ratio,
            noise=noise,
            values=self.centre + panel @ solved + effects,
            errors=np.sqrt((by_panel**2).sum(axis=1) + alone**2),
            offsets=apart @ solved,
            offset_errors=np.sqrt(noise * np.maximum(offset_spread, 0)),
            spread_by_panel=by_panel,
            spread_alone=alone,
        )
