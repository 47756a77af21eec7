"""Long texts in Markdown: what they may do on a page, and what they may not."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.web.markdown import ATTRIBUTES, CLASSES, TAGS, Picture, markdown


class _Seen(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_headings_begin_below_the_one_that_the_text_stands_under():
    assert markdown("# One\n\n## Two") == "<h2>One</h2>\n<h3>Two</h3>\n"
    assert markdown("# One\n\n###### Deep", under=3) == "<h4>One</h4>\n<h6>Deep</h6>\n"


def test_its_own_pictures_are_shown_with_their_size_when_they_come_into_view():
    shown = markdown("![A map](map.png)", pictures={"map.png": Picture("/photos/7", 640, 360)})

    assert _Seen(shown).tags[1] == (
        "img",
        {
            "src": "/photos/7", "alt": "A map", "width": "640", "height": "360",
            "loading": "lazy", "decoding": "async",
        },
    )  # fmt: skip


@pytest.mark.parametrize("address", ["https://elsewhere.example/spy.gif", "/photos/9", "gone.png"])
def test_any_other_picture_is_left_out_and_its_words_are_there(address):
    assert markdown(f"Look: ![A *map*]({address}).") == "<p>Look: [A *map*].</p>\n"


def test_links_lead_to_its_own_files_and_to_the_web_and_say_nothing_of_us():
    shown = markdown(
        "[sheet](sheet.pdf) [city](https://jakarta.go.id)", files={"sheet.pdf": "/files/3"}
    )

    assert [attributes for tag, attributes in _Seen(shown).tags if tag == "a"] == [
        {"href": "/files/3", "rel": "noopener noreferrer"},
        {"href": "https://jakarta.go.id", "rel": "noopener noreferrer"},
    ]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_a_link_that_would_do_something_is_no_link(address):
    assert "<a" not in markdown(f"[press]({address})")


def test_html_is_shown_as_it_was_typed():
    assert markdown("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


def test_a_table_scrolls_by_itself_and_has_no_styles():
    shown = markdown("| City | People |\n|---|--:|\n| Berlin | 3.7 |")

    assert shown.startswith('<div class="table-scroll" tabindex="0"><table>')
    assert '<th scope="col" class="right">People</th>' in shown
    assert "style" not in shown


def test_nothing_is_nothing():
    assert markdown(None) == markdown("") == markdown(" \n ") == ""


SIGNS = [*"<>&\"'`[]()!#|-\n*_\\", "~~", "style=", "</p>", "| a |\n|---|\n"]
TRICKS = [
    "<img src=x onerror=alert(1)>",
    "javascript:",
    "&#x6A;avascript:",
    "![a](map.png)",
    "![a](//e.example)",
    "<svg/onload=x>",
    "http://e.example",
]
BITS = st.sampled_from([*SIGNS, *TRICKS])


@given(st.lists(BITS | st.text(max_size=6), max_size=25).map("".join))
def test_whatever_is_written_only_what_is_allowed_comes_out(text):
    shown = str(markdown(text, pictures={"map.png": Picture("/photos/7", 640, 360)}))

    for tag, attributes in _Seen(shown).tags:
        assert tag in TAGS
        allowed = ATTRIBUTES.get(tag, set()) | {"rel"} | ({"class"} if tag in CLASSES else set())
        assert attributes.keys() <= allowed
        assert tag != "img" or attributes["src"] == "/photos/7"
        href = attributes.get("href") or ""
        assert not re.match(r"\s*(javascript|data|vbscript):", href, re.IGNORECASE)
