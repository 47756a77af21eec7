"""Another time: ask with up to three, answer, or, for staff, move at once."""

from datetime import datetime
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.sessions.forms.booking import EmptyForm, MoveForm, instant_in
from accelerator.sessions.models import MentorSession
from accelerator.sessions.permissions import can_decide, can_manage_session
from accelerator.sessions.queries.sessions import get_move
from accelerator.sessions.queries.times import common_starts
from accelerator.sessions.services import moving as services
from accelerator.sessions.views.blueprint import bp
from accelerator.sessions.views.booking import by_day
from accelerator.sessions.views.doors import ONE, clocks_for, session_of_reader
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.acting import said_no


@bp.route(f"{ONE}/move", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def move(session_id: UUID) -> ResponseReturnValue:
    session, form, person = session_of_reader(session_id), MoveForm(), signed_in_person()
    if not can_decide(person, session):
        raise NotAllowed(_("Only the two sides and the programme's staff decide about this."))
    if not form.validate_on_submit():
        return _page(session, form), 422 if form.errors else 200
    try:
        with transaction():
            told = _moved(session_of_reader(session_id), form)
    except (Conflict, Invalid) as refusal:
        said_no(refusal)
        return _page(session, form), refusal.status
    flash(told, "ok")
    return redirect(url_for(".show", session_id=session_id), 303)


@bp.post(f"{ONE}/moves/<uuid:move_id>/<answer>")
@open_to(Audience.PEOPLE)
def answer_move(session_id: UUID, move_id: UUID, *, answer: str) -> ResponseReturnValue:
    if answer not in ("accept", "decline") or not EmptyForm().validate():
        raise NotFound(_("There is no such answer."))
    session, person = session_of_reader(session_id), signed_in_person()
    at = instant_in(request.form.get("at"))
    try:
        with transaction():
            asked = get_move(session, move_id)
            if answer == "decline":
                services.decline_move(asked, by=person)
            else:
                services.accept_move(asked, at or session.starts_at, by=person)
    except (Conflict, Invalid) as refusal:
        said_no(refusal)
    else:
        flash(_("It is moved.") if answer == "accept" else _("It stays where it is."), "ok")
    return redirect(url_for(".show", session_id=session_id), 303)


def _moved(session: MentorSession, form: MoveForm) -> str:
    """Asked by a side, done by staff; what to say of it."""
    person = signed_in_person()
    starts = [at for at in map(instant_in, request.form.getlist("at")) if at is not None]
    starts += form.by_hand(person.zone)
    if can_manage_session(person, session):
        if len(starts) != 1:
            raise Invalid(_("Please choose one time."))
        services.move_at_once(session, starts[0], by=person)
        return _("It is moved, and both sides are told.")
    services.ask_to_move(session, starts, by=person, note=form.note.data or "")
    return _("The other side is asked. Until they answer, the session stays where it is.")


def _page(session: MentorSession, form: MoveForm) -> str:
    person = signed_in_person()
    minutes = int(session.slot.length.total_seconds() // 60)
    found = common_starts(session.mentor, session.startup, minutes=minutes, but=session.id)
    ticked: set[datetime] = {
        at for at in map(instant_in, request.form.getlist("at")) if at is not None
    }
    return render_template(
        "accelerator/sessions/move.html",
        session=session,
        form=form,
        days=by_day(found, person.zone),
        others=clocks_for(session, person),
        is_staff=can_manage_session(person, session),
        ticked=ticked,
        person=person,
    )
