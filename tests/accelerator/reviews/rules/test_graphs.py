"""What hangs together, and what would join the rest."""

from hypothesis import given
from hypothesis import strategies as st

from accelerator.reviews.rules.graphs import Group, components, is_connected, joining_pairs

pairs = st.frozensets(st.tuples(st.sampled_from("ABCDE"), st.sampled_from("vwxyz")), max_size=8)


def test_the_largest_group_comes_first_and_who_is_in_no_pair_is_alone():
    groups = components("ABC", "xyz", pairs=[("B", "x"), ("C", "x")])

    assert groups == (
        Group(("B", "C"), ("x",)),
        Group((), ("y",)),
        Group((), ("z",)),
        Group(("A",), ()),
    )


@given(pairs)
def test_the_joining_pairs_join_and_are_as_few_as_can_be(pairs):
    groups = components("ABCDE", pairs=pairs)
    joining = joining_pairs(groups)

    if pairs:
        assert len(joining) == len(groups) - 1
        assert is_connected([*pairs, *joining])
    else:
        assert joining == ()


def test_the_cheapest_pairs_are_taken_then_the_first_by_name():
    groups = components("AB", pairs=[("A", "x"), ("B", "y")])

    assert joining_pairs(groups) == (("A", "y"),)
    assert joining_pairs(groups, price={("B", "x"): -5}) == (("B", "x"),)
    assert joining_pairs(groups, allowed=lambda pair: pair[0] == "B") == (("B", "x"),)
    assert joining_pairs(groups, allowed=lambda pair: False) == ()
