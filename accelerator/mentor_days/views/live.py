"""The day as it goes: now and next, for the large screen in the hall."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from accelerator.mentor_days.queries.boards import live as live_of
from accelerator.mentor_days.queries.days import gathering
from accelerator.mentor_days.views.blueprint import bp
from accelerator.mentor_days.views.doors import DAY, MANAGE, day_of_staff, page
from hub.accounts.sign_in import signed_in_person
from hub.web.access import Audience, open_to


@bp.get(f"{DAY}/live")
@open_to(Audience.STAFF, permission=MANAGE)
def live(mentor_day_id: UUID) -> ResponseReturnValue:
    """Looks again by itself: with htmx every twenty seconds, without script every thirty."""
    found = day_of_staff(mentor_day_id)
    gathered = gathering(found, signed_in_person())
    return page(
        "live",
        found.cohort,
        day=found,
        live=live_of(gathered.meetings),
        gathered=gathered,
    )
