"""How gunicorn runs the hub: `gunicorn -c python:hub.operate.gunicorn wsgi:app`.

Several processes of several threads. The timetable is not among them; it is `flask jobs run`.
"""

import gc
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

# Counted by all web processes together; set before anybody imports the client, which looks once.
_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
if not os.environ.get(_FOLDER):
    os.environ[_FOLDER] = tempfile.mkdtemp(prefix="hub-metrics-")
    _ours: Path | None = Path(os.environ[_FOLDER])
else:
    _ours = None

bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"
workers = int(os.environ.get("WEB_WORKERS") or 4)
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS") or 8)
#: It would open a socket in somebody's home.
control_socket_disable = True
#: Imported once and forked: starts four times as fast in half the memory. A new version is a
#: restart, not a reload.
preload_app = True
#: Memory, not the disk, for the heartbeat: a busy disk must not look like a stuck worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
timeout = 60
graceful_timeout = 30
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
#: Who may say that a request came by https is TRUSTED_PROXIES' business, not gunicorn's.
forwarded_allow_ips = ""
accesslog = None
errorlog = "-"


def when_ready(_server: Any) -> None:
    """What the start has made lives as long as the process: looking through it again and again,
    a quarter of a second each time, frees nothing. It is shared by the workers, too."""
    gc.collect()
    gc.freeze()


def post_fork(_server: Any, worker: Any) -> None:
    """Connections do not survive a fork; should the parent have opened any, forget them."""
    from hub.core.database import db  # noqa: PLC0415  not before the folder is named

    with worker.app.wsgi().app_context():
        db.engine.dispose(close=False)


def child_exit(_server: Any, worker: Any) -> None:
    from prometheus_client import multiprocess  # noqa: PLC0415  not before the folder is named

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(_server: Any) -> None:
    if _ours:
        shutil.rmtree(_ours, ignore_errors=True)
