"""What must always be true of files."""

from collections.abc import Iterator

from sqlalchemy import select

from hub.core.database import db
from hub.files import storage
from hub.files.models import File
from hub.files.rules import SQUARES, Kind


def problems() -> Iterator[str]:
    """Every living row has its bytes, as many as it says."""
    living = select(File).where(File.deleted_at.is_(None)).execution_options(yield_per=1000)
    for file in db.session.scalars(living):
        path = storage.path_of(file.id)
        if not path.is_file():
            yield f"file {file.id}: its content is missing"
        elif path.stat().st_size != file.size:
            yield f"file {file.id}: has {path.stat().st_size} bytes instead of {file.size}"
        for variant in _variants(file):
            if not storage.path_of(file.id, variant).is_file():
                yield f"file {file.id}: its copy {variant} is missing"


def _variants(file: File) -> list[str]:
    if file.kind is Kind.PHOTO:
        return [str(side) for side in SQUARES]
    return [storage.STRIPPED] if file.has_stripped_copy else []
