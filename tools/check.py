"""Everything but the tests: `make check`. Runs all checks, says a line for each, fails if any did.

With words after it, only the checks whose name holds one of them: `make check ARGS=types`.
"""

import sys
import time
import traceback
from collections.abc import Callable

from tools.checks import Skipped
from tools.checks.budgets import budgets
from tools.checks.pages import templates
from tools.checks.programs import dependencies, formatting, imports, lint, markup, types
from tools.checks.supply import licences, locks, traces, vendored
from tools.checks.tables import migrations
from tools.checks.words import translations

CHECKS: dict[str, Callable[[], list[str]]] = {
    "lint": lint,
    "format": formatting,
    "types": types,
    "import rules": imports,
    "budgets": budgets,
    "templates compile": templates,
    "templates lint": markup,
    "translations complete": translations,
    "migrations in step": migrations,
    "dependencies declared": dependencies,
    "locks": locks,
    "licences": licences,
    "vendored files": vendored,
    "no traces": traces,
}
SHOWN, LONGEST = 60, 300  # lines a check, and how much of each; mypy spells out whole unions


def main(words: list[str]) -> int:
    chosen = {
        name: check
        for name, check in CHECKS.items()
        if not words or any(word in name for word in words)
    }
    if not chosen:
        print(f"No such check. There are: {', '.join(CHECKS)}.")
        return 2
    failed = [name for name, check in chosen.items() if not _passes(name, check)]
    print(f"Failed: {', '.join(failed)}." if failed else "All is well.")
    return 1 if failed else 0


def _passes(name: str, check: Callable[[], list[str]]) -> bool:
    started = time.monotonic()
    verdict, findings = "ok", []
    try:
        findings = check()
    except Skipped as reason:
        verdict = f"skipped: {reason}"
    except Exception:  # a check that breaks down has not passed, and the others still run
        findings = traceback.format_exc().splitlines()[-12:]
    if findings:
        verdict = "FAILED"
    print(f"{name:<22} {verdict} ({time.monotonic() - started:.1f} s)", flush=True)
    for line in findings[:SHOWN]:
        print(f"    {line[:LONGEST]}")
    if len(findings) > SHOWN:
        print(f"    … and {len(findings) - SHOWN} more")
    return not findings


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
