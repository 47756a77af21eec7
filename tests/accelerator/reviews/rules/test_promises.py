"""What promises come to, in numbers that can be checked by hand."""

import pytest

from accelerator.reviews.rules.promises import Promised, cover, even_load, half_hours


@pytest.mark.parametrize(("reads", "hours"), [(0, 0), (1, 0.5), (6, 1), (18, 3), (20, 3.5)])
def test_eighteen_applications_are_about_three_hours(reads: int, hours: float) -> None:
    assert half_hours(reads) == hours


def test_twelve_reads_are_short_and_nobody_reads_german() -> None:
    promises = [Promised(56, frozenset({"en", "id"}))] * 3 + [Promised(20, open=True)]

    told = cover({"en": 30, "id": 20, "de": 10}, reads_each=3, promises=promises)

    assert (told.need, told.promised, told.short, told.asked) == (180, 168, 12, 20)
    german = next(each for each in told.languages if each.language == "de")
    assert (german.readers, german.room, german.short) == (0, 0, 30)


def test_who_names_no_language_is_counted_for_all() -> None:
    told = cover({"de": 2}, reads_each=1, promises=[Promised(5)])

    assert told.languages[0].readers == 1
    assert told.languages[0].room == 2  # nobody reads the same application twice


@pytest.mark.parametrize(
    ("need", "mosts", "even"),
    [
        (8, [10, 10, 10], 3),
        (8, [1, 10, 10], 4),  # one takes 1, the others share 7
        (240, [100] * 10, 27),  # 24 each, and an eighth more
        (31, [10, 10, 10], 0),  # not enough
        (30, [10, 10, 10], 10),
        (0, [10], 0),
    ],
)
def test_an_even_share_is_the_smallest_that_suffices(
    need: int, mosts: list[int], even: int
) -> None:
    assert even_load(need, mosts) == even
