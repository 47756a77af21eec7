"""The people of an application: given another part, removed, gone. One of them owns it."""

from accelerator.applications.errors import NeedsAnOwner
from accelerator.applications.facts import TeamChanged
from accelerator.applications.models import Application, ApplicationMember, TeamRole
from accelerator.applications.permissions import can_lead
from accelerator.applications.queries.teams import member_of
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.history.services import record

#: What can be given to others. The owner's part is handed over, never doubled.
GIVEN = (TeamRole.EDIT, TeamRole.COMMENT, TeamRole.VIEW)


def add(application: Application, person: User, *, role: TeamRole) -> ApplicationMember:
    """Put somebody in, without asking who may: for invitations. A member keeps the better part of
    the two; who had left is in again."""
    member = member_of(application, person)
    if member is None:
        member = ApplicationMember(application_id=application.id, user_id=person.id, role=role)
        db.session.add(member)
    elif member.left_at is None:
        better = sorted((member.role, role), key=list(TeamRole).index)[0]
        member.role = better
    else:
        member.role, member.joined_at, member.left_at = role, now(), None
    db.session.flush()
    told = {"member": person.name, "person": person.id, "as": member.role}
    record("application.member-joined", application, after=told)
    announce(TeamChanged(application.id, person.id))
    return member


def change_role(
    application: Application, member: ApplicationMember, *, role: TeamRole, by: User
) -> None:
    """Raises: NotAllowed, NeedsAnOwner, Invalid for a part that is not given."""
    _check_owner(application, by)
    if role not in GIVEN:
        raise Invalid(_("Please choose from the list."), errors={"role": [_("Please choose.")]})
    if member.role is TeamRole.OWNER:
        raise NeedsAnOwner(_("Hand the application over first."))
    before = member.role
    if before is not role:
        member.role = role
        db.session.flush()
        _record("application.role-changed", application, member=member, before=before)


def hand_over(application: Application, member: ApplicationMember, *, by: User) -> None:
    """Somebody else of the team owns it from now on; the former owner goes on writing.

    Raises: NotAllowed, Conflict for somebody who has left.
    """
    lock(application)
    _check_owner(application, by)
    db.session.refresh(member)
    if member.left_at is not None:
        raise Conflict(_("They are no longer in this team."))
    former = member_of(application, by)
    if former is None or former.id == member.id:
        return
    before, former.role = member.role, TeamRole.EDIT
    db.session.flush()  # never two at once, says the database
    member.role = TeamRole.OWNER
    db.session.flush()
    _record("application.handed-over", application, member=member, before=before)


def remove(application: Application, member: ApplicationMember, *, by: User) -> None:
    """Raises: NotAllowed, NeedsAnOwner."""
    _check_owner(application, by)
    _end(application, member, action="application.member-removed")


def leave(application: Application, *, person: User) -> None:
    """Raises: Conflict when they are not in it, NeedsAnOwner."""
    member = member_of(application, person)
    if member is None or member.left_at is not None:
        raise Conflict(_("You are not in this team."))
    _end(application, member, action="application.member-left")


def _end(application: Application, member: ApplicationMember, *, action: str) -> None:
    lock(application)
    db.session.refresh(member)
    if member.role is TeamRole.OWNER:
        raise NeedsAnOwner(_("The owner hands the application over before leaving."))
    if member.left_at is None:
        member.left_at = now()
        db.session.flush()
        _record(action, application, member=member, before=member.role)
        announce(TeamChanged(application.id, member.user_id))


def _record(
    action: str, application: Application, *, member: ApplicationMember, before: TeamRole
) -> None:
    told = {"member": member.user.name, "person": member.user_id, "as": member.role}
    record(action, application, before={"as": before}, after=told)


def _check_owner(application: Application, by: User) -> None:
    if not can_lead(by, application):
        raise NotAllowed(_("Only the owner of the application looks after its team."))
