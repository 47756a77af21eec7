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
