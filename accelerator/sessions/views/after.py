"""After a session: notes, and two minutes of feedback."""

from functools import partial
from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.sessions.forms.after import FeedbackForm, NoteForm
from accelerator.sessions.models import MentorSession, NoteSight, SessionNote
from accelerator.sessions.permissions import side_of
from accelerator.sessions.queries.after import feedback_of, get_note
from accelerator.sessions.services import noting as services
from accelerator.sessions.views.blueprint import bp
from accelerator.sessions.views.doors import ONE, session_of_reader
from accelerator.sessions.views.sessions import session_page
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.acting import pressed, refused


@bp.post(f"{ONE}/notes")
@open_to(Audience.PEOPLE)
def write_note(session_id: UUID) -> ResponseReturnValue:
    session, form, person = session_of_reader(session_id), NoteForm(), signed_in_person()
    text, sight = form.text.data or "", form.sight.data
    if status := refused(
        form,
        lambda: services.write_note(session, text, sight=NoteSight(sight), by=person),
        said=_("Your note is kept."),
    ):
        return session_page(session, note=form), status
    return redirect(url_for(".show", session_id=session_id, _anchor="notes"), 303)


@bp.route(f"{ONE}/notes/<uuid:note_id>", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def note(session_id: UUID, note_id: UUID) -> ResponseReturnValue:
    """Change one's own; what it said before can be read."""
    person, session = signed_in_person(), session_of_reader(session_id)
    found = get_note(session, note_id, by=person)
    form = NoteForm(data={"text": found.text, "sight": found.sight, "version": str(found.version)})
    status: int | None = 200
    if form.is_submitted():
        change = partial(_change, found, form)
        status = refused(form, change, said=_("Saved."), version=lambda: found.version)
    if status is None:
        return redirect(url_for(".show", session_id=session_id, _anchor="notes"), 303)
    given = {"session": session, "note": found, "form": form, "person": person}
    return render_template("accelerator/sessions/note.html", **given), status


def _change(note: SessionNote, form: NoteForm) -> None:
    services.change_note(
        note,
        form.text.data or "",
        sight=NoteSight(form.sight.data),
        by=signed_in_person(),
        version=form.expected or 0,
    )


@bp.route(f"{ONE}/feedback", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def feedback(session_id: UUID) -> ResponseReturnValue:
    person, session, form = signed_in_person(), session_of_reader(session_id), FeedbackForm()
    if side_of(person, session) is None:
        raise NotAllowed(_("Only the two sides say how it was."))
    if form.validate_on_submit():
        pressed(
            lambda: services.give_feedback(session, form.said(), by=person),
            said=_("Thank you. The programme reads what you said."),
        )
        return redirect(url_for(".show", session_id=session_id), 303)
    return _asked(session, form), 422 if form.errors else 200


def _asked(session: MentorSession, form: FeedbackForm) -> str:
    person = signed_in_person()
    return render_template(
        "accelerator/sessions/feedback.html",
        session=session,
        form=form,
        given=feedback_of(session, seen_by=person).given,
        is_asked=services.is_asked(session),
        person=person,
    )
