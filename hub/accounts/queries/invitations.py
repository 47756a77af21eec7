"""Questions about invitations."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from hub.accounts.models import Invitation
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of


def invitations(*, cursor: str | None = None, limit: int = 30) -> Page[Invitation]:
    """All that staff sent into the hub itself, newest first; organisations look after their own."""
    query = _with_sender().where(Invitation.organisation_id.is_(None))
    by = [Invitation.made_at, Invitation.id]
    return page_of(query, by=by, cursor=cursor, limit=limit, descending=True)


def waiting_for(organisation_id: UUID) -> list[Invitation]:
    """Those of an organisation that can still be answered or sent again, newest first."""
    query = _with_sender().where(
        Invitation.organisation_id == organisation_id,
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
    )
    return list(db.session.scalars(query.order_by(Invitation.made_at.desc()).limit(100)))


def get_invitation(invitation_id: UUID, *, organisation_id: UUID | None = None) -> Invitation:
    """Raises: NotFound, also for one that is another's: of an organisation, or of the hub."""
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None or invitation.organisation_id != organisation_id:
        raise NotFound(_("There is no such invitation."))
    return invitation


def _with_sender() -> Select[Invitation]:
    return select(Invitation).options(joinedload(Invitation.invited_by))
