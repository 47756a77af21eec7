"""Staff look who an organisation is, and say so."""

from hub.accounts.models import User
from hub.accounts.services.acting import only_in_person
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.organisations.models import Organisation
from hub.organisations.permissions import can_manage, part_in
from hub.organisations.services.registering import refuse_archived


def verify(organisation: Organisation, *, by: User, reason: str = "") -> None:
    """Twice is once.

    Raises:
        NotAllowed: not as staff, or of an organisation one belongs to.
        Archived: it is put away.
    """
    _check(by, organisation)
    refuse_archived(organisation)
    if organisation.verified_at is None:
        organisation.verified_at, organisation.verified_by_id = now(), by.id
        db.session.flush()
        record("organisation.verified", organisation, reason=reason.strip())


def unverify(organisation: Organisation, *, by: User, reason: str) -> None:
    """Raises: NotAllowed as `verify`, Invalid without a reason."""
    _check(by, organisation)
    if not reason.strip():
        message = _("Please say why; its owners can read it.")
        raise Invalid(message, errors={"reason": [message]})
    if organisation.verified_at is not None:
        organisation.verified_at = organisation.verified_by_id = None
        db.session.flush()
        record("organisation.unverified", organisation, reason=reason.strip())


def _check(by: User, organisation: Organisation) -> None:
    only_in_person()
    if not can_manage(by, organisation):
        raise NotAllowed(_("Only the hub's staff verify organisations."))
    if part_in(by, organisation) is not None:
        raise NotAllowed(_("You belong to this organisation. Please ask a colleague to verify it."))
