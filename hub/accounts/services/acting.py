"""Acting for somebody: staff see and do what that person could, and history names both."""

from hub.accounts.errors import ActingRefused
from hub.accounts.models import SignIn, User
from hub.accounts.permissions import may_act_for
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.history.services import acting, record


def only_in_person() -> None:
    """Some things nobody does for somebody else: how one signs in, tokens, acting again.

    Raises:
        ActingRefused: whoever stands at the door acts for somebody.
    """
    if acting().for_id is not None:
        raise ActingRefused(
            _("Nobody can do this for somebody else. Please stop acting for this person first.")
        )


def start_acting(sign_in: SignIn, person: User, *, reason: str) -> None:
    """From now on whoever is signed in there stands in this person's place.

    Raises:
        ActingRefused: they may not, or act already.
        Invalid: no reason was given; the person can read it in their history.
    """
    only_in_person()
    staff = sign_in.user
    if sign_in.acting_for_id is not None or not may_act_for(staff, person):
        raise ActingRefused(_("You cannot act for this person."))
    if not reason.strip():
        message = _("Please say why; the person can read it.")
        raise Invalid(message, errors={"reason": [message]})
    sign_in.acting_for_id = person.id
    sign_in.acting_since = now()
    db.session.flush()
    record("person.acting-started", person, after={"by": staff.name}, reason=reason.strip())


def stop_acting(sign_in: SignIn) -> None:
    """Back to oneself. Twice is the same as once."""
    person = sign_in.acting_for
    if person is None:
        return
    sign_in.acting_for_id = sign_in.acting_since = None
    db.session.flush()
    record("person.acting-stopped", person, after={"by": sign_in.user.name})
