"""What a juror reads of a team before it comes in, and how they say that they cannot judge it. All
of it under `/jury/`, so that a phone keeps it for when there is no connection."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.interviews.queries.mine import Turn, get_turn
from accelerator.interviews.views.blueprint import bp
from accelerator.interviews.views.by_link import by_link
from accelerator.reviews.forms.recusal import ConflictForm
from accelerator.reviews.models import Assignment
from accelerator.reviews.queries.revisions import read_through
from accelerator.reviews.services import recusal
from accelerator.vocabulary.words import in_words
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.files.queries import get_file
from hub.files.serving import as_shown
from hub.web.access import Audience, open_to

MEETING = "/jury/meetings/<uuid:meeting_id>"


@bp.get(MEETING)
@open_to(Audience.PEOPLE)
@by_link
def material(meeting_id: UUID) -> ResponseReturnValue:
    turn, read = _own(meeting_id)
    reading, _revision = read_through(read)
    shown = [file.id for file in reading.files if not file.hidden]
    return render_template(
        "accelerator/interviews/material.html",
        turn=turn,
        day=turn.meeting.panel.day,
        reading=reading,
        urls={id_: url_for(".material_file", meeting_id=meeting_id, file_id=id_) for id_ in shown},
        words=in_words,
    )


@bp.get(f"{MEETING}/files/<uuid:file_id>")
@open_to(Audience.PEOPLE)
@by_link
def material_file(meeting_id: UUID, file_id: UUID) -> ResponseReturnValue:
    """One that the application shows to this juror, in the copy that they may see."""
    _turn, read = _own(meeting_id)
    reading, _revision = read_through(read)
    if file_id not in {file.id for file in reading.files if not file.hidden}:
        raise NotFound(_("There is no such file."))
    return as_shown(get_file(file_id))


@bp.route(f"{MEETING}/conflict", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
@by_link
def jury_conflict(meeting_id: UUID) -> ResponseReturnValue:
    """From here on the team is not on this juror's page any more."""
    (turn, _read), form = _own(meeting_id), ConflictForm()
    if form.validate_on_submit():
        note = form.note.data or ""
        with transaction():
            read = _own(meeting_id)[1]
            recusal.declare_conflict(read, kind=form.chosen, note=note, by=signed_in_person())
        flash(_("Thank you for saying so. You see nothing of this team any more."), "success")
        return redirect(url_for(".jury", day_id=turn.meeting.panel.day_id), 303)
    page = render_template("accelerator/interviews/conflict.html", turn=turn, form=form)
    return page, 422 if form.errors else 200


def _own(meeting_id: UUID) -> tuple[Turn, Assignment]:
    """Raises: NotFound, also where this juror does not mark."""
    turn = get_turn(meeting_id, signed_in_person())
    if turn.read is None:
        raise NotFound(_("This meeting is not marked here."))
    return turn, turn.read
