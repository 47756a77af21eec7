"""Panels whose truth is known, and the textbook's slow way of finding it."""

from random import Random

import numpy as np

from accelerator.reviews.rules.rubric import Line
from accelerator.reviews.rules.scoring import Mark

#: One criterion with so fine a scale that rounding does not matter; a true standard deviation is
#: 50,000 of its steps.
FINE = [Line("all", 1, 0, 1_000_000)]
STEP = 50_000


def panel(
    seed: int,
    *,
    applications: int = 120,
    readers: int = 15,
    reads: int = 3,
    strictness: float = 1.0,
) -> tuple[list[float], list[Mark]]:
    """(true quality, marks): quality of spread 1, strictness as asked, noise 0.7, all readers
    with as much to read; the simulation of Lawrence's and Platt's model in the field notes."""
    random = Random(seed)
    quality = [random.gauss(0, 1) for _ in range(applications)]
    offsets = [random.gauss(0, strictness) for _ in range(readers)]
    load = [0] * readers
    marks = []
    for a in range(applications):
        for r in sorted(range(readers), key=lambda r: (load[r], random.random()))[:reads]:
            load[r] += 1
            value = quality[a] + offsets[r] + random.gauss(0, 0.7)
            mark = round(500_000 + STEP * value)
            marks.append(Mark(f"A{a:03}", f"R{r:02}", {"all": mark}))
    return quality, marks


def hits(quality: list[float], best: list[str]) -> int:
    """How many of those named are truly among as many best."""
    by_truth = sorted(range(len(quality)), key=lambda a: -quality[a])[: len(best)]
    return len({f"A{a:03}" for a in by_truth} & set(best))


def dense(totals, *, application_ratio: float, reader_ratio: float):
    """Generalised least squares and best linear prediction from the full covariance matrix:
    V = F² Z_f Z_f' + B² Z_b Z_b' + E² I (Searle, Casella and McCulloch 1992, 7.4 and 8.2).

    (values, errors, offsets, noise, twice the restricted log-likelihood), values and offsets
    as deviations from the panel as it is.
    """
    y = np.array(list(totals.values()))
    applications = sorted({a for a, _r in totals})
    readers = sorted({r for _a, r in totals})
    of_application = np.array([[float(a == each) for each in applications] for a, _r in totals])
    of_reader = np.array([[float(r == each) for each in readers] for _a, r in totals])
    n, ones = len(y), np.ones((len(y), 1))
    h = (
        np.eye(n)
        + application_ratio * of_application @ of_application.T
        + reader_ratio * of_reader @ of_reader.T
    )
    inverse = np.linalg.inv(h)
    information = ones.T @ inverse @ ones
    project = inverse - inverse @ ones @ np.linalg.inv(information) @ ones.T @ inverse
    mean = (np.linalg.inv(information) @ ones.T @ inverse @ y).item()
    noise = (y @ project @ y) / (n - 1)
    likelihood = -(
        (n - 1) * np.log(noise) + np.linalg.slogdet(h)[1] + np.linalg.slogdet(information)[1]
    )
    f = application_ratio * of_application.T @ project @ y
    b = reader_ratio * of_reader.T @ project @ y
    values = mean + b.mean() + f
    return (
        values,
        _errors(of_application, of_reader, (application_ratio, reader_ratio)) * np.sqrt(noise),
        b - b.mean(),
        noise,
        likelihood,
    )


def _errors(of_application, of_reader, ratios):
    """From the inverse of Henderson's whole matrix, for mu + the mean reader + each application."""
    applications, readers = of_application.shape[1], of_reader.shape[1]
    design = np.hstack([np.ones((len(of_reader), 1)), of_application, of_reader])
    penalty = np.concatenate(
        [[0.0], np.full(applications, 1 / ratios[0]), np.full(readers, 1 / ratios[1])]
    )
    cover = np.linalg.inv(design.T @ design + np.diag(penalty))
    weights = np.zeros((applications, design.shape[1]))
    weights[:, 0] = 1
    weights[:, 1 : 1 + applications] = np.eye(applications)
    weights[:, 1 + applications :] = 1 / readers
    return np.sqrt(np.einsum("ij,jk,ik->i", weights, cover, weights))
