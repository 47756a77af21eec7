"""The panel's talk beside a review."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.reviews.errors import RoundStands
from accelerator.reviews.queries.reading import get_read
from accelerator.reviews.services import discussion
from accelerator.reviews.views.blueprint import bp
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Invalid
from hub.web.access import Audience, open_to


@bp.post("/reviews/<uuid:assignment_id>/notes")
@open_to(Audience.PEOPLE)
def note(assignment_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    try:
        with transaction():
            read = get_read(assignment_id, person)
            text = request.form.get("text", "")
            discussion.note(read.round, read.application, text=text, by=person)
    except (Invalid, RoundStands) as refusal:
        flash(str(refusal), "error")
    address = url_for("reviews.review", assignment_id=assignment_id, _anchor="discussion")
    return redirect(address, 303)
