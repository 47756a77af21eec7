"""Questions about one's own API tokens."""

from uuid import UUID

from sqlalchemy import select

from hub.accounts.models import ApiToken, User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _


def tokens_of(person: User) -> list[ApiToken]:
    """Those that still work first, then the newest; long dead ones are left to history."""
    query = select(ApiToken).where(ApiToken.user_id == person.id)
    newest = db.session.scalars(query.order_by(ApiToken.made_at.desc()).limit(100))
    return sorted(newest, key=lambda token: not token.is_live)


def token_of(person: User, token_id: UUID) -> ApiToken:
    """Raises: NotFound, also for another person's."""
    token = db.session.get(ApiToken, token_id)
    if token is None or token.user_id != person.id:
        raise NotFound(_("There is no such token."))
    return token
