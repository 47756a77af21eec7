"""Checks that other people's programs make."""

import os
import subprocess
import sys
from pathlib import Path

from tools.checks import CODE, ROOT, Skipped

BIN = Path(sys.executable).parent


def lint() -> list[str]:
    return _findings("ruff", "check", "--quiet", "--output-format=concise", ".")


def formatting() -> list[str]:
    return _findings("ruff", "format", "--check", "--quiet", ".")


def types() -> list[str]:
    return _findings("mypy", "--no-error-summary", "--no-pretty")


def imports() -> list[str]:
    return _findings("lint-imports", "--no-logo")


def dependencies() -> list[str]:
    return _findings("deptry", ".", "--no-ansi")


def markup() -> list[str]:
    if not any((ROOT / "templates").rglob("*.html")):
        raise Skipped("there are no templates yet")
    form = "{filename}:{line} {code} {message} {match}"
    return _findings("djlint", "templates", "--lint", "--quiet", "--linter-output-format", form)


def _findings(program: str, *arguments: str) -> list[str]:
    """What it printed, when it was not content."""
    missing = [name for name in CODE if not (ROOT / name / "__init__.py").exists()]
    if missing:
        return [f"{name}/ is missing" for name in missing]
    ended = subprocess.run(
        [BIN / program, *arguments],
        cwd=ROOT,
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode == 0:
        return []
    said = [line.rstrip() for line in (ended.stdout + ended.stderr).splitlines() if line.strip()]
    return said or [f"{program} ended with {ended.returncode} and said nothing"]
