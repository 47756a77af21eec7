"""What the timetable does for certificates."""

from hub.core.database import db, transaction
from hub.learning.certificates.models import CertificateBatch
from hub.learning.certificates.services.issuing import batches_waiting, go_on


def issue_certificates() -> str:
    """Batches that somebody has asked for, a piece at a time, so that others can write between."""
    ids = batches_waiting()
    for batch_id in ids:
        while _a_piece(batch_id):
            pass
    return f"{len(ids)} batches"


def _a_piece(batch_id: object) -> bool:
    with transaction():
        return go_on(db.session.get_one(CertificateBatch, batch_id))
