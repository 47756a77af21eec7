"""After a session: notes, and two minutes of feedback."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.sessions.forms.after import FeedbackForm, NoteForm
from accelerator.sessions.models import MentorSession, NoteSight
from accelerator.sessions.permissions import side_of
from accelerator.sessions.queries.after import feedback_of, get_note
from accelerator.sessions.services import noting as services
from accelerator.sessions.views.blueprint import bp
from accelerator.sessions.views.doors import ONE, said_no, session_of_reader
from accelerator.sessions.views.sessions import session_page
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to


@bp.post(f"{ONE}/notes")
@open_to(Audience.PEOPLE)
def write_note(session_id: UUID) -> ResponseReturnValue:
    session, form = session_of_reader(session_id), NoteForm()
    if not form.validate():
        return session_page(session, note=form), 422
    with transaction():
        services.write_note(
            session_of_reader(session_id),
            form.text.data or "",
            sight=NoteSight(form.sight.data),
            by=signed_in_person(),
        )
    flash(_("Your note is kept."), "ok")
    return redirect(url_for(".show", session_id=session_id, _anchor="notes"), 303)


@bp.route(f"{ONE}/notes/<uuid:note_id>", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def note(session_id: UUID, note_id: UUID) -> ResponseReturnValue:
    """Change one's own; what it said before can be read."""
    person, session = signed_in_person(), session_of_reader(session_id)
    found = get_note(session, note_id, by=person)
    form = NoteForm(data={"text": found.text, "sight": found.sight, "version": str(found.version)})
    if form.validate_on_submit():
        try:
            _change(session, note_id, form=form)
        except (Conflict, Invalid) as refusal:
            said_no(refusal)
        else:
            flash(_("Saved."), "ok")
            return redirect(url_for(".show", session_id=session_id, _anchor="notes"), 303)
    given = {"session": session, "note": found, "form": form, "person": person}
    return render_template("accelerator/sessions/note.html", **given), 422 if form.errors else 200


def _change(session: MentorSession, note_id: UUID, *, form: NoteForm) -> None:
    person = signed_in_person()
    with transaction():
        services.change_note(
            get_note(session, note_id, by=person),
            form.text.data or "",
            sight=NoteSight(form.sight.data),
            by=person,
            version=form.expected or 0,
        )


@bp.route(f"{ONE}/feedback", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def feedback(session_id: UUID) -> ResponseReturnValue:
    person, session, form = signed_in_person(), session_of_reader(session_id), FeedbackForm()
    if side_of(person, session) is None:
        raise NotAllowed(_("Only the two sides say how it was."))
    if form.validate_on_submit():
        try:
            with transaction():
                services.give_feedback(session_of_reader(session_id), form.said(), by=person)
        except Conflict as refusal:
            said_no(refusal)
        else:
            flash(_("Thank you. The programme reads what you said."), "ok")
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
