"""Who runs a programme."""

from uuid import UUID

from sqlalchemy import and_, or_, select

from hub.accounts.models import Grant, Role, ScopeKind, User
from hub.core.database import db


def managers_of(programme_id: UUID) -> list[User]:
    """Who was given the role of its programme manager, in it or for all programmes."""
    here = and_(Grant.scope_kind == ScopeKind.PROGRAMME, Grant.scope_id == programme_id)
    given = select(Grant.user_id).where(
        Grant.role == Role.PROGRAMME_MANAGER,
        Grant.ended_at.is_(None),
        or_(Grant.scope_kind == ScopeKind.PLATFORM, here),
    )
    query = select(User).where(User.id.in_(given), User.disabled_at.is_(None))
    return list(db.session.scalars(query.order_by(User.id)))
