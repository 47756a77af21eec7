"""A juror's day, on a phone: the order, what comes next, marks and a timer. It works on without a
connection: what that takes is kept by the page itself (`js/jury_kept.js`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import current_app, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.interviews.forms.days import EmptyForm
from accelerator.interviews.forms.marking import JuryForm, filled, jury_form
from accelerator.interviews.models import InterviewDay
from accelerator.interviews.queries.links import own_link
from accelerator.interviews.queries.mine import (
    Turn,
    get_jury_day,
    get_turn,
    jury_days,
    order_for,
)
from accelerator.interviews.services import links
from accelerator.interviews.services.marking import keep_marks
from accelerator.interviews.views.blueprint import bp
from accelerator.interviews.views.by_link import by_link, came_by_link
from accelerator.reviews.errors import ReadEnded, ReviewChanged
from accelerator.reviews.models import AssignmentState, Criterion
from accelerator.reviews.services.marking import Marks, Seen, takes_marks
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.errors import Invalid, NotFound
from hub.core.formats import clock
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to


@dataclass(frozen=True)
class Line:
    """A turn and its form; `said` is what is kept of it, and the tone of its chip."""

    turn: Turn
    form: JuryForm | None
    said: tuple[str, str]

    @property
    def criteria(self) -> list[Criterion]:
        return list(self.turn.read.round.criteria) if self.turn.read else []

    @property
    def kept(self) -> Mapping[str, int]:
        return Marks.standing_in(self.turn.review).scores

    @property
    def note(self) -> str:
        return Marks.standing_in(self.turn.review).panel_note


@bp.get("/jury")
@open_to(Audience.PEOPLE)
def jury_index() -> ResponseReturnValue:
    return render_template(
        "accelerator/interviews/jury_index.html", days=jury_days(signed_in_person()), words=in_words
    )


@bp.get("/jury/worker.js")
@open_to(Audience.EVERYONE)
def jury_worker() -> ResponseReturnValue:
    """Here, because what stands in a folder serves only what is below it."""
    answer = current_app.send_static_file("js/jury_worker.js")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@bp.get("/jury/<uuid:day_id>")
@open_to(Audience.PEOPLE)
@by_link
def jury(day_id: UUID) -> ResponseReturnValue:
    return _page(get_jury_day(day_id, signed_in_person()), signed_in_person())


@bp.post("/jury/<uuid:day_id>/link/end")
@open_to(Audience.PEOPLE)
def end_own_link(day_id: UUID) -> ResponseReturnValue:
    """By the juror, signed in with their account."""
    day = get_jury_day(day_id, signed_in_person())
    if EmptyForm().validate():
        with transaction():
            links.revoke_own(day, by=signed_in_person())
        flash(_("The link is ended, and whoever came in by it is signed out."), "ok")
    return redirect(url_for(".jury", day_id=day_id), 303)


@bp.post("/jury/meetings/<uuid:meeting_id>/marks")
@open_to(Audience.PEOPLE)
@by_link
def mark(meeting_id: UUID) -> ResponseReturnValue:
    """By the form's buttons, or by the page itself, which asks for JSON."""
    person = signed_in_person()
    in_json = request.accept_mimetypes.best == "application/json"
    day_id = get_turn(meeting_id, person).meeting.panel.day_id
    try:
        with transaction():
            _write(get_turn(meeting_id, person), by=person)
    except (ReviewChanged, ReadEnded, Invalid) as refusal:
        if in_json:
            return jsonify(message=str(refusal), **refusal.details), refusal.status
        flash(str(refusal), "bad")
    if in_json:
        line = _line(get_turn(meeting_id, person))
        version = line.form.version.data if line.form else "0"
        return jsonify(version=version, said=line.said[0], tone=line.said[1])
    return redirect(url_for(".jury", day_id=day_id, _anchor=f"m-{meeting_id}"), 303)


def _write(turn: Turn, *, by: User) -> None:
    if turn.read is None:
        raise NotFound(_("This meeting is not marked here."))
    form = jury_form(turn.read.round)
    marks = form.marks(Marks.standing_in(turn.review))
    hands_in = request.form.get("then") == "hand-in"
    keep_marks(turn.read, marks, seen=form.seen(), by=by, hands_in=hands_in)


def _page(day: InterviewDay, person: User) -> str:
    turns = order_for(day, person)
    current = next((t for t in turns if t.meeting.starts_at <= now() < t.meeting.ends_at), None)
    following = next((t for t in turns if t.meeting.starts_at > now()), None)
    return render_template(
        "accelerator/interviews/jury.html",
        day=day,
        person=person,
        lines=[_line(turn) for turn in turns],
        current=current,
        following=following,
        at=now(),
        words=in_words,
        by_link=came_by_link(),
        link=None if came_by_link() else own_link(day, person),
        empty_form=EmptyForm(formdata=None),
    )


def _line(turn: Turn) -> Line:
    if turn.read is None:
        return Line(turn, None, ("", ""))
    review = turn.review
    revision = review.revision.number if review else turn.read.application.revision
    seen = Seen(review.version if review else 0, revision)
    form = filled(turn.read.round, Marks.standing_in(review), seen=seen)
    return Line(turn, form if takes_marks(turn.read) else None, _said(turn))


def _said(turn: Turn) -> tuple[str, str]:
    review, zone = turn.review, turn.meeting.panel.day.zone
    if review is None or turn.read is None:
        return _("Not marked yet"), ""
    if review.amendment is not None:
        return _("Saved, not handed in again"), "warn"
    if turn.read.state is AssignmentState.SUBMITTED and review.submitted_at is not None:
        return _("Handed in %(time)s", time=clock(review.submitted_at, zone)), "ok"
    return _("Saved %(time)s, not handed in", time=clock(review.saved_at, zone)), "info"
