"""A certificate: who gave what, signed by a number that anybody can look up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.core.formats import long_day
from hub.core.i18n import gettext as _
from hub.core.i18n import language
from hub.paper.services import pdf


@dataclass(frozen=True)
class Certificate:
    """All text already in the reader's language."""

    #: What it certifies: "Certificate of mentoring".
    title: str
    name: str
    #: Under the name: what they did, and where.
    sentence: str
    #: (label, value)
    facts: Sequence[tuple[str, str]]
    head: str
    number: str
    #: Where the number is looked up.
    url: str
    issued_at: datetime
    zone: str


def certificate(of: Certificate) -> bytes:
    """A PDF; the same certificate gives the same bytes."""
    values = {
        "title": f"{of.title} {of.number}",
        "heading": of.title,
        "language": language(),
        "head": of.head,
        "foot": _("Number %(number)s", number=of.number),
        "name": of.name,
        "sentence": of.sentence,
        "facts": [list(row) for row in of.facts],
        "issued": _("Issued on %(day)s", day=long_day(of.issued_at, of.zone)),
        "check_label": _("Anybody can check this number:"),
        "number": of.number,
        "url": of.url,
    }
    return pdf("certificate", values, made_at=of.issued_at)
