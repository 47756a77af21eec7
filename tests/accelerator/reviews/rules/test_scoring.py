"""Calibrated scores: the textbook's numbers, better than raw means, and honest where they end."""

import json
from dataclasses import replace
from random import Random
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accelerator.reviews.rules.comparing import compare, from_json, to_json
from accelerator.reviews.rules.crossed import Crossed
from accelerator.reviews.rules.graphs import components
from accelerator.reviews.rules.rubric import Line
from accelerator.reviews.rules.scoring import (
    Band,
    Mark,
    Note,
    score,
    totals_of,
    what_if,
)
from tests.accelerator.reviews.rules.panels import FINE, dense, hits, panel

LINES = [Line("need", 50), Line("team", 50), Line("fit", 0)]


def marks_of(table):
    """{application: {reader: mark}} on a scale from 1 to 5."""
    return [
        Mark(a, r, {"need": value, "team": value})
        for a, given in table.items()
        for r, value in given.items()
    ]


def model_of(totals):
    applications = sorted({a for a, _r in totals})
    readers = sorted({r for _a, r in totals})
    return Crossed(
        np.array(list(totals.values())),
        np.array([applications.index(a) for a, _r in totals]),
        readers=np.array([readers.index(r) for _a, r in totals]),
    )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("ratios", [(2.0, 1.0), (0.3, 5.0), (40.0, 0.01)])
