"""Where Chromium is, and how the browser tests start it."""

import functools
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
#: Milliseconds until what a page was to show counts as missing; a busy machine is no defect.
PATIENCE = 60_000
# No sandbox, for root may not have one and only our own pages are seen; no talk to anybody else.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@functools.cache
def chromium_path() -> str | None:
    """The path of a Chromium that starts, or None.

    `HUB_CHROMIUM` names one; `HUB_NO_BROWSER` forbids any.
    """
    if os.environ.get("HUB_NO_BROWSER"):
        return None
    chosen = os.environ.get("HUB_CHROMIUM")
    for name in (chosen,) if chosen else NAMES:
        path = shutil.which(name)
        if path and _starts(path):
            return path
    return None


def launch(playwright: "Playwright") -> "Browser":
    """Start Chromium without a window.

    Raises:
        RuntimeError: there is none; ask chromium_path() first.
    """
    path = chromium_path()
    if path is None:
        raise RuntimeError("Chromium is not installed")
    return playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))


def _starts(path: str) -> bool:
    # Ubuntu's package of that name is an empty shell that only tells to install something else.
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0
