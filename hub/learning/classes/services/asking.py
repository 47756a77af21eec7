"""What every service of classes asks first."""

from accelerator.programmes.services.checks import Errors, changed, cleaned, refuse
from hub.accounts.models import User
from hub.core.database import lock
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.learning.classes.errors import ClassChanged, NotNow
from hub.learning.classes.models import ClassRun, ClassSession, RunState
from hub.learning.classes.permissions import can_manage_run, can_teach

__all__ = ["Errors", "changed", "cleaned", "hold_session", "hold_to_manage", "hold_to_teach",
           "refuse"]  # fmt: skip


def hold_to_manage(run: ClassRun, *, by: User, expected: int | None = None) -> None:
    """The run until the transaction ends, for whoever keeps it.

    Raises: NotAllowed, NotNow (cancelled), ClassChanged.
    """
    if not can_manage_run(by, run):
        raise NotAllowed(_("Only those who keep this course's classes may do this."))
    _hold(run, expected)


def hold_to_teach(run: ClassRun, *, by: User, expected: int | None = None) -> None:
    """As `hold_to_manage`, for those who teach it too."""
    if not can_teach(by, run):
        raise NotAllowed(_("Only those who teach this class may do this."))
    _hold(run, expected)


def hold_session(session: ClassSession, *, by: User, expected: int | None = None) -> None:
    """The session and its run. Raises: NotAllowed, NotNow (cancelled), ClassChanged."""
    hold_to_teach(session.run, by=by)
    lock(session)
    if session.cancelled_at is not None:
        raise NotNow(_("This session is cancelled."))
    _check_seen(session, expected)


def _hold(run: ClassRun, expected: int | None) -> None:
    lock(run)
    if run.state is RunState.CANCELLED:
        raise NotNow(_("This class is cancelled."))
    _check_seen(run, expected)


def _check_seen(row: ClassRun | ClassSession, expected: int | None) -> None:
    if expected is not None and expected != row.version:
        raise ClassChanged(row.version)
