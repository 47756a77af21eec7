"""The funnel, and what of it is told in public."""

from hypothesis import given
from hypothesis import strategies as st

from accelerator.figures.rules.funnel import (
    SMALLEST_TOLD,
    Case,
    Step,
    funnel,
    told_in_public,
)

CASES = st.lists(
    st.builds(
        Case,
        st.sampled_from(Step),
        st.fixed_dictionaries({"sector": st.sampled_from(["water", "waste", "energy", ""])}),
    ),
    max_size=60,
)


def cases(sector: str, count: int, step: Step = Step.READ) -> list[Case]:
    return [Case(step, {"sector": sector})] * count


def test_each_step_includes_those_after_it() -> None:
    found = funnel([*cases("water", 2, Step.BEGUN), *cases("water", 1, Step.CONFIRMED)])

    assert found.total.counts[Step.BEGUN] == 3
    assert found.total.counts[Step.READ] == 1
    assert found.total.counts[Step.CONFIRMED] == 1


def test_the_largest_group_comes_first_and_the_silent_last() -> None:
    found = funnel([*cases("", 9), *cases("water", 2), *cases("waste", 5)], "sector")

    assert [row.group for row in found.rows] == ["waste", "water", ""]


def test_a_small_group_is_not_told_nor_the_one_that_would_give_it_away() -> None:
    public = told_in_public(
        funnel([*cases("water", 20), *cases("waste", 9), *cases("energy", 3)], "sector")
    )

    told = {row.group: row.counts[Step.READ] for row in public.rows}
    assert told == {"water": 20, "waste": None, "energy": None}


def test_zero_points_at_nobody() -> None:
    public = told_in_public(funnel([*cases("water", 20), *cases("waste", 9)], "sector"))

    assert {row.counts[Step.CONFIRMED] for row in public.rows} == {0}


@given(CASES)
def test_no_small_number_can_be_reckoned_from_what_is_told(some: list[Case]) -> None:
    whole = funnel(some, "sector")
    public = told_in_public(whole)

    for step in Step:
        told = [row.counts[step] for row in public.rows]
        real = [row.counts[step] or 0 for row in whole.rows]
        assert all(count is None or count == 0 or count >= SMALLEST_TOLD for count in told)
        hidden = [n for n, count in enumerate(told) if count is None]
        if len(hidden) == 1 and public.total.counts[step] is not None:
            assert sum(1 for count in real if count) == 1
            assert real[hidden[0]] >= SMALLEST_TOLD or public.total.counts[step] is None


@given(CASES)
def test_the_groups_add_up_to_the_total(some: list[Case]) -> None:
    whole = funnel(some, "sector")

    for step in Step:
        assert sum(row.counts[step] or 0 for row in whole.rows) == whole.total.counts[step]
