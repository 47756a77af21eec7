"""Take an application back."""

from accelerator.applications.emails import teams as emails
from accelerator.applications.facts import ApplicationWithdrawn
from accelerator.applications.models import Application, ApplicationState
from accelerator.applications.permissions import can_lead
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, NotAllowed
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.history.services import record


def withdraw(application: Application, *, by: User, reason: str = "") -> None:
    """Nobody reads it any more; its startup may apply anew while the call is open. Twice is once.

    Raises:
        NotAllowed: only its owner does.
        Conflict: it was decided already.
    """
    lock(application)
    if not can_lead(by, application):
        raise NotAllowed(_("Only the owner of the application withdraws it."))
    if application.state is ApplicationState.WITHDRAWN:
        return
    if application.outcome is not None:
        raise Conflict(_("It was decided already. Decline the place instead, if you have one."))
    before = application.state
    application.state, application.withdrawn_at = ApplicationState.WITHDRAWN, now()
    application.version += 1
    db.session.flush()
    record(
        "application.withdrawn",
        application,
        before={"state": before},
        after={"state": application.state},
        reason=reason.strip(),
    )
    if application.revision:
        emails.withdrawn(application, by=by)
    announce(ApplicationWithdrawn(application.id))
