"""The catalogues of sentences: `make translate`.

Collects what the code and the templates say into hub/translations/*/LC_MESSAGES/messages.po
(English is the source and needs none), and compiles those for the program. What to read stands in
pyproject.toml under [tool.babel]. A changed sentence is a new sentence: nothing is guessed, so an
empty translation means "not yet translated" and `make check` lists it.
"""

import io
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
CATALOGUES = ROOT / "hub" / "translations"
# Babel has no plural rule for Indonesian, which has one form for any number.
PLURALS = {"id": "nplurals=1; plural=0;", "de": "nplurals=2; plural=(n != 1);"}
HEADER = """# Future City Hub: {language}
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"
"""
KEYWORDS: dict[str, Any] = {
    "_": None,
    "_l": None,  # lazy_gettext, where a file needs both
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def extract() -> Catalog:
    """Every sentence that is marked for translation, and the files it stands in."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(pattern, part["method"]) for part in mappings for pattern in part["pattern"]]
    options = {
        pattern: {name: value for name, value in part.items() if name not in ("method", "pattern")}
        for part in mappings
        for pattern in part["pattern"]
    }
    tops = {pattern.split("/")[0] for pattern in options}
    found = extract_from_dir(
        str(ROOT),
        methods,
        options,
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
        directory_filter=lambda path: Path(path).relative_to(ROOT).parts[0] in tops,
    )
    catalog = Catalog(charset="utf-8")
    for filename, line, message, comments, context in found:
        catalog.add(message, None, [(filename, line)], auto_comments=comments, context=context)
    return catalog


def path_of(language: str) -> Path:
    return CATALOGUES / language / "LC_MESSAGES" / "messages.po"


def read(path: Path) -> Catalog:
    """The catalogue as it stands on disk.

    Raises:
        FileNotFoundError: that language has none yet.
        babel.messages.pofile.PoFileError: it cannot be read.
    """
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name, domain="messages", abort_invalid=True)


def update(language: str, found: Catalog) -> None:
    """Add new sentences to a language's catalogue and drop the ones no longer said."""
    path = path_of(language)
    header = HEADER.format(language=language, plurals=PLURALS[language]).encode()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(header)
    catalog = read(path)
    catalog.update(found, no_fuzzy_matching=True)
    text = io.BytesIO()
    # Sorted, unwrapped, without dates and line numbers: a diff shows only what is said differently.
    write_po(
        text,
        catalog,
        width=0,
        sort_output=True,
        ignore_obsolete=True,
        include_lineno=False,
        omit_header=True,
    )
    path.write_bytes(header + b"\n" + text.getvalue())
    missing = sum(1 for message in catalog if message.id and not _said(message.string))
    print(f"{path.relative_to(ROOT)}: {len(catalog)} sentences, {missing} to translate")


def compile_catalogue(path: Path) -> None:
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, read(path))


def _said(string: str | Sequence[str] | None) -> bool:
    return bool(string) and all(string or ())


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--compile"]:
        for name in arguments[1:]:
            compile_catalogue(Path(name).resolve())
        return
    found = extract()
    for language in PLURALS:
        update(language, found)
        compile_catalogue(path_of(language))


if __name__ == "__main__":
    main(sys.argv[1:])
