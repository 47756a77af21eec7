"""My sessions, and one of them: what it is about, the way in, who is there, off."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.mentors.models import Side
from accelerator.mentors.queries.mentors import mentor_of
from accelerator.sessions.forms.after import NoteForm
from accelerator.sessions.forms.booking import CancelForm, PrepareForm
from accelerator.sessions.models import MentorSession, NoteSight, SessionKind, SessionState
from accelerator.sessions.names import other_side
from accelerator.sessions.permissions import can_decide, can_manage_session, part_of, side_of
from accelerator.sessions.queries import after as after_queries
from accelerator.sessions.queries import sessions as queries
from accelerator.sessions.queries.joining import is_link_open, link_for
from accelerator.sessions.queries.office_hours import offers_to
from accelerator.sessions.queries.sessions import Part
from accelerator.sessions.rules.times import is_late, is_open
from accelerator.sessions.services import attending, changing
from accelerator.sessions.services.moving import times_of
from accelerator.sessions.services.noting import is_asked
from accelerator.sessions.views.blueprint import bp
from accelerator.sessions.views.doors import ONE, clocks_for, session_of_reader
from hub.accounts.queries.history import shown_history_of
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.acting import pressed, refused
from hub.web.paging import pager_of


@bp.get("/mentor-sessions")
@open_to(Audience.PEOPLE)
def mine() -> ResponseReturnValue:
    person = signed_in_person()
    asked = request.args.get("part", "")
    part = Part(asked) if asked in set(Part) else Part.COMING
    text = request.args.get("q", "")[:100]
    page = queries.sessions_of(person, part, text=text, cursor=request.args.get("cursor"))
    return render_template(
        "accelerator/sessions/mine.html",
        page=page,
        pager=pager_of(page),
        part=part,
        parts=Part,
        waiting=queries.count_of(person, Part.WAITING),
        moves=queries.open_moves(page.items),
        offers=offers_to(person),
        is_mentor=mentor_of(person) is not None,
        text=text,
        person=person,
    )


@bp.get(ONE)
@open_to(Audience.PEOPLE)
def show(session_id: UUID) -> ResponseReturnValue:
    return session_page(session_of_reader(session_id))


@bp.post(f"{ONE}/agenda")
@open_to(Audience.PEOPLE)
def prepare(session_id: UUID) -> ResponseReturnValue:
    session, form = session_of_reader(session_id), PrepareForm()
    prepare = partial(
        changing.prepare,
        session,
        by=signed_in_person(),
        version=form.expected or 0,
        agenda=form.agenda.data or "",
        goals=form.goal_lines(),
    )
    said = _("Saved. Both sides see it.")
    if status := refused(form, prepare, said=said, version=lambda: session.version):
        return session_page(session, prepare=form), status
    return redirect(url_for(".show", session_id=session_id), 303)


@bp.route(f"{ONE}/cancel", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def cancel(session_id: UUID) -> ResponseReturnValue:
    """Said before: whether it is late, what becomes of the room, what follows."""
    session, form, person = session_of_reader(session_id), CancelForm(), signed_in_person()
    if form.validate_on_submit():
        reason, following = form.reason.data or "", bool(form.following.data)
        off = partial(changing.cancel, session, by=person, reason=reason, following=following)
        pressed(off, said=_("It is cancelled, and everybody is told."))
        return redirect(url_for(".show", session_id=session_id), 303)
    return _asked_to_cancel(session, form), 422 if form.errors else 200


@bp.get(f"{ONE}/join")
@open_to(Audience.PEOPLE)
def join(session_id: UUID) -> ResponseReturnValue:
    """To the video meeting. The provider's address stands nowhere else."""
    answer = redirect(link_for(session_id, signed_in_person()), 303)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@bp.post(f"{ONE}/here")
@open_to(Audience.PEOPLE)
def check_in(session_id: UUID) -> ResponseReturnValue:
    return _noted(session_id, attending.check_in)


@bp.post(f"{ONE}/missed")
@open_to(Audience.PEOPLE)
def mark_missed(session_id: UUID) -> ResponseReturnValue:
    sent = request.form.get("side", "")
    side = Side(sent) if sent in set(Side) else None
    return _noted(session_id, partial(attending.mark_missed, side=side))


@bp.post(f"{ONE}/held")
@open_to(Audience.PEOPLE)
def mark_held(session_id: UUID) -> ResponseReturnValue:
    return _noted(session_id, attending.mark_held)


def session_page(
    session: MentorSession, *, prepare: PrepareForm | None = None, note: NoteForm | None = None
) -> str:
    person = signed_in_person()
    side, part = side_of(person, session), part_of(person, session)
    staff = can_manage_session(person, session)
    move = queries.open_move(session)
    coming = session.state is SessionState.BOOKED and session.starts_at > now()
    return render_template(
        "accelerator/sessions/show.html",
        session=session,
        person=person,
        side=side,
        part=part,
        is_staff=staff,
        others=clocks_for(session, person),
        move=move,
        move_times=times_of(move) if move else [],
        answers=move is not None and side is not None and side is not move.side,
        series=queries.series_of(session),
        can_change=(side is not None or staff) and session.ends_at > now(),
        can_move=coming and session.kind is SessionKind.MEETING and (side is not None or staff),
        can_cancel=coming and (side is not None or staff),
        is_here=part is not None and attending.came_at(session, part) is not None,
        can_check_in=part is not None
        and session.state is SessionState.BOOKED
        and is_open(session.slot, now()),
        link_open=part is not None and is_link_open(session),
        absent=_may_be_absent(session, side, is_staff=staff),
        asks_feedback=side is not None and is_asked(session),
        feedback=after_queries.feedback_of(session, seen_by=person),
        notes=after_queries.notes_of(session, seen_by=person),
        note_form=note or NoteForm(formdata=None, data={"sight": str(NoteSight.SHARED)}),
        prepare=prepare or _prepared(session),
        entries=shown_history_of(session),
    )


def _may_be_absent(session: MentorSession, side: Side | None, *, is_staff: bool) -> list[Side]:
    """Of whom it can be said now that they did not come."""
    asked = [other_side(side)] if side else list(Side) if is_staff else []
    return [each for each in asked if attending.may_mark_missed(session, each)]


def _prepared(session: MentorSession) -> PrepareForm:
    data = {
        "agenda": session.agenda,
        "goals": "\n".join(session.goals),
        "version": str(session.version),
    }
    return PrepareForm(formdata=None, data=data)


def _asked_to_cancel(session: MentorSession, form: CancelForm) -> str:
    notice = changing.notice_of(session)
    later = changing.following_in_series(session) if session.series_id else []
    return render_template(
        "accelerator/sessions/cancel.html",
        session=session,
        form=form,
        may=can_decide(signed_in_person(), session),
        notice_hours=notice,
        late=is_late(session.starts_at, notice_hours=notice, now=now()),
        later=later,
        person=signed_in_person(),
    )


def _noted(session_id: UUID, act: Callable[..., object]) -> ResponseReturnValue:
    note = partial(act, session_of_reader(session_id), by=signed_in_person())
    pressed(note, said=_("It is noted."))
    return redirect(url_for(".show", session_id=session_id), 303)
