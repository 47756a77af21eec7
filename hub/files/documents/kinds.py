"""What a file is, by its content: how it begins, how it is built and how it ends.

Its name and what the browser says about it are not asked. A file that is two things at once (a PDF
that is also an archive, a picture that is also a page) is refused, and so is everything that can
run: pages, drawings with scripts, office files with macros.
"""

import zipfile
from pathlib import Path

from hub.core.i18n import gettext as _
from hub.files.documents import films, office
from hub.files.errors import HasMacros, PasswordProtected, WrongKind
from hub.files.rules import FORMATS, PDF

HEAD = 1024
#: A PDF ends with this; some programs leave a little behind it.
PDF_END, PDF_TAIL = b"%%EOF", 4096
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: What begins a page, in whatever is none.
_OF_A_PAGE = (b"<html", b"<script", b"<svg", b"<!doctype")


def content_type_of(path: Path) -> str:
    """One of `FORMATS`.

    Raises:
        WrongKind: none of them, broken, or two at once.
        HasMacros, PasswordProtected: an office file that must be saved in another way first.
    """
    head = _read(path, HEAD)
    content_type = _by_its_beginning(path, head)
    if content_type not in FORMATS or _is_something_else_too(path, head, claimed=content_type):
        raise WrongKind(
            _("We cannot read this file. Please save it again in its own program and choose it.")
        )
    return content_type


def _by_its_beginning(path: Path, head: bytes) -> str:
    if head.startswith(b"%PDF-"):
        size = path.stat().st_size
        return PDF if PDF_END in _read(path, PDF_TAIL, start=max(0, size - PDF_TAIL)) else ""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"PK\x03\x04"):
        return _office_type(path)
    if head.startswith(OLE):
        raise PasswordProtected(
            _(
                "This is an old office file or one with a password. Please save it as PDF, or "
                "without the password in today's format, and choose it again."
            )
        )
    return films.content_type_of(path, head)


def _office_type(path: Path) -> str:
    try:
        return office.content_type_of(path)
    except office.Macros as macros:
        raise HasMacros(
            _(
                "This file holds macros. Please save it without them, or as PDF, and choose it "
                "again."
            )
        ) from macros


def _is_something_else_too(path: Path, head: bytes, *, claimed: str) -> bool:
    archive = claimed in office.CONTENT_TYPES
    return (
        (claimed != PDF and b"%PDF-" in head)
        or any(sign in head.lower() for sign in _OF_A_PAGE)
        or (not archive and zipfile.is_zipfile(path))
    )


def _read(path: Path, size: int, *, start: int = 0) -> bytes:
    with path.open("rb") as file:
        file.seek(start)
        return file.read(size)
