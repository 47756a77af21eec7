"""A process that delivers mail until it is killed, for tests that do so.

With CRASH_AT=taken it stands still between the server's "taken" and the mark in the database, and
touches FOLDER/taken to say so. Its leases are short, so that tests need not wait long.
"""

import ctypes
import os
import signal
import time
from pathlib import Path

from hub.app import create_app
from hub.config import ROOT, settings_from
from hub.outbox import delivery
from hub.outbox.transport import SmtpTransport, transport_for


def deliver_for_ever(given: str) -> None:
    folder = Path(given)
    delivery.LEASE_SECONDS = float(os.environ.get("LEASE", "1.5"))
    if os.environ.get("CRASH_AT") == "taken":
        _stand_still_when_taken(folder)
    app = create_app(settings_from(os.environ))
    if processes := int(os.environ.get("PROCESSES", "0")):
        _stay_parent(folder, processes)
    with app.app_context():
        while True:
            with transport_for(app.config["MAIL_URL"], root=ROOT) as way_out:
                delivery.deliver(way_out, sender=app.config["MAIL_FROM"])
            time.sleep(0.05)


def _stay_parent(folder: Path, processes: int) -> None:
    """Return in children only; when they have all been killed, fork as many again. Their ids stand
    in FOLDER/delivering."""
    while True:
        children = []
        for _ in range(processes):
            child = os.fork()
            if child == 0:
                _die_with_parent()
                return
            children.append(child)
        (folder / "delivering").write_text(" ".join(map(str, children)))
        for child in children:
            os.waitpid(child, 0)


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def _stand_still_when_taken(folder: Path) -> None:
    send = SmtpTransport.send

    def stop_after(self: SmtpTransport, raw: bytes, **named: str) -> None:
        send(self, raw, **named)
        (folder / "taken").touch()
        time.sleep(600)

    SmtpTransport.send = stop_after  # type: ignore[assignment,method-assign]
