"""Look through a PDF that a stranger sent: in a process of its own, which may die of it."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hub.config import ROOT

PATIENCE_SECONDS = 30
#: Each takes a processor; the others wait for their turn.
_two_at_a_time = threading.BoundedSemaphore(2)


@dataclass(frozen=True)
class LookedThrough:
    """`pages` is None and `stripped` False when the file could not be understood in time."""

    pages: int | None = None
    stripped: bool = False
    #: It opens only with a password.
    locked: bool = False


def look_through(path: Path, *, stripped: Path) -> LookedThrough:
    """Count the pages, and write the copy without metadata to `stripped` if that is possible."""
    command = [sys.executable, "-m", "hub.files.documents.pdf_alone", str(path), str(stripped)]
    # None of our secrets: what parses a stranger's file shall know nothing.
    environment = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    with _two_at_a_time:
        try:
            done = subprocess.run(  # noqa: S603  our own module; the paths are ours
                command,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PATIENCE_SECONDS,
                check=False,
            )
            said = done.stdout
        except subprocess.TimeoutExpired as late:
            said = late.stdout or b""
    return _understood(said, stripped)


def _understood(said: bytes, stripped: Path) -> LookedThrough:
    """What it said before it ended, in whichever way it ended: a JSON object per line."""
    told: dict[str, Any] = {}
    for line in said.splitlines():
        if line.endswith(b"}"):
            told |= json.loads(line)
    if not told.get("stripped"):
        stripped.unlink(missing_ok=True)
    return LookedThrough(
        told.get("pages"), stripped=told.get("stripped", False), locked=told.get("locked", False)
    )
