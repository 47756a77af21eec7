"""Rubrics in drafts: keys, shares, and what a change breaks."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from accelerator.reviews.rules.drafting import CriterionDraft, change_between, shares, with_keys

NEED = CriterionDraft({"en": "Need"}, 25, key="need")
TEAM = CriterionDraft({"en": "Team"}, 75, key="team")


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 1000), max_size=8))
def test_shares_are_whole_and_make_a_hundred(weights: dict[str, int]) -> None:
    told = shares(weights)

    assert sum(told.values()) == (100 if sum(weights.values()) else 0)
    assert all(told[key] == 0 for key, weight in weights.items() if weight == 0)


def test_thirds_are_told_apart_by_their_order() -> None:
    assert shares({"a": 1, "b": 1, "c": 1}) == {"a": 34, "b": 33, "c": 33}


def test_words_weights_and_order_break_no_marks() -> None:
    worded = replace(NEED, name={"en": "Need in the city"})

    assert not change_between([NEED, TEAM], [TEAM, replace(worded, weight=10)]).breaks_marks


def test_lines_and_scales_break_marks() -> None:
    changes = {
        "added": [NEED, TEAM, CriterionDraft({"en": "Odd"}, 1, key="odd")],
        "removed": [NEED],
        "rescaled": [NEED, replace(TEAM, high=7)],
    }

    for field, new in changes.items():
        change = change_between([NEED, TEAM], new)
        assert getattr(change, field), field
        assert change.breaks_marks


def test_nothing_changed_is_no_change() -> None:
    assert not change_between([NEED, TEAM], [NEED, TEAM]).is_any


def test_keys_come_from_names_and_are_each_ones_own() -> None:
    drafts = [CriterionDraft({"en": "City can adopt it!"}, 1), CriterionDraft({"de": "Über"}, 1),
              CriterionDraft({"en": "City can adopt it"}, 1), CriterionDraft({}, 1)]  # fmt: skip

    keys = [each.key for each in with_keys(drafts)]

    assert keys == ["city-can-adopt-it", "ber", "city-can-adopt-it-2", "criterion"]


def test_an_independent_line_never_has_weight() -> None:
    assert with_keys([replace(NEED, independent=True)])[0].weight == 0
