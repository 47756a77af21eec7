"""The folder that holds the bytes. Names are our own ids, so no client's name meets the disk."""

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

from hub.config import ROOT

STRIPPED = "stripped"
_folder: Path | None = None


def keep_files_in(address: str) -> None:
    """Use this folder from now on: FILES_URL, a path or `file://` address; a relative path is
    taken from the project's root."""
    global _folder
    _folder = ROOT / address.removeprefix("file://")


def folder() -> Path:
    if _folder is None:
        raise RuntimeError("no folder for files: the app was not built")
    return _folder


def path_of(file_id: UUID, variant: str = "") -> Path:
    """Where a file lies: `variant` names another form of it, a smaller picture such as `96` or the
    copy without names, `STRIPPED`."""
    name = f"{file_id.hex}-{variant}" if variant else file_id.hex
    # The last digits are random (the first are a date), so folders fill evenly.
    return folder() / file_id.hex[-2:] / name


def write(path: Path, content: bytes) -> None:
    """All of it or nothing, and on the disk before this returns: a row may now name it."""
    write_chunks(path, (content,))


def write_chunks(path: Path, chunks: Iterable[bytes]) -> None:
    """As `write`, without ever holding all of it. What stops half-way leaves a draft, which
    `remove` and the sweep take."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.part")
    with draft.open("xb") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)


def remove(file_id: UUID) -> None:
    for path in path_of(file_id).parent.glob(f"{file_id.hex}*"):
        path.unlink(missing_ok=True)


def left_alone(*, seconds: int) -> Iterator[UUID]:
    """Ids of files that nobody has written to for so long, each once."""
    # The disk's times are the machine's, also where the hub's own clock is moved.
    before = time.time() - seconds
    seen: set[UUID] = set()
    for path in folder().glob("??/*"):
        file_id = _id_in(path.name)
        if file_id and file_id not in seen and path.stat().st_mtime < before:
            seen.add(file_id)
            yield file_id


def _id_in(name: str) -> UUID | None:
    """None for a name that is not one of ours, which we then leave alone."""
    try:
        return UUID(hex=name[:32])
    except ValueError:
        return None