def test_effects_errors_and_likelihood_are_the_textbooks(seed, ratios):
    totals = totals_of(panel(seed, applications=12, readers=5)[1], FINE)
    model = model_of(totals)

    fit = model.solve(*ratios)

    values, errors, offsets, noise, likelihood = dense(
        totals, application_ratio=ratios[0], reader_ratio=ratios[1]
    )
    assert fit.values == pytest.approx(values, rel=1e-9)
    assert fit.errors == pytest.approx(errors, rel=1e-9)
    assert fit.offsets == pytest.approx(offsets, rel=1e-7)
    assert fit.noise == pytest.approx(noise, rel=1e-9)
    other = dense(totals, application_ratio=1.0, reader_ratio=1.0)[4]
    ours = [model.likelihood(f, np.array([b]))[0][0] for f, b in (ratios, (1.0, 1.0))]
    assert ours[0] - ours[1] == pytest.approx(likelihood - other, abs=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_the_fitted_variances_are_where_em_stands_still(seed):
    """A step of EM for REML from the maximum leads nowhere (Laird 1982)."""
    totals = totals_of(panel(seed, applications=40, readers=8)[1], FINE)
    model = model_of(totals)

    f, b = model.ratios()

    best = model.likelihood(f, np.array([b]))[0][0]
    for factor in (0.98, 1.02):
        assert model.likelihood(f * factor, np.array([b]))[0][0] < best
        assert model.likelihood(f, np.array([b * factor]))[0][0] < best
    fit = model.solve(f, b)
    applications = sorted({a for a, _r in totals})
    readers = sorted({r for _a, r in totals})
    design = np.zeros((len(totals), 1 + len(applications) + len(readers)))
    for row, (a, r) in enumerate(totals):
        design[row, [0, 1 + applications.index(a), 1 + len(applications) + readers.index(r)]] = 1
    penalty = np.diag([0.0] + [1 / f] * len(applications) + [1 / b] * len(readers))
    cover = np.linalg.inv(design.T @ design + penalty)
    effects = cover @ design.T @ np.array(list(totals.values()))
    own = slice(1, 1 + len(applications))
    step = (effects[own] @ effects[own] + fit.noise * np.trace(cover[own, own])) / len(applications)
    assert step == pytest.approx(f * fit.noise, rel=1e-3)


def test_a_balanced_panel_has_the_classical_estimates():
    """Everybody marks everything: variances from the two-way analysis of variance, and values that
    are the means, drawn together by the reliability."""
    random = Random(3)
    table = np.array([[a + r + random.gauss(0, 1) for r in range(4)] for a in range(10)])
    marks = [
        Mark(f"A{a}", f"R{r}", {"all": round(500_000 + 10_000 * table[a, r])})
        for a in range(10)
        for r in range(4)
    ]
    totals = totals_of(marks, FINE)
    y = np.array(list(totals.values())).reshape(10, 4)
    rest = y - y.mean(1, keepdims=True) - y.mean(0) + y.mean()
    noise = (rest**2).sum() / 27
    between = (4 * y.mean(1).var(ddof=1) - noise) / 4

    run = score(marks, FINE, seats=3)

    assert run.sd_noise == pytest.approx(noise**0.5, rel=1e-4)
    assert run.sd_applications == pytest.approx(between**0.5, rel=1e-4)
    assert run.reliability == pytest.approx(between / (between + noise / 4), rel=1e-4)
    for each in run.applications:
        drawn = y.mean() + run.reliability * (each.mean - y.mean())
        assert each.calibrated == pytest.approx(drawn, rel=1e-6)
        assert each.rank == each.raw_rank


def found(strictness):
    """(by raw mean, calibrated): of 20 seats, how many go to the truly best, over fixed seeds."""
    raw, calibrated = [], []
    for seed in range(8):
        quality, marks = panel(seed, strictness=strictness)
        run = score(marks, FINE, seats=20)
        by_mean = sorted(run.applications, key=lambda each: each.raw_rank)
        raw.append(hits(quality, [each.application for each in by_mean[:20]]))
        calibrated.append(hits(quality, [each.application for each in run.applications[:20]]))
    return fmean(raw), fmean(calibrated)


def test_with_harsh_and_lenient_readers_calibrated_scores_find_more_of_the_best():
    raw, calibrated = found(strictness=1.0)

    assert calibrated >= raw + 1
    assert calibrated >= 14.5


def test_where_all_readers_are_alike_calibrating_costs_nothing():
    raw, calibrated = found(strictness=0.0)

    assert calibrated >= raw - 0.25


def test_intervals_hold_the_truth_as_often_as_they_say():
    inside = []
    for seed in range(10):
        quality, marks = panel(seed)
        run = score(marks, FINE, seats=20)
        centre = run.mean - 50_000 * fmean(quality)
        for each in run.applications:
            truth = centre + 50_000 * quality[int(each.application[1:])]
            inside.append(each.low <= truth <= each.high)

    assert 0.92 <= fmean(inside) <= 0.98


def test_chances_of_a_seat_come_true_as_often_as_they_say():
    promised, kept = 0.0, 0
    for seed in range(8):
        quality, marks = panel(seed)
        run = score(marks, FINE, seats=20)
        assert sum(each.p_top for each in run.applications) == pytest.approx(20)
        sure = [each for each in run.applications if each.band is Band.BORDERLINE]
        promised += sum(each.p_top for each in sure)
        best = sorted(range(len(quality)), key=lambda a: -quality[a])[:20]
        kept += sum(int(each.application[1:]) in best for each in sure)

    assert kept == pytest.approx(promised, rel=0.2)


def test_a_strict_reader_is_seen_with_how_sure_that_is():
    _quality, marks = panel(1, applications=60, readers=6, strictness=0.0)
    harsh = [
        replace(mark, scores={"all": mark.scores["all"] - 70_000}) if mark.reader == "R02" else mark
        for mark in marks
    ]

    scale = score(harsh, FINE, seats=5).readers[2]

    assert scale.offset == pytest.approx(-70_000 * 5 / 6, rel=0.25)  # below the panel it is part of
    assert scale.differs
    assert scale.low < scale.offset < scale.high < 0


@settings(max_examples=6)
@given(st.randoms(use_true_random=False))
def test_the_order_of_marks_does_not_matter(random):
    marks = panel(5, applications=30, readers=6)[1]
    expected = score(marks, FINE, seats=5)

    random.shuffle(marks)

    assert score(marks, FINE, seats=5) == expected


@settings(max_examples=6)
@given(st.integers(-200_000, 200_000))
def test_a_stricter_reader_changes_no_rank_where_all_read_all(more):
    marks = panel(5, applications=15, readers=4, reads=4)[1]
    shifted = [
        replace(m, scores={"all": m.scores["all"] + more}) if m.reader == "R01" else m
        for m in marks
    ]

    before, after = score(marks, FINE, seats=5), score(shifted, FINE, seats=5)

    assert [s.application for s in before.applications] == [
        s.application for s in after.applications
    ]


@settings(max_examples=6)
@given(st.integers(1, 50))
def test_weights_count_only_relative_to_each_other(times):
    random = Random(1)
    marks = [
        Mark(f"A{a}", f"R{r}", {"need": random.randint(1, 5), "team": random.randint(1, 5)})
        for a in range(12)
        for r in random.sample(range(4), 3)
    ]
    lines = [Line("need", 3), Line("team", 7)]
    bigger = [replace(line, weight=line.weight * times) for line in lines]

    one, other = score(marks, lines, seats=4), score(marks, bigger, seats=4)

    assert [s.calibrated for s in one.applications] == pytest.approx(
        [s.calibrated for s in other.applications]
    )
    assert [s.application for s in one.applications] == [s.application for s in other.applications]


def test_raw_figures_stand_beside_the_calibrated():
    run = score(marks_of({"A": {"x": 2, "y": 5}, "B": {"x": 1, "y": 3}}), LINES, seats=1)

    first = run.applications[0]
    assert (first.application, first.n, first.mean, first.median) == ("A", 2, 3.5, 3.5)
    assert first.spread == pytest.approx(2.1213, abs=1e-4)


def test_only_what_was_scored_and_counts_goes_into_a_total():
    marks = [
        Mark("A", "x", {"need": 5, "team": None, "fit": 1}),
        Mark("B", "x", {"fit": 5}),
        Mark("C", "x", {}),
    ]

    assert totals_of(marks, LINES) == {("A", "x"): 5.0}


def test_a_joint_ranking_over_separate_panels_is_refused_with_what_would_join_them():
    table = {"A": {"x": 1, "y": 2}, "B": {"x": 2, "y": 2}, "C": {"z": 5}, "D": {"w": 5}}

    run = score(marks_of(table), LINES, seats=2)

    assert [group.applications for group in run.refusal.groups] == [("A", "B"), ("C",), ("D",)]
    assert len(run.refusal.joining) == 2
    joined = [*totals_of(marks_of(table), LINES), *run.refusal.joining]
    assert len(components([], pairs=joined)) == 1
    assert all(each.rank is each.p_top is each.band is None for each in run.applications)
    assert [each.raw_rank for each in run.applications] == [1, 1, 3, 4]


def test_one_reader_is_nobody_to_compare_with():
    run = score(marks_of({"A": {"x": 2}, "B": {"x": 4}}), LINES, seats=1)

    assert run.notes == (Note.ONE_READER,)
    assert [(s.application, s.calibrated, s.rank, s.error, s.band) for s in run.applications] == [
        ("B", 4.0, 1, None, None),
        ("A", 2.0, 2, None, None),
    ]


def test_one_application_has_the_first_rank():
    run = score(marks_of({"A": {"x": 2, "y": 4}}), LINES, seats=1)

    assert run.notes == (Note.ONE_APPLICATION,)
    assert (run.applications[0].calibrated, run.applications[0].rank) == (3.0, 1)
    assert (run.applications[0].p_top, run.applications[0].band) == (1.0, Band.CLEAR_YES)


def test_equal_marks_leave_everything_to_people():
    run = score(marks_of({f"A{n}": {"x": 3, "y": 3} for n in range(4)}), LINES, seats=1)

    assert run.notes == (Note.ALL_EQUAL,)
    assert {(s.rank, s.p_top, s.band) for s in run.applications} == {(1, 0.25, Band.BORDERLINE)}


def test_marks_that_tell_readers_apart_but_no_applications_rank_nobody():
    run = score(marks_of({f"A{n}": {"x": 2, "y": 4} for n in range(6)}), LINES, seats=3)

    assert Note.NO_DIFFERENCE in run.notes
    assert {s.p_top for s in run.applications} == {0.5}
    assert [reader.constant for reader in run.readers] == [True, True]


def test_no_marks_are_no_scores():
    run = score([], LINES, seats=3, applications=["A"])

    assert run.notes == (Note.NO_MARKS,)
    assert (run.applications[0].n, run.applications[0].rank) == (0, None)


def test_few_reads_are_said_to_be_few():
    marks = marks_of({"A": {"x": 1, "y": 2}, "B": {"y": 4, "z": 5}, "C": {"z": 3, "x": 1}})

    assert Note.THIN in score(marks, LINES, seats=1).notes


def test_readers_who_contradict_nothing_leave_little_doubt():
    table = {f"A{a}": {f"R{r}": 1 + (a + r) % 3 + r for r in range(3)} for a in range(3)}
    exact = {f"A{a}": {f"R{r}": 1 + a + r for r in range(3)} for a in range(3)}

    assert score(marks_of(exact), LINES, seats=1).applications[0].error < 0.05
    assert score(marks_of(table), LINES, seats=1).applications[0].p_top is not None


def test_unread_applications_come_last_and_are_no_obstacle():
    marks = marks_of({f"A{a}": {f"R{r}": 1 + (a * r) % 5 for r in range(3)} for a in range(9)})

    run = score(marks, LINES, seats=2, applications=["Z"])

    assert run.refusal is None
    assert (run.applications[-1].application, run.applications[-1].n) == ("Z", 0)


def test_as_many_seats_as_applications_make_everybody_sure():
    marks = marks_of({f"A{a}": {f"R{r}": 1 + (a * r) % 5 for r in range(3)} for a in range(9)})

    assert {s.p_top for s in score(marks, LINES, seats=9).applications} == {1.0}


def test_other_weights_are_one_run_more_to_compare():
    random = Random(2)
    marks = [
        Mark(f"A{a}", f"R{r}", {"need": random.randint(1, 5), "team": random.randint(1, 5)})
        for a in range(10)
        for r in range(3)
    ]
    before = score(marks, LINES, seats=3)

    after = what_if(marks, LINES, weights={"need": 100, "team": 0}, seats=4)

    assert after.weights == {"fit": 0, "need": 100, "team": 0}
    moves = compare(before, after)
    assert [move.application for move in moves] == [s.application for s in after.applications]
    assert any(move.up for move in moves)
    assert sum(move.in_after for move in moves) >= 4
    assert all(m.rank_before - m.rank_after == m.up for m in moves)
    same = what_if(marks, LINES, weights={}, seats=3)
    assert same == before


def test_two_reviews_of_the_same_pair_are_refused():
    with pytest.raises(ValueError, match="two reviews"):
        score([Mark("A", "x", {"need": 1}), Mark("A", "x", {"need": 2})], LINES, seats=1)


@pytest.mark.parametrize("table", [{"A": {"x": 1, "y": 2}, "B": {"z": 3}}, {"A": {"x": 1, "y": 4}}])
def test_a_run_is_kept_as_json(table):
    run = score(marks_of(table), LINES, seats=1)

    assert from_json(json.loads(json.dumps(to_json(run)))) == run
