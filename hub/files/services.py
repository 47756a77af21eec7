"""Store and forget files.

The bytes are written first, the row second: there is never a row without its file, and a file whose
row was not kept is swept away within a day.
"""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import select

from hub.core.clock import now
from hub.core.database import Model, db
from hub.core.i18n import gettext as _
from hub.core.ids import new_id
from hub.files import storage
from hub.files.documents.examining import Examined, examined
from hub.files.errors import FileTooLarge
from hub.files.models import File
from hub.files.pictures import CONTENT_TYPE, read_picture
from hub.files.rules import MEGABYTE, DocumentLimits, Kind, Limits, Scan, safe_name

#: A file without a row is an upload under way until it is this old.
ORPHAN_AFTER_SECONDS = 3600
CHUNK = 256 * 1024


@dataclass(frozen=True)
class Stored:
    """Bytes on the disk that no row names yet. `size` in bytes; `name` is safe to show."""

    id: UUID
    content_type: str
    size: int
    sha256: str
    width: int | None = None
    height: int | None = None
    kind: Kind = Kind.PHOTO
    name: str = ""
    pages: int | None = None
    stripped_type: str | None = None
    scan: Scan = Scan.UNSCANNED


def store(stream: BinaryIO, *, limits: Limits) -> Stored:
    """Read, rewrite and keep a picture; call it before the transaction, for it takes its time.

    Raises:
        FileTooLarge: more than `limits.max_bytes`, noticed after reading that many.
        NotAPicture, TooManyPixels: see `read_picture`.
    """
    content = stream.read(limits.max_bytes + 1)
    if len(content) > limits.max_bytes:
        raise _too_large(limits.max_bytes)
    picture = read_picture(io.BytesIO(content), limits)
    file_id = new_id()
    for side, square in picture.squares.items():
        storage.write(storage.path_of(file_id, str(side)), square)
    storage.write(storage.path_of(file_id), picture.content)
    return Stored(
        id=file_id,
        content_type=CONTENT_TYPE,
        size=len(picture.content),
        sha256=hashlib.sha256(picture.content).hexdigest(),
        width=picture.width,
        height=picture.height,
    )


def store_document(stream: BinaryIO, name: str, *, limits: DocumentLimits) -> Stored:
    """Keep what somebody hands in, as it came, and beside it a copy without metadata if there can
    be one; call it before the transaction, for it takes its time (a PDF a second or more).

    Raises:
        FileTooLarge: more than `limits.max_bytes`, noticed after reading that many.
        WrongKind, HasMacros, PasswordProtected, NotAPicture, TooManyPixels, Infected: see
            `examined`. Nothing is kept then.
    """
    file_id = new_id()
    path = storage.path_of(file_id)
    digest, read = hashlib.sha256(), 0

    def chunks() -> Iterator[bytes]:
        nonlocal read
        while chunk := stream.read(CHUNK):
            read += len(chunk)
            if read > limits.max_bytes:
                raise _too_large(limits.max_bytes)
            digest.update(chunk)
            yield chunk

    try:
        storage.write_chunks(path, chunks())
        stripped = storage.path_of(file_id, storage.STRIPPED)
        found = examined(path, limits, stripped=stripped)
    except BaseException:
        storage.remove(file_id)
        raise
    return _stored(file_id, found, name=name, size=read, sha256=digest.hexdigest())


def _stored(file_id: UUID, found: Examined, *, name: str, size: int, sha256: str) -> Stored:
    return Stored(
        id=file_id,
        content_type=found.content_type,
        size=size,
        sha256=sha256,
        width=found.width,
        height=found.height,
        kind=found.kind,
        name=safe_name(name, found.content_type),
        pages=found.pages,
        stripped_type=found.stripped_type,
        scan=found.scan,
    )


def _too_large(max_bytes: int) -> FileTooLarge:
    return FileTooLarge(
        _(
            "This file has more than %(size)s MB. Please choose a smaller one.",
            size=f"{max_bytes / MEGABYTE:g}",
        )
    )


def keep(stored: Stored, owner: Model, *, name: str = "", by_id: UUID | None = None) -> File:
    """Give what was stored its row, in the caller's transaction; `name` is what the client says,
    of a document it need not be said again."""
    file = File(
        id=stored.id,
        owner_kind=owner.__tablename__,
        owner_id=owner.id,
        kind=stored.kind,
        original_name=safe_name(name, stored.content_type) if name else stored.name,
        content_type=stored.content_type,
        size=stored.size,
        sha256=stored.sha256,
        width=stored.width,
        height=stored.height,
        pages=stored.pages,
        stripped_type=stored.stripped_type,
        scan=stored.scan,
        scan_tried_at=None if stored.scan is Scan.UNSCANNED else now(),
        made_by_id=by_id,
    )
    db.session.add(file)
    db.session.flush()
    return file


def note_scan(file_id: UUID, scan: Scan) -> None:
    """What the scanner said later on. An infected file is shown to nobody from now on."""
    file = db.session.get(File, file_id)
    if file is not None:
        file.scan, file.scan_tried_at = scan, now()
        db.session.flush()


def delete(file_id: UUID) -> None:
    """Nobody is shown it from now on; the next sweep removes its bytes."""
    file = db.session.get(File, file_id)
    if file is not None and file.deleted_at is None:
        file.deleted_at = now()
        db.session.flush()


def sweep() -> int:
    """Remove the bytes that no living row names, and answer of how many files."""
    found = list(storage.left_alone(seconds=ORPHAN_AFTER_SECONDS))
    living: set[UUID] = set()
    for start in range(0, len(found), 500):
        some = found[start : start + 500]
        query = select(File.id).where(File.id.in_(some), File.deleted_at.is_(None))
        living |= set(db.session.scalars(query))
    orphans = [file_id for file_id in found if file_id not in living]
    for file_id in orphans:
        storage.remove(file_id)
    return len(orphans)
