"""What running text gives away, covered."""

import pytest

from accelerator.reviews.rules.masking import Mask, Names

BANYU = Names(frozenset({"Dewi Lestari", "Bo Li"}), frozenset({"PT Banyu Kota", "Rute"}))
mask = Mask(BANYU, "▒")


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("We at Banyu Kota sell meters.", "We at ▒ sell meters."),
        ("BANYU  KOTA and banyu-kota and BanyuKota", "▒ and ▒ and ▒"),
        ("PT Banyu Kota was founded by Dewi Lestari.", "▒ was founded by ▒."),
        ("Dewi leads it, Lestari sells.", "▒ leads it, ▒ sells."),
        ("Write to dewi@banyu.example or call +62 812 3456 7890.", "Write to ▒ or call ▒."),
        ("See https://banyu.example/pitch?x=1 and banyukota.id/deck.", "See ▒ and ▒"),
        ("Follow @banyukota", "Follow ▒"),
    ],
)
def test_names_and_addresses_are_covered(text: str, covered: str) -> None:
    assert mask(text) == covered


@pytest.mark.parametrize(
    "link",
    [
        "https://banyukota.example/about",
        "https://films.example/2026/Banyu_Kota.mp4",
        "https://films.example/thebanyukotafilm",
        "https://films.example/banyu%20kota",
        "https://films.example/by/lestari",
        "https://medium.example/@someone/pitch",
        "https://rute.example",
    ],
)
def test_a_link_that_spells_a_name_tells(link: str) -> None:
    assert mask.tells(link)


@pytest.mark.parametrize(
    "link",
    ["https://films.example/w/7Hx2", "https://films.example/perutean", "https://a.example/symboli"],
)
def test_a_link_of_other_words_does_not(link: str) -> None:
    assert not mask.tells(link)


@pytest.mark.parametrize(
    "text",
    [
        "Rp 390.000 a meter, 1.000.000.000 in all, since 2024-05-01.",
        "The sustainable (lestari) way for a kota.",
        "Routes and Rutengers are other words.",
        "Costs 12.5 per cent; e.g. in 31 of 120 cases.",
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    assert mask(text) == text


def test_a_name_with_signs_is_no_pattern() -> None:
    odd = Mask(Names(frozenset(), frozenset({"C++ (Lab)"})), "▒")

    assert odd("We are C++ (Lab), not C.") == "We are ▒, not C."


def test_without_names_only_addresses_are_covered() -> None:
    assert Mask(instead="▒")("Ask me@here.example, says Dewi") == "Ask ▒, says Dewi"
