"""Templates: every one compiles, and what it names exists."""

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateError, meta

from tools.checks import ROOT, Skipped

# The Content-Security-Policy forbids all of these, so they would silently do nothing.
INLINE = {
    r"<script(?![^>]*\bsrc=)(?![^>]*\btype=\"application/(?:ld\+)?json\")[^>]*>": (
        "an inline script"
    ),
    r"<style\b": "an inline style sheet",
    r"<[a-z][^<>]*\sstyle\s*=": "a style attribute",
    r"<[a-z][^<>]*\son[a-z]+\s*=": "an inline event handler",
    r"\bjavascript:": "a javascript: address",
}


def templates() -> list[str]:
    names = [path.relative_to(ROOT / "templates").as_posix() for path in _files()]
    if not names:
        raise Skipped("there are no templates yet")
    environment = _environment()
    findings = [] if environment.policies["ext.i18n.trimmed"] else [TRIMMED]
    for name in names:
        findings += [f"templates/{name}: {problem}" for problem in _problems(environment, name)]
    return findings


TRIMMED = (
    "hub/web/templating.py: set env.policies['ext.i18n.trimmed'] = True, as `make translate` does; "
    "else a {% trans %} of several lines is never translated"
)


def _problems(environment: Environment, name: str) -> Iterator[str]:
    source = (ROOT / "templates" / name).read_text()
    try:
        environment.compile(source, name)
        named = set(meta.find_referenced_templates(environment.parse(source)))
    except TemplateError as error:
        yield f"line {getattr(error, 'lineno', '?')}: {error}"
        return
    for other in sorted(filter(None, named)):
        if not (ROOT / "templates" / other).exists():
            yield f"names {other}, which does not exist"
    if name.startswith("emails/"):
        return  # mail programs know nothing but inline styles
    for pattern, what in INLINE.items():
        for match in re.finditer(pattern, source):
            yield f"line {source.count(chr(10), 0, match.start()) + 1}: {what}"


def _environment() -> Environment:
    """The app's own, for its filters, tests and globals decide what compiles."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {"HUB_ENV": "test", "SECRET_KEY": "only-for-this-check", "HUB_JOBS": "no"}
        settings["DATABASE_URL"] = f"sqlite:///{folder}/hub.sqlite"
        from hub.app import create_app
        from hub.config import settings_from

        return create_app(settings_from(os.environ | settings)).jinja_env


def _files() -> list[Path]:
    folder = ROOT / "templates"
    return sorted(path for path in folder.rglob("*") if path.suffix in (".html", ".txt", ".xml"))
