"""Every page in every language, and without a script: read as text, for that is quick."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import pytest
from babel import Locale
from babel.messages.pofile import read_po
from flask import Flask, g
from sqlalchemy import JSON, String, select
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from hub.core.database import Model, db
from hub.core.i18n import CATALOGUES, LANGUAGE_NAMES, LANGUAGES
from hub.demo.people.accounts import ADMIN, FOUNDER
from tests.hub.demo.worlds import a_world
from tests.journeys.pages import ADMIN_, FOUNDER_, THROUGH, VISITOR, Page, pages, person
from tests.journeys.reading import Reading, read
from tests.live import ENGINE
from tests.signing_in import sign_in_as

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
#: The words of a page come from no database: on a second engine one language is enough to read it.
SPOKEN = LANGUAGES if ENGINE == "sqlite" else ("en",)
#: These answer something else than 200, because of what they are.
ANSWERS = {
    "/nothing/is/here": 404, "/sign-in/code": 302, "/problems/<code>": 302,
    f"/calls/<slug>/apply{THROUGH}": 302,
}  # fmt: skip
#: Addresses with descriptions for programmers, who are spoken to in English.
FOR_PROGRAMMERS = {"/api/docs", "/api/docs/<chapter>"}
#: A sentence with one of these is English.
ENGLISH = re.compile(
    r"\b(the|of|and|is|are|you|your|with|for|this|that|from|not|been|have|has|it)\b", re.I
)
#: History tells auditors what was written into which field, as it was kept: `counts: {…}`.
AS_KEPT = re.compile(r"[a-z][a-z0-9_]*: .+")
VALUE = re.compile(r"%\(\w+\)[sd]")


@dataclass
class House:
    app: Flask
    pages: list[Page]
    readings: dict[tuple[str, str], Reading]

    def read_in(self, language: str) -> Iterator[tuple[Page, Reading]]:
        for page in self.pages:
            if (page.path, language) in self.readings:
                yield page, self.readings[page.path, language]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The small demo world, every page of it read in every language."""
    with a_world(tmp_path_factory.mktemp("small"), "small") as app:
        app.teardown_request(lambda _: g.pop("_login_user", None) and None)
        known = pages()
        readings, wrong = {}, []
        for language in SPOKEN:
            clients = {VISITOR: app.test_client()}
            for who, email in ((ADMIN_, ADMIN), (FOUNDER_, FOUNDER)):
                clients[who] = app.test_client()
                sign_in_as(clients[who], person(email))
            for page in known:
                path = f"{page.path}{'&' if '?' in page.path else '?'}lang={language}"
                answer = clients[page.who].get(path)
                refused = page.who == FOUNDER_ and page.pattern == "/admin/people"
                expected = 403 if refused else ANSWERS.get(page.pattern, 200)
                if answer.status_code != expected:
                    wrong.append(f"{page.who} {page.pattern} {path}: {answer.status}")
                elif answer.status_code != 302:
                    readings[page.path, language] = read(answer.text)
        assert sorted(wrong) == []
        yield House(app, known, readings)


@pytest.mark.parametrize("language", SPOKEN)
def test_a_page_says_which_language_it_is_in(house: House, language: str) -> None:
    others = [p.path for p, page in house.read_in(language) if page.language != language]

    assert others == []


def test_a_page_has_one_heading(house: House) -> None:
    assert {p.path: page.headings for p, page in house.read_in("en") if page.headings != 1} == {}


@pytest.mark.once
@pytest.mark.parametrize("language", [code for code in SPOKEN if code != "en"])
def test_no_english_is_left(house: House, language: str) -> None:
    # Some countries are called the same in all our languages, and not by us.
    told = kept_texts() | set(Locale.parse("en_GB").territories.values())
    texts = translations(language)
    in_english = {p.path: set(page.words) for p, page in house.read_in("en")}
    left = {
        text: page.pattern
        for page, shown in house.read_in(language)
        if page.pattern not in FOR_PROGRAMMERS
        for text in shown.words
        # A title joins what is kept: "a holiday · a site".
        if text not in told
        and not all(part in told for part in text.strip("· ").split(" · "))
        and not (page.pattern == "/admin/history" and AS_KEPT.fullmatch(text))
        and is_english(text, texts, same=text in in_english[page.path])
    }

    assert [f"{text!r} on {pattern}" for text, pattern in sorted(left.items())] == []


