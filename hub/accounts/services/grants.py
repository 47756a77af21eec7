"""Roles: given and ended. Nobody does either to themselves, and somebody is always left who can."""

from sqlalchemy import select

from hub.accounts import emails
from hub.accounts.errors import LastAdmin
from hub.accounts.models import STAFF_ROLES, Grant, Role, ScopeKind, User
from hub.accounts.permissions import Scope, may_give
from hub.accounts.queries.factors import has_second_factor
from hub.accounts.scopes import exists
from hub.accounts.services.acting import only_in_person
from hub.accounts.services.sessions import end_sign_ins
from hub.accounts.services.tokens import revoke_all_tokens
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record

#: In `in_scope`: the role counts everywhere.
WHOLE_PLATFORM = None


def give_role(
    person: User, role: Role, *, in_scope: Scope | None, by: User | None, reason: str = ""
) -> Grant:
    """Give a role within a scope; one that the person has there already is returned as it is.

    Args:
        by: None is the house: an operator's command, or an invitation now accepted.

    Raises:
        NotAllowed: to oneself, or more than one may do oneself.
        Invalid: there is no such site, programme or organisation.
        Conflict: the account is closed.
    """
    if by is not None:
        _check_giver(by, person, role=role, in_scope=in_scope)
    if in_scope is not None and not exists(in_scope):
        message = _("This place is not there any more. Please choose another.")
        raise Invalid(message, errors={"scope": [message]})
    lock(person)
    if not person.is_active:
        raise Conflict(_("This account is closed. Open it again first."))
    for grant in person.live_grants:
        if grant.role is role and _scope(grant) == in_scope:
            return grant
    grant = Grant(
        user=person,
        role=role,
        scope_kind=in_scope.kind if in_scope else ScopeKind.PLATFORM,
        scope_id=in_scope.id if in_scope else None,
        granted_by_id=by.id if by else None,
    )
    db.session.add(grant)
    db.session.flush()
    record("person.role-given", person, after=_told(grant), reason=reason)
    if role in STAFF_ROLES and not has_second_factor(person):
        # A token made before would carry staff rights that no second factor ever stood for.
        revoke_all_tokens(person, reason="became staff without a second factor")
    emails.tell_of_role(grant)
    return grant


def end_role(grant: Grant, *, by: User | None, reason: str = "") -> None:
    """End a role, and with it every sign-in and token of the person: what a program or a browser
    remembers must not outlive the right. Twice is the same as once.

    Raises:
        NotAllowed: one's own, or one that one could not give.
        LastAdmin: nobody would be left who can give roles.
    """
    person = grant.user
    if by is not None:
        _check_giver(by, person, role=grant.role, in_scope=_scope(grant))
    keep_an_admin(without=person, grant=grant)
    lock(grant)
    if grant.ended_at is not None:
        return
    grant.ended_at = now()
    db.session.flush()
    record("person.role-ended", person, before=_told(grant), reason=reason)
    end_sign_ins(person, by=by, reason="role ended")
    revoke_all_tokens(person, reason="role ended")


def keep_an_admin(*, without: User, grant: Grant | None = None) -> None:
    """Refuse when the person, or just this grant of theirs, is the last that makes an admin.

    All admins' grants are locked, so that two who end each other at once cannot both succeed.
    """
    makes_an_admin = (
        Grant.role == Role.ADMIN,
        Grant.scope_kind == ScopeKind.PLATFORM,
        Grant.ended_at.is_(None),
    )
    db.session.execute(select(Grant.id).where(*makes_an_admin).order_by(Grant.id).with_for_update())
    # Asked again: whoever held the lock before us may have closed an account meanwhile.
    active = select(Grant.id, Grant.user_id).join(Grant.user).where(User.disabled_at.is_(None))
    admins = db.session.execute(active.where(*makes_an_admin)).all()
    going = [
        each
        for each in admins
        if each.user_id == without.id and (grant is None or each.id == grant.id)
    ]
    if going and len(going) == len(admins):
        raise LastAdmin(_("This is the last administrator. Please name another one first."))


def _check_giver(by: User, person: User, *, role: Role, in_scope: Scope | None) -> None:
    only_in_person()
    if by.id == person.id:
        raise NotAllowed(_("Nobody changes their own roles. Please ask a colleague."))
    if not may_give(by, role, scope=in_scope):
        raise NotAllowed(_("You can only give or end roles that are within your own."))


def _scope(grant: Grant) -> Scope | None:
    return Scope(grant.scope_kind, grant.scope_id) if grant.scope_id else WHOLE_PLATFORM


def _told(grant: Grant) -> dict[str, object]:
    return {"role": grant.role, "in": grant.scope_kind, "id": grant.scope_id}
