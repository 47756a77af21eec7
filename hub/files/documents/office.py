"""Office files: archives whose table of contents says what they are.

Nothing but that table is unpacked here, and it is bounded: an archive can promise any size.
"""

import struct
import zipfile
from pathlib import Path

from hub.files.rules import FORMATS, MEGABYTE

CONTENT_TYPES = frozenset(kind for kind in FORMATS if "officedocument" in kind or "oasis" in kind)
#: OOXML names the type of its main part so.
_MAIN = {f"{kind}.main+xml".encode(): kind for kind in CONTENT_TYPES if "officedocument" in kind}
_MOST_UNPACKED = 500 * MEGABYTE
_LARGEST_DIRECTORY = MEGABYTE
_LARGEST_TABLE = MEGABYTE
#: Where programs live in such a file.
_MACROS = ("vbaproject", "macrosheets/", "activex/", "basic/", "scripts/")


class Macros(Exception):
    """There are programs in it."""


def content_type_of(path: Path) -> str:
    """The content type, or empty for an archive that is no office file that we know.

    Raises: Macros.
    """
    if not _has_a_small_directory(path):
        return ""
    try:
        with zipfile.ZipFile(path) as archive:
            return _type_in(archive)
    except Macros:
        raise
    except Exception:  # a broken archive fails in many ways; none is our fault
        return ""


def _has_a_small_directory(path: Path) -> bool:
    """Before `zipfile` reads all of it: 25 MB of directory are half a million entries."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 66_000))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22 or b"PK\x06\x07" in tail[max(0, at - 20) : at]:
        return False
    (directory,) = struct.unpack_from("<I", tail, at + 12)
    return bool(directory <= _LARGEST_DIRECTORY)


def _type_in(archive: zipfile.ZipFile) -> str:
    entries = archive.infolist()
    names = [entry.filename.lower() for entry in entries]
    if sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
        return ""
    kind = ""
    if "[content_types].xml" in names:
        table = _start_of(archive, entries[names.index("[content_types].xml")])
        if b"macroenabled" in table.lower():
            raise Macros
        kind = next((kind for part, kind in _MAIN.items() if part in table), "")
    elif names[0] == "mimetype":
        said = _start_of(archive, entries[0]).decode("ascii", "replace").strip()
        kind = said if said in CONTENT_TYPES else ""
    if kind and any(name.startswith(_MACROS) or _is_program(name) for name in names):
        raise Macros
    return kind


def _is_program(name: str) -> bool:
    return any(f"/{part}" in name for part in _MACROS)


def _start_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as part:
        return part.read(_LARGEST_TABLE)
