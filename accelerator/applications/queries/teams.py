"""The people of an application, the invited, and what they say to each other."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import select, union
from sqlalchemy.orm import selectinload

from accelerator.applications.errors import InvitationIsDead
from accelerator.applications.models import (
    Application,
    ApplicationInvitation,
    ApplicationMember,
    InvitationState,
    TeamComment,
    TeamRole,
)
from accelerator.startups.models import Startup
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.ids import hashed
from hub.organisations.models import Membership

_RANK = {role: rank for rank, role in enumerate(TeamRole)}


def members_of(application: Application) -> list[ApplicationMember]:
    """Who is in the team now, its owner first."""
    query = (
        select(ApplicationMember)
        .where(
            ApplicationMember.application_id == application.id,
            ApplicationMember.left_at.is_(None),
        )
        .options(selectinload(ApplicationMember.user))
    )
    return sorted(db.session.scalars(query), key=lambda m: (_RANK[m.role], m.joined_at))


def member_of(application: Application, person: User) -> ApplicationMember | None:
    """Also somebody who has left."""
    query = select(ApplicationMember).where(
        ApplicationMember.application_id == application.id, ApplicationMember.user_id == person.id
    )
    return db.session.scalar(query)


def get_member(application: Application, member_id: UUID) -> ApplicationMember:
    found = db.session.get(ApplicationMember, member_id)
    if found is None or found.application_id != application.id or found.left_at is not None:
        raise NotFound(_("There is nobody like that in this team."))
    return found


def invitations_of(application: Application) -> list[ApplicationInvitation]:
    """Those that wait for an answer, also when they have expired, newest first."""
    query = (
        select(ApplicationInvitation)
        .where(
            ApplicationInvitation.application_id == application.id,
            ApplicationInvitation.state == InvitationState.SENT,
        )
        .order_by(ApplicationInvitation.sent_at.desc())
    )
    return list(db.session.scalars(query))


def get_invitation(application: Application, invitation_id: UUID) -> ApplicationInvitation:
    found = db.session.get(ApplicationInvitation, invitation_id)
    if found is None or found.application_id != application.id:
        raise NotFound(_("There is no such invitation."))
    return found


def invitation_behind(secret: str) -> ApplicationInvitation:
    """What a mail's link stands for, also when it was accepted already.

    Raises:
        InvitationIsDead: unknown, replaced, declined, taken back or expired.
    """
    query = select(ApplicationInvitation).where(ApplicationInvitation.token_hash == hashed(secret))
    found = db.session.scalar(query)
    if found is not None and found.state is InvitationState.ACCEPTED:
        return found
    if found is None or found.state is not InvitationState.SENT or found.expires_at <= now():
        raise InvitationIsDead(
            _("This invitation does not work any more. Please ask whoever sent it for a new one.")
        )
    return found


def comments_of(application: Application, *, key: str | None = None) -> list[TeamComment]:
    """Oldest first; `key`: about one question only."""
    query = (
        select(TeamComment)
        .where(TeamComment.application_id == application.id)
        .options(selectinload(TeamComment.author))
        .order_by(TeamComment.made_at, TeamComment.id)
    )
    if key is not None:
        query = query.where(TeamComment.key == key)
    return list(db.session.scalars(query))


def get_comment(application: Application, comment_id: UUID) -> TeamComment:
    found = db.session.get(TeamComment, comment_id)
    if found is None or found.application_id != application.id:
        raise NotFound(_("There is no such comment."))
    return found


def writers_of(startup_ids: set[UUID]) -> dict[UUID, set[UUID]]:
    """Who writes or has written applications of these startups, by startup: they belong to it,
    whether or not they are members of its organisation."""
    query = (
        select(Application.startup_id, ApplicationMember.user_id)
        .join(ApplicationMember, ApplicationMember.application_id == Application.id)
        .where(Application.startup_id.in_(startup_ids))
    )
    people: dict[UUID, set[UUID]] = defaultdict(set)
    for startup_id, person_id in db.session.execute(query):
        people[startup_id].add(person_id)
    return people


def startups_with(person_id: UUID) -> set[UUID]:
    """In which somebody is or was: a member, or in the team of an application."""
    member = (
        select(Startup.id)
        .join(Membership, Membership.organisation_id == Startup.organisation_id)
        .where(Membership.user_id == person_id)
    )
    writer = (
        select(Application.startup_id)
        .join(ApplicationMember, ApplicationMember.application_id == Application.id)
        .where(ApplicationMember.user_id == person_id)
    )
    return set(db.session.scalars(union(member, writer)))
