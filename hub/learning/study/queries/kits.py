"""Kits that were taken along."""

from sqlalchemy import select

from hub.core.database import db
from hub.core.ids import hashed
from hub.learning.study.errors import NoSuchKit
from hub.learning.study.models import OfflineKit


def kit_with(token: str) -> OfflineKit:
    """Raises: NoSuchKit."""
    query = select(OfflineKit).where(OfflineKit.token_hash == hashed(token))
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NoSuchKit
    return found
