"""Close and reopen accounts."""

from hub.accounts import emails
from hub.accounts.models import User
from hub.accounts.permissions import Permission, covers, may
from hub.accounts.services.acting import only_in_person
from hub.accounts.services.grants import keep_an_admin
from hub.accounts.services.sessions import end_sign_ins
from hub.accounts.services.tokens import revoke_all_tokens
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record


def disable(person: User, *, by: User | None, reason: str) -> None:
    """Close an account: nobody signs in to it, its sign-ins and tokens end. Nothing is deleted.

    Args:
        by: None is the house: an operator's command.

    Raises:
        NotAllowed: one's own, or of somebody with more rights.
        Invalid: no reason was given.
        LastAdmin: nobody would be left who can open it again.
    """
    if by is not None:
        _check(person, by)
    if not reason.strip():
        message = _("Please say why; your colleagues will want to know.")
        raise Invalid(message, errors={"reason": [message]})
    if person.disabled_at is not None:
        return
    keep_an_admin(without=person)
    person.disabled_at = now()
    db.session.flush()
    record("person.disabled", person, reason=reason.strip())
    end_sign_ins(person, by=by, reason="account closed")
    revoke_all_tokens(person, reason="account closed")
    emails.tell_of_closing(person)


def enable(person: User, *, by: User, reason: str = "") -> None:
    """Open a closed account again. The person signs in anew; tokens stay revoked."""
    _check(person, by)
    if person.disabled_at is None:
        return
    person.disabled_at = None
    db.session.flush()
    record("person.enabled", person, reason=reason.strip())


def _check(person: User, by: User) -> None:
    only_in_person()
    if by.id == person.id:
        raise NotAllowed(_("Nobody closes or opens their own account here."))
    if not may(by, Permission.PEOPLE_MANAGE) or not covers(by, person):
        raise NotAllowed(_("Your account may not do this."))
