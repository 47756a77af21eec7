"""The coverage board of a round: who has read what, who is late, what is missing."""

from uuid import UUID

from flask import flash, request
from flask.typing import ResponseReturnValue

from accelerator.reviews.models import RoundState
from accelerator.reviews.queries.coverage import board
from accelerator.reviews.services import late
from accelerator.reviews.views.blueprint import bp
from accelerator.reviews.views.rounds_frame import MANAGE, back, page, round_to_run
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.web.access import Audience, open_to

BASE = "/admin/rounds/<uuid:round_id>/coverage"
#: So many rows are shown at once; what lacks most comes first.
SHOWN = 50


@bp.get(BASE)
@open_to(Audience.STAFF, permission=MANAGE)
def coverage(round_id: UUID) -> ResponseReturnValue:
    round_ = round_to_run(round_id)
    told = board(round_, signed_in_person())
    first = request.args.get("from", 0, type=int)
    first = first if 0 <= first < len(told.applications) else 0
    return page(
        "staff_coverage",
        round_,
        board=told,
        rows=told.applications[first : first + SHOWN],
        first=first,
        shown=SHOWN,
        at=now(),
        changeable=round_.state in (RoundState.DRAFT, RoundState.OPEN),
        reading=round_.state is RoundState.OPEN,
    )


@bp.post(f"{BASE}/remind")
@open_to(Audience.STAFF, permission=MANAGE)
def remind_readers(round_id: UUID) -> ResponseReturnValue:
    """Those who were ticked, or all who have something open."""
    round_ = round_to_run(round_id)
    chosen = _ids(request.form.getlist("reviewer"))
    with transaction():
        written = late.remind_readers(round_, chosen or None, by=signed_in_person())
    if written:
        flash(ngettext("One reminder is sent.", "%(num)s reminders are sent.", written), "ok")
    else:
        flash(_("Nobody is due for a reminder: once a day is enough."), "info")
    return back("coverage", round_)


@bp.post(f"{BASE}/release")
@open_to(Audience.STAFF, permission=MANAGE)
def release_late(round_id: UUID) -> ResponseReturnValue:
    """Take late reads away, so that a plan gives them to others."""
    round_ = round_to_run(round_id)
    chosen = _ids(request.form.getlist("reviewer"))
    with transaction():
        ended = late.release_late(round_, chosen or None, by=signed_in_person())
    if not ended:
        flash(_("Nothing is late."), "info")
        return back("coverage", round_)
    said = ngettext("One late read is open again.", "%(num)s late reads are open again.",
                    len(ended))  # fmt: skip
    flash(f"{said} {_('Propose a plan to give them to others.')}", "ok")
    return back("assignment", round_)


def _ids(texts: list[str]) -> list[UUID]:
    """Raises: NotFound for what is no id."""
    try:
        return [UUID(text) for text in texts]
    except ValueError as odd:
        raise NotFound(_("There is no such reviewer.")) from odd
