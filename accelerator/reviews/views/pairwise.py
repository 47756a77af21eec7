"""A juror's page of the finals: two applications, one question."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.reviews.errors import ReadEnded
from accelerator.reviews.models import Preferred
from accelerator.reviews.queries.pairwise import get_final, next_for
from accelerator.reviews.queries.revisions import reading_for
from accelerator.reviews.services import pairwise
from accelerator.reviews.views.blueprint import bp
from accelerator.reviews.views.pairwise_page import FinalShown
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.forms import HubForm


@bp.get("/reviews/finals/<uuid:final_id>")
@open_to(Audience.PEOPLE)
def compare(final_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    final = get_final(final_id, person)
    shown = FinalShown(final)
    pair = next_for(final, person) if shown.is_open else None
    sides = [reading_for(each, final.round) for each in pair] if pair else []
    return render_template(
        "accelerator/reviews/compare.html", final=shown, pair=pair, sides=sides, form=HubForm()
    )


@bp.post("/reviews/finals/<uuid:final_id>")
@open_to(Audience.PEOPLE)
def decide(final_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    try:
        with transaction():
            final = get_final(final_id, person)
            pair, preferred = _said()
            pairwise.decide(final, pair, preferred=preferred, by=person)
    except (Invalid, ReadEnded) as refusal:
        flash(str(refusal), "error")
    return redirect(url_for("reviews.compare", final_id=final_id), 303)


def _said() -> tuple[tuple[UUID, UUID], Preferred]:
    """Raises Invalid: a form that was made by hand."""
    sent = request.form
    try:
        pair = UUID(sent.get("first", "")), UUID(sent.get("second", ""))
        return pair, Preferred(sent.get("preferred", ""))
    except ValueError as unreadable:
        raise Invalid(_("Please choose one of the two.")) from unreadable
