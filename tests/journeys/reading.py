"""A page read without a browser: its words, and what one could press without a script."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
#: Not words of the house: code, names of other languages, texts of people.
NOT_WORDS = {"script", "style", "code", "kbd", "pre", "template", "samp", "time"}
SAID_BY = ("aria-label", "placeholder", "title", "alt", "data-label")
Attributes = dict[str, str | None]


@dataclass
class Form:
    attributes: Attributes
    fields: set[str] = field(default_factory=set)
    buttons: int = 0


@dataclass
class Reading:
    """`words` in the order of the page; `links` are hrefs; `lame` is what does nothing without a
    script, and what the security policy would not run."""

    language: str = ""
    words: list[str] = field(default_factory=list)
    headings: int = 0
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    lame: list[str] = field(default_factory=list)


def read(page: str) -> Reading:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Reading()
        self._open: list[tuple[str, Attributes]] = []
        self._form: Form | None = None
        self._elsewhere: list[str] = []  # forms of buttons that stand outside them

    def close(self) -> None:
        super().close()
        for form in self.found.forms:
            form.buttons += (form.attributes.get("id") or "") in self._elsewhere

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes: Attributes = dict(attrs)
        if tag == "html":
            self.found.language = attributes.get("lang") or ""
        if tag not in VOID:
            self._open.append((tag, attributes))
        if id_ := attributes.get("id"):
            self.found.ids.add(id_)
        self.found.headings += tag == "h1"
        if any(name.startswith("on") or name == "style" for name in attributes):
            self._cannot(tag, attributes)
        if not self._is_foreign():
            self.found.words += [attributes[name] or "" for name in SAID_BY if attributes.get(name)]
        if not self._is_hidden(attributes):
            self._press(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag in (name for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and not self._is_foreign():
            self.found.words.append(text)

    def _press(self, tag: str, attributes: Attributes) -> None:
        """Note what can be pressed, or that it cannot."""
        if tag == "form":
            self._form = Form(attributes)
            self.found.forms.append(self._form)
        elif tag == "a":
            self.found.links.append(attributes.get("href") or "")
        elif tag in ("button", "input") and self._form is not None:
            self._form.fields.add(attributes.get("name") or "")
            submits = "submit" if tag == "button" else "text"
            self._form.buttons += attributes.get("type", submits) in ("submit", "image")
        if tag == "button" and attributes.get("form"):
            self._elsewhere.append(attributes["form"] or "")
        if tag == "button" and "popovertarget" not in attributes:
            sends = attributes.get("type", "submit") == "submit"
            if not sends or (self._form is None and "form" not in attributes):
                self._cannot(tag, attributes)
        if attributes.get("role") == "button" and tag != "button":
            self._cannot(tag, attributes)
        asks = any(f"hx-{verb}" in attributes for verb in ("get", "post", "put", "patch", "delete"))
        # What looks again by itself is what a reload shows, too.
        looks = (attributes.get("hx-trigger") or "").startswith("every ")
        if asks and not looks and tag not in ("a", "form", "button") and self._form is None:
            self._cannot(tag, attributes)

    def _cannot(self, tag: str, attributes: Attributes) -> None:
        told = " ".join(f'{name}="{value}"' for name, value in attributes.items())
        self.found.lame.append(f"<{tag} {told}>")

    def _is_hidden(self, attributes: Attributes) -> bool:
        """Until a script shows it."""
        return "hidden" in attributes or any(
            "hidden" in a or t == "template" for t, a in self._open
        )

    def _is_foreign(self) -> bool:
        return any(
            tag in NOT_WORDS
            or attributes.get("translate") == "no"
            or (
                tag != "html" and attributes.get("lang", self.found.language) != self.found.language
            )
            for tag, attributes in self._open
        )
