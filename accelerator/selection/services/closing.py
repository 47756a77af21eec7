"""The end of a waiting list."""

from accelerator.programmes.models import Cohort
from accelerator.selection.permissions import can_select
from accelerator.selection.queries.offers import pool_of
from hub.accounts.models import User
from hub.core.errors import Conflict, NotAllowed
from hub.core.i18n import gettext as _
from hub.places import services as places


def close_line(cohort: Cohort, *, by: User, reason: str = "") -> None:
    """Nobody is offered a place any more, and those who wait are told. Offers that stand can be
    answered.

    Raises:
        NotAllowed: not staff of the programme.
        Conflict: nothing has been released, or it is closed (LineClosed).
    """
    if not can_select(by, cohort):
        raise NotAllowed(_("Only staff of the programme close its waiting list."))
    pool = pool_of(cohort)
    if pool is None:
        raise Conflict(_("There is no waiting list yet."))
    places.close_line(pool, by=by.id, reason=reason.strip())
