"""Ask the virus scanner of the house, if there is one."""

import logging
import shlex
import subprocess
from pathlib import Path

from hub.files.rules import Scan

log = logging.getLogger(__name__)
PATIENCE_SECONDS = 60

_command: tuple[str, ...] = ()


def scan_with(command: str) -> None:
    """FILES_SCAN_COMMAND: a command that gets the file's path as its last argument and ends with
    0 (clean) or 1 (infected); anything else means that it could not say, so it is asked again."""
    global _command
    _command = tuple(shlex.split(command))


def there_is_a_scanner() -> bool:
    return bool(_command)


def scanned(path: Path) -> Scan:
    """What the scanner says; `UNSCANNED` without one, or when it fails or takes too long."""
    if not _command:
        return Scan.UNSCANNED
    try:
        done = subprocess.run(  # noqa: S603  the operator's own command; the path is ours
            (*_command, str(path)),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        log.exception("the virus scanner could not be asked")
        return Scan.UNSCANNED
    if done.returncode not in (0, 1):
        log.error("the virus scanner ended with %s: %r", done.returncode, done.stderr[-500:])
        return Scan.UNSCANNED
    return Scan.INFECTED if done.returncode else Scan.CLEAN
