"""May somebody still be written to? The outbox asks just before a message leaves."""

from uuid import UUID

from sqlalchemy import select

from hub.accounts.models import User
from hub.core.database import db


def why_no_mail(user_id: UUID) -> str | None:
    """Why not, in a few words; None when nothing is against it."""
    found = db.session.execute(select(User.disabled_at).where(User.id == user_id)).first()
    if found is None:
        return "the account no longer exists"
    return "the account is closed" if found.disabled_at is not None else None
