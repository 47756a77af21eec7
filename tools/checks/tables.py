"""Migrations: numbered, in one line, and in step with the models."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic.script import ScriptDirectory
from alembic.util import CommandError

from tools.checks import ROOT, Skipped

NUMBERED = re.compile(r"(\d{4})_[a-z0-9_]+\.py")


def migrations() -> list[str]:
    files = sorted(path.name for path in (ROOT / "migrations" / "versions").glob("*.py"))
    if not files:
        raise Skipped("there are no migrations yet")
    findings = _order(files)
    return findings or _in_step()


def _order(files: list[str]) -> list[str]:
    odd = [name for name in files if not NUMBERED.fullmatch(name)]
    if odd:
        return [f"{name}: should be called like 0001_people.py" for name in odd]
    numbers = [int(name[:4]) for name in files]
    if numbers != list(range(1, len(numbers) + 1)):
        return [f"gaps or doubles among the numbers: {', '.join(f'{n:04}' for n in numbers)}"]
    try:
        script = ScriptDirectory(str(ROOT / "migrations"))
        heads = script.get_heads()
        line = [Path(each.path).name for each in script.walk_revisions()][::-1]
    except (CommandError, KeyError) as error:
        return [str(error)]
    if len(heads) != 1:
        return [f"there are {len(heads)} heads: {', '.join(heads)}"]
    if line != files:
        return [f"they follow each other otherwise than their numbers: {' → '.join(line)}"]
    return []


def _in_step() -> list[str]:
    """Build a fresh SQLite database by the migrations and compare it with the models."""
    with tempfile.TemporaryDirectory(prefix="hub-check-") as folder:
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/hub.sqlite",
            "HUB_ENV": "test",
            "SECRET_KEY": "only-for-this-check",
            "MAIL_URL": f"file:{folder}/mail",
            "FILES_URL": f"{folder}/files",
        }
        for step in ("upgrade", "check"):
            ended = subprocess.run(
                [sys.executable, "-m", "flask", "--app", "wsgi", "db", step],
                cwd=ROOT,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            if ended.returncode:
                said = (ended.stderr + ended.stdout).strip().splitlines()
                return [f"flask db {step} failed:", *said[-8:]]
    return []
