"""Keep marks while they are made, hand them in, amend them."""

from uuid import UUID

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.reviews.errors import ReadEnded, ReviewChanged
from accelerator.reviews.forms.marking import MarkingForm, marking_form
from accelerator.reviews.models import Assignment
from accelerator.reviews.queries.reading import get_read, place_in
from accelerator.reviews.services import marking
from accelerator.reviews.views.blueprint import bp
from accelerator.reviews.views.reading_page import ReviewPage
from hub.accounts.models import User
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to


@bp.post("/reviews/<uuid:assignment_id>")
@open_to(Audience.PEOPLE)
def mark(assignment_id: UUID) -> ResponseReturnValue:
    """The form's buttons: keep it, or hand it in and go on."""
    person = signed_in_person()
    assignment = get_read(assignment_id, person)
    form, hands_in = marking_form(assignment.round), request.form.get("then") != "save"
    write = marking.hand_in if hands_in else marking.save_draft
    try:
        with transaction():
            write(get_read(assignment_id, person), form.marks(), seen=form.seen(), by=person)
    except (Invalid, ReviewChanged) as refusal:
        return _refused(assignment_id, form, refusal=refusal)
    except ReadEnded as refusal:
        flash(str(refusal), "info")
        return redirect(url_for("reviews.review", assignment_id=assignment_id), 303)
    return _onwards(get_read(assignment_id, person), person, hands_in=hands_in)


@bp.post("/reviews/<uuid:assignment_id>/draft")
@open_to(Audience.PEOPLE)
def draft(assignment_id: UUID) -> ResponseReturnValue:
    """Kept by the page itself while somebody writes; answers JSON to it."""
    person = signed_in_person()
    try:
        with transaction():
            assignment = get_read(assignment_id, person)
            form = marking_form(assignment.round)
            marking.save_draft(assignment, form.marks(), seen=form.seen(), by=person)
    except ReviewChanged as refusal:
        return jsonify(message=str(refusal), **refusal.details), 409
    except Invalid as refusal:
        return jsonify(message=str(refusal), errors=refusal.errors), 422
    except ReadEnded as refusal:
        return jsonify(message=str(refusal)), 410
    page = ReviewPage(get_read(assignment_id, person), person)
    return jsonify(version=page.seen.version, said=page.state_said[0], tone=page.state_said[1])


@bp.post("/reviews/<uuid:assignment_id>/take-over")
@open_to(Audience.PEOPLE)
def take_over(assignment_id: UUID) -> ResponseReturnValue:
    """Read the newer version that the team handed in."""
    person = signed_in_person()
    try:
        with transaction():
            marking.take_over(get_read(assignment_id, person), by=person)
    except ReadEnded as refusal:
        flash(str(refusal), "info")
    else:
        flash(_("This is the newest version. Your marks are kept; look whether they hold."), "info")
    return redirect(url_for("reviews.review", assignment_id=assignment_id), 303)


@bp.post("/reviews/<uuid:assignment_id>/drop-amendment")
@open_to(Audience.PEOPLE)
def drop_amendment(assignment_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    try:
        with transaction():
            marking.drop_amendment(get_read(assignment_id, person), by=person)
    except ReadEnded as refusal:
        flash(str(refusal), "info")
    return redirect(url_for("reviews.review", assignment_id=assignment_id), 303)


def _refused(
    assignment_id: UUID, form: MarkingForm, *, refusal: Invalid | ReviewChanged
) -> ResponseReturnValue:
    """The page again, with what was sent; nothing of it is lost."""
    person = signed_in_person()
    page = ReviewPage(get_read(assignment_id, person), person, form)
    if isinstance(refusal, ReviewChanged):
        form.version.data = str(page.seen.version)
        code, theirs = 409, refusal.details["theirs"]
    else:
        form.refuse_marks(refusal.errors)
        code, theirs = 422, None
    return render_template(
        "accelerator/reviews/review.html", page=page, refusal=str(refusal), theirs=theirs
    ), code


def _onwards(assignment: Assignment, person: User, *, hands_in: bool) -> ResponseReturnValue:
    if not hands_in:
        flash(_("Saved. It is not handed in yet."), "success")
        return redirect(url_for("reviews.review", assignment_id=assignment.id), 303)
    following = place_in(assignment, person).open_id
    if following is None:
        flash(_("Handed in. That was the last one: thank you."), "success")
        return redirect(url_for("reviews.round_reads", round_id=assignment.round_id), 303)
    flash(_("Handed in. Here is the next one."), "success")
    return redirect(url_for("reviews.review", assignment_id=following), 303)
