"""Everything that is asked of a document before it is kept."""

from dataclasses import dataclass
from pathlib import Path

from hub.core.i18n import gettext as _
from hub.files import storage
from hub.files.documents.kinds import content_type_of
from hub.files.documents.pdfs import look_through
from hub.files.documents.scanning import scanned
from hub.files.errors import Infected, PasswordProtected, WrongKind
from hub.files.pictures import CONTENT_TYPE as WEBP
from hub.files.pictures import read_picture
from hub.files.rules import FORMATS, PDF, DocumentLimits, Kind, Limits, Scan
from hub.files.words import accepted

#: Pixels: enough to read a scanned page by.
LONGEST_SIDE = 3200


@dataclass(frozen=True)
class Examined:
    """`stripped_type` is the content type of the copy without metadata, None if there is none."""

    content_type: str
    kind: Kind
    scan: Scan
    pages: int | None = None
    width: int | None = None
    height: int | None = None
    stripped_type: str | None = None


def examined(path: Path, limits: DocumentLimits, *, stripped: Path) -> Examined:
    """What the file is, with its copy without metadata written to `stripped`.

    Raises:
        WrongKind: not one of `limits.kinds`, whatever its name says.
        HasMacros, PasswordProtected, NotAPicture, TooManyPixels: nobody here could open it safely.
        Infected: the scanner says so.
    """
    if not path.stat().st_size:
        raise WrongKind(_("This file is empty. Please choose another one."))
    content_type = content_type_of(path)
    kind = FORMATS[content_type][0]
    if kind not in limits.kinds:
        raise WrongKind(
            _("This kind of file is not asked for here. Please choose: %(kinds)s.",
              kinds=accepted(limits.kinds))
        )  # fmt: skip
    scan = scanned(path)
    if scan is Scan.INFECTED:
        raise Infected(_("The virus scanner found something in this file, so we did not keep it."))
    if content_type == PDF:
        return _pdf(path, scan, stripped=stripped)
    if kind is Kind.IMAGE:
        return _image(path, scan, content_type=content_type, stripped=stripped)
    return Examined(content_type, kind, scan)


def _pdf(path: Path, scan: Scan, *, stripped: Path) -> Examined:
    found = look_through(path, stripped=stripped)
    if found.locked:
        raise PasswordProtected(
            _(
                "This PDF opens only with a password. Please save it without one and choose it "
                "again."
            )
        )
    stripped_type = PDF if found.stripped else None
    return Examined(PDF, Kind.PDF, scan, pages=found.pages, stripped_type=stripped_type)


def _image(path: Path, scan: Scan, *, content_type: str, stripped: Path) -> Examined:
    """A copy written anew from its pixels has nothing else in it."""
    limits = Limits(max_bytes=path.stat().st_size, longest_side=LONGEST_SIDE)
    with path.open("rb") as stream:
        picture = read_picture(stream, limits)
    storage.write(stripped, picture.content)
    return Examined(
        content_type,
        Kind.IMAGE,
        scan,
        width=picture.width,
        height=picture.height,
        stripped_type=WEBP,
    )
