"""A mentor's own page: what is asked, what they say to it, and going away."""

from datetime import UTC, datetime, time
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.mentors.errors import ChangedMeanwhile, NotNow, PlacesPromised
from accelerator.mentors.forms.giving import AnswerForm
from accelerator.mentors.forms.profile import PauseForm, ReasonForm
from accelerator.mentors.models import Mentor
from accelerator.mentors.names import GIVING
from accelerator.mentors.queries.mentors import get_mentoring, mentor_of
from accelerator.mentors.queries.own import is_paused, own_places, places_of_person, steps
from accelerator.mentors.services import accept_code, answer, leave, pause, resume, stop
from accelerator.mentors.views.blueprint import bp
from accelerator.mentors.views.saying import pairs_url, sessions_url, step_link, things_to_do
from accelerator.participations.queries.startups import participations_of
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.core.walltime import start_of_day
from hub.web.access import Audience, open_to

PLACES = "/mentoring/places/<uuid:places_id>"


@bp.get("/mentoring")
@open_to(Audience.PEOPLE)
def mine() -> ResponseReturnValue:
    """A mentor's; a founder is led to their startup's side."""
    person = signed_in_person()
    mentor = mentor_of(person)
    if mentor is not None:
        return _page(mentor)
    startups = participations_of(person)
    if not startups:
        raise NotFound(_("You are not a mentor of the hub yet."))
    if len(startups) == 1:
        return redirect(url_for(".needs", participation_id=startups[0].id))
    return render_template("accelerator/mentors/startups.html", participations=startups)


@bp.post(PLACES)
@open_to(Audience.PEOPLE)
def answer_places(places_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    said, form = places_of_person(places_id, person), AnswerForm()
    if not form.validate():
        return _page(said.mentor, **{str(said.id): form}), 422
    places, note = form.places.data or 0, form.note.data or ""
    try:
        with transaction():
            answer(said, places=places, note=note, by=person, version=form.expected or 0)
    except (PlacesPromised, ChangedMeanwhile) as refusal:
        form.refuse("places", refusal)
        return _page(said.mentor, **{str(said.id): form}), 409
    flash(
        _("Thank you. The programme knows now.") if places else _("Thank you for saying so."), "ok"
    )
    return redirect(url_for(".mine", _anchor=f"cohort-{said.id}"))


@bp.route(f"{PLACES}/stop", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def stop_places(places_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    said, form = places_of_person(places_id, person), ReasonForm()
    if form.validate_on_submit():
        try:
            with transaction():
                stop(said, by=person, reason=form.reason.data or "")
            flash(_("It is noted. Your startups hear of it."), "ok")
        except NotNow as late:
            flash(str(late), "warn")
        return redirect(url_for(".mine"))
    return render_template("accelerator/mentors/stop.html", said=said, form=form)


@bp.route(f"{PLACES}/code", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def code(places_id: UUID) -> ResponseReturnValue:
    """The code of conduct in its current wording, to read and agree to."""
    person = signed_in_person()
    said, form = places_of_person(places_id, person), ReasonForm()
    mentoring = get_mentoring(said.cohort)
    if form.validate_on_submit():
        try:
            with transaction():
                accept_code(said.mentor, mentoring, version=form.expected or 0, by=person)
            flash(_("Thank you. You have agreed to the code of conduct."), "ok")
            return redirect(url_for(".mine"))
        except ChangedMeanwhile as newer:
            flash(str(newer), "warn")
    return render_template("accelerator/mentors/code.html", said=said, mentoring=mentoring)


@bp.route("/mentoring/pause", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def take_a_pause() -> ResponseReturnValue:
    person, form = signed_in_person(), PauseForm()
    mentor = own_profile()
    if form.validate_on_submit():
        until = form.until.data
        back = start_of_day(datetime.combine(until, time()), person.zone) if until else None
        try:
            with transaction():
                pause(mentor, by=person, until=back.astimezone(UTC) if back else None)
            flash(_("You pause now. Nobody new is matched with you."), "ok")
            return redirect(url_for(".mine"))
        except Invalid as refusal:
            form.refuse_all(refusal)
    page = render_template("accelerator/mentors/pause.html", mentor=mentor, form=form)
    return page, 422 if form.errors else 200


@bp.post("/mentoring/resume")
@open_to(Audience.PEOPLE)
def come_back() -> ResponseReturnValue:
    with transaction():
        resume(own_profile(), by=signed_in_person())
    flash(_("Welcome back."), "ok")
    return redirect(url_for(".mine"))


@bp.route("/mentoring/leave", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def leave_for_good() -> ResponseReturnValue:
    mentor, form = own_profile(), ReasonForm()
    if form.validate_on_submit():
        with transaction():
            leave(mentor, by=signed_in_person(), reason=form.reason.data or "")
        flash(_("You are no mentor any more. Thank you for all you gave."), "ok")
        return redirect(url_for(".mine"))
    return render_template("accelerator/mentors/leave.html", mentor=mentor, form=form)


def own_profile() -> Mentor:
    """Raises: NotFound."""
    mentor = mentor_of(signed_in_person())
    if mentor is None:
        raise NotFound(_("You are not a mentor of the hub yet."))
    return mentor


def _page(mentor: Mentor, **filled: AnswerForm) -> str:
    """With an answer as it was filled in; `filled` is by the id of what was asked."""
    own = own_places(mentor)
    forms = {
        str(each.said.id): AnswerForm(
            formdata=None, obj=each.said, data={"version": str(each.said.version)}
        )
        for each in own
    }
    todo = [] if mentor.left_at else [step_link(step) for step in steps(mentor, own)]
    return render_template(
        "accelerator/mentors/mine.html",
        mentor=mentor,
        own=own,
        forms=forms | filled,
        todo=todo,
        things_to_do=things_to_do(len(todo)),
        is_paused=is_paused(mentor),
        states=GIVING,
        pairs_url=pairs_url(),
        sessions_url=sessions_url(),
    )
