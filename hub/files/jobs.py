"""What the timetable does with files."""

from hub.files.services import sweep


def sweep_orphans() -> str:
    return f"removed {sweep()} files that nothing names"
