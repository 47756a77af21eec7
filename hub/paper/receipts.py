"""The receipt of an application: what was received, when, and the answers as they were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.core.formats import moment
from hub.core.i18n import gettext as _
from hub.core.i18n import language
from hub.paper.services import pdf


@dataclass(frozen=True)
class Receipt:
    """All text already in the reader's language; the labels are in the language now spoken."""

    reference: str
    startup: str
    programme: str
    cohort: str
    received_at: datetime
    #: The programme's zone, and the reader's.
    zone: str
    reader_zone: str
    #: On time, in the grace period, …
    timing: str
    #: (question, answer) in the order of the form; an answer may have several lines.
    answers: Sequence[tuple[str, str]]
    #: Of the revision, in hexadecimal.
    sha256: str


def receipt(of: Receipt) -> bytes:
    """A PDF; the same receipt gives the same bytes."""
    heading = _("Receipt of your application")
    values = {
        "title": f"{heading} {of.reference}",
        "heading": heading,
        "language": language(),
        "head": f"{of.programme} · {of.cohort}",
        "foot": f"{of.reference} · {of.startup}",
        "lead": _("We have received your application. Please keep this receipt."),
        "reference_label": _("Reference"),
        "reference": of.reference,
        "facts": [list(row) for row in _facts(of)],
        "answers_title": _("Your answers as we received them"),
        "answers": [[question, answer or "–"] for question, answer in of.answers],
        "seal_label": _("Fingerprint (SHA-256) of what we received:"),
        "sha256": of.sha256,
    }
    return pdf("receipt", values, made_at=of.received_at)


def _facts(of: Receipt) -> list[tuple[str, str]]:
    here = moment(of.received_at, of.zone)
    there = moment(of.received_at, of.reader_zone)
    if here == there:
        there = moment(of.received_at, "UTC")
    return [
        (_("Startup"), of.startup),
        (_("Programme"), of.programme),
        (_("Cohort"), of.cohort),
        (_("Received"), f"{here}\n{there}"),
        (_("In time?"), of.timing),
    ]
