"""Long texts that people write in Markdown, as safe HTML: `{{ text | markdown(under=1) }}`.

CommonMark with tables and strike-through. What is HTML in the text is shown as it was typed, and
what comes out is cleaned once more by an allow-list, so that neither a mistake here nor one in the
parser lets anything through.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

DEEPEST = 6
#: What may come out, and with what on it. Classes are our own, given below.
TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol",
    "p", "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul", "div",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height", "loading", "decoding"},
    "ol": {"start"},
    "th": {"scope"},
    "div": {"tabindex"},
}
CLASSES = {
    "div": {"table-scroll"},
    "td": {"right", "center"},
    "th": {"right", "center"},
}
SCHEMES = {"https", "http", "mailto", "tel"}


@dataclass(frozen=True)
class Picture:
    """One of the text's own: shown where the text calls its name."""

    url: str
    width: int | None = None
    height: int | None = None


def markdown(
    text: str | None,
    *,
    under: int = 1,
    pictures: Mapping[str, Picture] | None = None,
    files: Mapping[str, str] | None = None,
) -> Markup:
    """The text as HTML.

    Args:
        under: the level of the heading that the text stands under; its own begin one below, so
            that `#` under an h1 is an h2.
        pictures: by the name that the text uses, `![What is seen](map.png)`. Any other picture is
            left out and its words are shown: pages load nothing from elsewhere.
        files: name → address, for links to the text's own files, `[The sheet](sheet.pdf)`.
    """
    if not text or not text.strip():
        return Markup("")
    tokens = _parser().parse(text)
    _Shaping(under, pictures or {}, files or {}).shape(tokens)
    made = _parser().renderer.render(tokens, _parser().options, {})
    return Markup(  # noqa: S704
        nh3.clean(
            made,
            tags=TAGS,
            attributes=ATTRIBUTES,
            allowed_classes=CLASSES,
            url_schemes=SCHEMES,
            link_rel="noopener noreferrer",
        )
    )


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("table_close", _table_close)
    return parser


class _Shaping:
    """Our own about what was parsed: headings, pictures, links, wide tables."""

    def __init__(
        self, under: int, pictures: Mapping[str, Picture], files: Mapping[str, str]
    ) -> None:
        self.under, self.pictures, self.files = under, pictures, files

    def shape(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token.type in ("heading_open", "heading_close"):
                level = max(2, min(DEEPEST, int(token.tag[1:]) + self.under))
                token.tag = f"h{level}"
            elif token.type in ("td_open", "th_open"):
                self._cell(token)
            elif token.children:
                self.shape(token.children)
            if token.type == "image":
                self._picture(token)
            elif token.type == "link_open":
                name = str(token.attrGet("href") or "")
                token.attrSet("href", self.files.get(name, name))

    def _cell(self, token: Token) -> None:
        """The parser says it by a style, which no page of ours may have."""
        style = str(token.attrGet("style") or "")
        token.attrs.pop("style", None)
        if token.tag == "th":
            token.attrSet("scope", "col")
        for side in ("right", "center"):
            if style.endswith(side):
                token.attrSet("class", side)

    def _picture(self, token: Token) -> None:
        picture = self.pictures.get(str(token.attrGet("src") or ""))
        if picture is None:
            token.type, token.tag, token.attrs = "text", "", {}
            token.content = f"[{token.content}]" if token.content else ""
            token.children = []
            return
        given: dict[str, Any] = {
            "src": picture.url,
            "width": picture.width,
            "height": picture.height,
            "loading": "lazy",
            "decoding": "async",
        }
        for name, value in given.items():
            if value is not None:
                token.attrSet(name, str(value))


def _table_open(*asked: Any) -> str:
    """A wide table scrolls by itself, with the keyboard too, and the page stays where it is."""
    return f'<div class="table-scroll" tabindex="0">{_as_usual(*asked)}'


def _table_close(*asked: Any) -> str:
    return f"{_as_usual(*asked)}</div>"


def _as_usual(renderer: Any, tokens: Sequence[Token], *asked: Any) -> str:
    """What the parser itself would make of it."""
    return str(renderer.renderToken(tokens, *asked))
