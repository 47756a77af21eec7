"""What the timetable does with files."""

from hub.core.database import transaction
from hub.files import storage
from hub.files.documents.scanning import scanned, there_is_a_scanner
from hub.files.queries import waiting_for_scan
from hub.files.services import note_scan, sweep

#: Files a run: each may take the scanner up to a minute.
AT_ONCE = 20


def sweep_orphans() -> str:
    return f"removed {sweep()} files that nothing names"


def scan_waiting() -> str:
    """What was uploaded while there was no scanner, or while it did not answer."""
    if not there_is_a_scanner():
        return "no virus scanner is set up"
    waiting = waiting_for_scan(limit=AT_ONCE)
    verdicts = {file_id: scanned(storage.path_of(file_id)) for file_id in waiting}
    with transaction():
        for file_id, verdict in verdicts.items():
            note_scan(file_id, verdict)
    return f"asked the virus scanner about {len(verdicts)} files"
