"""The database server behind a URL, to be killed and started again."""

import atexit
import os
import shlex
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

PATIENCE_SECONDS = 90


class Postmaster:
    """It may take a moment until the killed one's children have noticed and let go."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url).set(drivername="postgresql")
        self.data = Path(str(self.url.query["host"])) / "db"

    def kill(self) -> None:
        pid = int((self.data / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)
        with suppress(ChildProcessError):  # as a zombie it would still keep the next one out
            os.waitpid(pid, 0)

    def start(self) -> None:
        """Returns when it answers again."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            server = self._launched()
            while server.poll() is None and time.monotonic() < deadline:
                if self._answers():
                    atexit.register(_stop, server)
                    return
                time.sleep(0.1)
            time.sleep(0.2)
        raise AssertionError((self.data.parent / "log").read_text()[-2000:])

    def _launched(self) -> subprocess.Popen[bytes]:
        command = shlex.split((self.data / "postmaster.opts").read_text())
        owner = self.data.stat()
        as_owner: dict[str, Any] = {}
        if os.geteuid() == 0:
            as_owner = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
        with (self.data.parent / "log").open("ab") as log:
            return subprocess.Popen(
                command, stdout=log, stderr=log, cwd=self.data.parent, **as_owner
            )

    def _answers(self) -> bool:
        with suppress(psycopg.OperationalError):
            psycopg.connect(self.url.render_as_string(hide_password=False)).close()
            return True
        return False


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
