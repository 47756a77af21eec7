"""A certificate of a class: a sheet to be framed, with the number and the code by which anybody
checks it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import segno

from hub.core.formats import day
from hub.core.i18n import gettext as _
from hub.core.i18n import language
from hub.paper.services import pdf


@dataclass(frozen=True)
class ClassCertificate:
    """All text already in the reader's language; names as they are written."""

    name: str
    #: For which the person learned; empty for none.
    organisation: str
    course: str
    #: Of the run, where it has another title than the course; else empty.
    class_title: str
    #: (label, value), side by side: dates, hours, mode, instructors.
    facts: Sequence[tuple[str, str]]
    #: What had to be done for it, in words.
    rule: str
    issuer: str
    number: str
    #: Where the number is looked up; also in the code.
    url: str
    issued_at: datetime
    zone: str


def class_certificate(of: ClassCertificate) -> bytes:
    """A PDF of one page; the same certificate gives the same bytes."""
    heading = _("Certificate of completion")
    issued = day(of.issued_at, of.zone, form="d MMMM y")
    values = {
        "title": f"{heading} {of.number}",
        "heading": heading,
        "language": language(),
        "lead": _("This is to certify that"),
        "name": of.name,
        "organisation": of.organisation,
        "sentence": _("has completed the class"),
        "course": of.course,
        "class": of.class_title,
        "facts": [list(row) for row in of.facts],
        "rule_label": _("What was asked"),
        "rule": of.rule,
        "issued": _("Issued by %(issuer)s on %(day)s", issuer=of.issuer, day=issued),
        "check_label": _("Anybody can check this number:"),
        "number": of.number,
        "url": of.url,
        "qr": _code(of.url),
        "qr_alt": _("Code with the address at which the certificate is checked"),
    }
    return pdf("class_certificate", values, made_at=of.issued_at)


def _code(url: str) -> str:
    """As an SVG; a fifth of it may be dirty or torn."""
    drawn = io.BytesIO()
    segno.make(url, error="q", micro=False).save(
        drawn, kind="svg", border=2, dark="#084a45", xmldecl=False
    )
    return drawn.getvalue().decode()