def test_every_action_works_without_a_script(house: House) -> None:
    """A form has a button, and leads somewhere that takes it; a button belongs to a form."""
    lame = [f"{page.pattern}: {each}" for page, shown in house.read_in("en") for each in shown.lame]
    for page, shown in house.read_in("en"):
        for form in shown.forms:
            method = (form.attributes.get("method") or "get").upper()
            action = form.attributes.get("action") or ""
            action = page.path if action[:1] in ("", "#") else action
            about = f"{page.pattern}: form to {method} {action}"
            if not form.buttons:
                lame.append(f"{about} has no button")
            proves_itself = page.pattern == "/mail/stop/<token>"  # by its address
            if method == "POST" and not proves_itself and "csrf_token" not in form.fields:
                lame.append(f"{about} would be refused")
            if not leads_somewhere(house.app, action, method):
                lame.append(f"{about} leads nowhere")

    assert sorted(set(lame)) == []


def test_every_link_leads_somewhere(house: House) -> None:
    lost = set()
    for page, shown in house.read_in("en"):
        for href in shown.links:
            path, _hash, place = href.partition("#")
            if path.startswith(("mailto:", "otpauth:", "https://")):
                continue
            here = not path and place in (shown.ids | {"top"})
            if not here and not (path and leads_somewhere(house.app, path, "GET")):
                lost.add(f"{page.pattern}: {href!r}")

    assert sorted(lost) == []


def leads_somewhere(app: Flask, address: str, method: str) -> bool:
    split = urlsplit(address)
    if split.netloc and not address.startswith(app.config["PUBLIC_URL"]):
        return False
    try:
        app.url_map.bind("hub.example").match(split.path or "/", method)
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True


@dataclass(frozen=True)
class Texts:
    """What the house says in English but otherwise in this language, and what it says in it."""

    english: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]
    translated: frozenset[str]


def is_english(text: str, texts: Texts, *, same: bool) -> bool:
    """Whether a text on a page in another language is an English one of ours.

    `same` says that the English page has it, too: then it was perhaps never marked for translation.
    """
    if not re.search(r"[^\W\d_]{3}", text) or text in texts.translated:
        return False
    if text in texts.english:
        return True
    if not same:
        return False
    return bool(ENGLISH.search(text)) or any(p.fullmatch(text) for p in texts.patterns)


@cache
def translations(language: str) -> Texts:
    """From the catalogue; a message that is not translated yet counts as English."""
    with (CATALOGUES / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        messages = [message for message in read_po(file, locale=language) if message.id]
    both = [
        (" ".join(english.split()), " ".join((told or "").split()))
        for message in messages
        for english, told in zip(_forms(message.id), _forms(message.string), strict=False)
    ]
    differing = {english for english, told in both if english != told}
    return Texts(
        english=frozenset(text for text in differing if not VALUE.search(text)),
        patterns=tuple(
            re.compile(".+".join(map(re.escape, VALUE.split(text))))
            for text in differing
            if VALUE.search(text) and re.search(r"[^\W\d_]{4}", VALUE.sub("", text))
        ),
        translated=frozenset(told for _, told in both),
    )


def _forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def kept_texts() -> set[str]:
    """What people have written: names, purposes, descriptions, in whatever language."""
    columns = [
        column
        for table in Model.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String)
    ]
    kept = chain.from_iterable(db.session.scalars(select(c).distinct()) for c in columns)
    worded = chain.from_iterable(
        leaves(value)
        for table in Model.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, JSON)
        for value in db.session.scalars(select(column))
    )
    zones = (zone.replace("_", " ") for zone in available_timezones())
    return set(LANGUAGE_NAMES.values()) | {
        " ".join(str(text).split()) for text in chain(kept, worded, zones) if text
    }


def leaves(value: object) -> Iterator[str]:
    """The texts in a kept value, but those that stand there in every language."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping) and not set(LANGUAGES) <= {k for k in value if value[k]}:
        for part in value.values():
            yield from leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part)
