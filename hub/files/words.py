"""Files in words, for lists and beside fields."""

from collections.abc import Iterable

from hub.core.formats import number
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.core.i18n import ngettext
from hub.files.models import File
from hub.files.rules import FORMATS, MEGABYTE, Kind, Scan

#: What people call them, with the endings that they know.
KINDS = {
    Kind.PHOTO: _l("photo"),
    Kind.PDF: _l("PDF"),
    Kind.IMAGE: _l("picture (JPEG, PNG, WebP)"),
    Kind.DOCUMENT: _l("text document (DOCX, ODT)"),
    Kind.SPREADSHEET: _l("spreadsheet (XLSX, ODS)"),
    Kind.PRESENTATION: _l("slides (PPTX, ODP)"),
    Kind.VIDEO: _l("video (MP4, WebM)"),
}
SCANS = {
    Scan.CLEAN: _l("Checked for viruses"),
    Scan.INFECTED: _l("Blocked: the virus scanner found something"),
    Scan.UNSCANNED: _l("Not checked for viruses"),
}


def accepted(kinds: Iterable[Kind]) -> str:
    """PDF, picture (JPEG, PNG, WebP)"""
    wanted = set(kinds)
    return ", ".join(str(words) for kind, words in KINDS.items() if kind in wanted)


def endings(kinds: Iterable[Kind]) -> str:
    """For the `accept` of a file field: `.pdf,.jpg,.jpeg`."""
    wanted = set(kinds)
    return ",".join(e for kind, some in FORMATS.values() if kind in wanted for e in some)


def size(many: int) -> str:
    """340 kB · 3.4 MB, of a number of bytes."""
    if many < MEGABYTE:
        return _("%(size)s kB", size=number(max(1, round(many / 1024))))
    return _("%(size)s MB", size=number(round(many / MEGABYTE, 1)))


def about(file: File) -> str:
    """12 pages · 3.4 MB"""
    parts = [size(file.size)]
    if file.pages:
        parts.insert(0, ngettext("%(num)s page", "%(num)s pages", file.pages))
    return " · ".join(parts)


def scanned(file: File) -> str:
    return str(SCANS[file.scan])
