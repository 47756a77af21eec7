"""Translations: every sentence is there in every language, with the same values in it."""

import re
from collections.abc import Iterator, Sequence

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError

from tools import translate
from tools.checks import CODE, ROOT

PLACEHOLDER = re.compile(r"%\((\w+)\)([sdf])")
RENAMED = re.compile(r"import .*\b(?:n|lazy_)?gettext as (\w+)")


def translations() -> list[str]:
    findings = list(_unheard())
    wanted = translate.extract()
    for language in translate.PLURALS:
        try:
            catalog = translate.read(translate.path_of(language))
        except (FileNotFoundError, PoFileError) as error:
            findings.append(f"{language}: {error}")
            continue
        findings += [f"{language}: {problem}" for problem in _problems(wanted, catalog)]
    return findings


def _unheard() -> Iterator[str]:
    """Names under which `make translate` would not find a sentence."""
    for top in CODE:
        for path in sorted((ROOT / top).rglob("*.py")):
            for name in RENAMED.findall(path.read_text()):
                if name not in translate.KEYWORDS:
                    yield f"{path.relative_to(ROOT)}: gettext is called {name} here; call it _"


def _problems(wanted: Catalog, catalog: Catalog) -> Iterator[str]:
    for message in wanted:
        if not message.id:
            continue
        ours = catalog.get(message.id, message.context)
        place = message.locations[0][0] if message.locations else "?"
        for problem in ["is missing"] if ours is None else _of_message(ours):
            yield f"{_forms(message.id)[0]!r} ({place}) {problem}"


def _of_message(message: Message) -> Iterator[str]:
    sources, strings = _forms(message.id), _forms(message.string)
    if not strings or not all(strings):
        yield "is not translated"
        return
    if message.fuzzy:
        yield "is marked fuzzy"
    needed = set(PLACEHOLDER.findall(sources[-1]))
    # "one booking" may leave the number out.
    optional = {("num", "d"), ("num", "s")} if len(sources) > 1 else set()
    for string in strings:
        there = set(PLACEHOLDER.findall(string))
        if there - needed or needed - there - optional:
            yield f"has {_names(there)} where the English has {_names(needed)}"
        elif needed and not _fills(string, needed):
            yield f"cannot be filled in: {string!r}"


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """The singular, and the plurals if there are any."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def _fills(string: str, placeholders: set[tuple[str, str]]) -> bool:
    try:
        string % {name: 1 for name, _kind in placeholders}
    except (ValueError, TypeError, KeyError):
        return False
    return True


def _names(placeholders: set[tuple[str, str]]) -> str:
    return ", ".join(sorted(f"%({name}){kind}" for name, kind in placeholders)) or "no value"
