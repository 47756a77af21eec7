import pytest

from hub.organisations.rules import clean_line, clean_tags, clean_website


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("team.example", "https://team.example"),
        (" http://team.example/about?x=1 ", "http://team.example/about?x=1"),
        ("https://büro.example/", "https://büro.example/"),
    ],
)
def test_a_web_address_is_kept_in_full(typed: str, kept: str) -> None:
    assert clean_website(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "javascript://team.example/%0aalert(1)",
        "JavaScript:alert(1)//.example",
        "data:text/html,<script>",
        "vbscript:x",
        "ftp://team.example",
        "https://localhost",
        "https://user:pw@team.example",
        "https://team.example/\"onmouseover='x'",
        "https://team.example/ two words",
        "https://[broken",
        "https://" + "x" * 250 + ".example",
        "\x01https://team.example",
    ],
)
def test_what_is_no_web_address_is_refused(typed: str) -> None:
    assert clean_website(typed) is None


def test_tags_are_small_single_and_in_the_order_given() -> None:
    typed = "Bus, open  data;bus,, \n ÖPNV"

    assert clean_tags(typed) == ["bus", "open data", "öpnv"]


def test_a_line_is_one_line_without_hidden_characters() -> None:
    assert clean_line("  Rute\u202eLab \n\u200b Jakarta ") == "Rute Lab Jakarta"
