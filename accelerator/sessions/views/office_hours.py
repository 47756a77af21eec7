"""Office hours: what is open to a startup, what a mentor has opened, and a place in line."""

from functools import partial
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.mentors.models import Mentor
from accelerator.mentors.queries.mentors import mentor_of
from accelerator.programmes.queries import get_cohort
from accelerator.sessions.forms.booking import EmptyForm
from accelerator.sessions.forms.office_hours import CallOffForm, OfficeHourForm
from accelerator.sessions.queries import office_hours as queries
from accelerator.sessions.queries.times import rooms_for
from accelerator.sessions.services import office_hours as services
from accelerator.sessions.services.office_hours import OfficeHourWish
from accelerator.sessions.views.blueprint import bp
from accelerator.sessions.views.doors import space_chosen
from accelerator.startups.models import Startup
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Gone, Invalid, NotFound
from hub.core.formats import wall
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.core.local_times import instant_of
from hub.core.timeslots import TimeSlot
from hub.places.rules.steps import PlaceState
from hub.web.access import Audience, open_to
from hub.web.acting import pressed, said_no
from hub.web.choices import options

HOUR = "/office-hours/<uuid:hour_id>"
PLACE = "/office-hours/places/<uuid:seat_id>"


@bp.get("/office-hours")
@open_to(Audience.PEOPLE)
def office_hours() -> ResponseReturnValue:
    person = signed_in_person()
    mentor, teams = mentor_of(person), queries.cohorts_led_by(person)
    return render_template(
        "accelerator/sessions/office_hours.html",
        mentor=mentor,
        own=queries.hours_of_mentor(mentor) if mentor else [],
        teams=[(cohort, startup, queries.open_hours(cohort, startup)) for cohort, startup in teams],
        limits={cohort.id: queries.limit_in(cohort) for cohort, _startup in teams},
        person=person,
    )


@bp.route("/office-hours/new", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def open_office_hours() -> ResponseReturnValue:
    person, form = signed_in_person(), OfficeHourForm()
    mentor = mentor_of(person)
    if mentor is None:
        raise NotFound(_("You are not a mentor of the hub yet."))
    _offer(form, mentor, person=person)
    looks = request.form.get("step") == "look"
    if form.validate_on_submit() and not looks:
        try:
            _open(form, mentor, person=person)
        except (Conflict, Invalid) as refusal:
            said_no(refusal)
        else:
            return redirect(url_for(".office_hours"), 303)
    status = 422 if form.errors or (request.method == "POST" and not looks) else 200
    return render_template("accelerator/sessions/office_hour_form.html", form=form), status


@bp.post(f"{HOUR}/take")
@open_to(Audience.PEOPLE)
def take_office_hour(hour_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    if EmptyForm().validate():
        try:
            with transaction():
                hour = queries.get_office_hour(hour_id, seen_by=person)
                place = services.take(hour, _startup_for(hour.cohort_id, person), by=person)
        except Conflict as refusal:
            said_no(refusal)
        else:
            flash(_said_of(place.state), "ok")
    return redirect(url_for(".office_hours"), 303)


@bp.route(f"{HOUR}/cancel", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def cancel_office_hour(hour_id: UUID) -> ResponseReturnValue:
    person, form = signed_in_person(), CallOffForm()
    hour = queries.office_hour_to_change(hour_id, by=person)
    if form.validate_on_submit():
        reason = form.reason.data or ""
        off = partial(services.cancel_office_hour, hour, by=person, reason=reason)
        pressed(off, said=_("It is cancelled, and everybody is told."))
        return redirect(url_for(".office_hours"), 303)
    shown = queries.shown_hour(hour, None)
    return render_template(
        "accelerator/sessions/office_hour_cancel.html",
        hour=hour, shown=shown, held=queries.session_of(hour), form=form, person=person,
    ), 422 if form.errors else 200  # fmt: skip


@bp.get(PLACE)
@open_to(Audience.PEOPLE)
def place(seat_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    found, hour, startup = queries.get_place(seat_id, seen_by=person)
    return render_template(
        "accelerator/sessions/place.html",
        place=found,
        state=found.seen_state(),
        hour=hour,
        startup=startup,
        shown=queries.shown_hour(hour, startup),
        person=person,
    )


@bp.post(f"{PLACE}/<answer>")
@open_to(Audience.PEOPLE)
def answer_place(seat_id: UUID, answer: str) -> ResponseReturnValue:
    """Nothing is answered by a link: a mail leads to the page, and a button there answers."""
    if answer not in ("accept", "decline", "leave") or not EmptyForm().validate():
        raise NotFound(_("There is no such answer."))
    person = signed_in_person()
    try:
        with transaction():
            found, hour, startup = queries.get_place(seat_id, seen_by=person)
            if answer == "leave":
                services.leave_line(found, hour, startup=startup, by=person)
            else:
                services.answer(found, hour, startup=startup, by=person, accept=answer == "accept")
    except (Conflict, Gone) as refusal:
        said_no(refusal)
    else:
        flash(_said_of(found.state), "ok")
    return redirect(url_for(".place", seat_id=seat_id), 303)


def _open(form: OfficeHourForm, mentor: Mentor, *, person: User) -> None:
    with transaction():
        wish = OfficeHourWish(
            form.wall(),
            person.zone,
            minutes=int(form.minutes.data or 30),
            slots=form.slots.data or 1,
            every_weeks=form.every_weeks.data or 1,
            times=form.times.data or 1,
            topic=form.topic.data or "",
            space=space_chosen(form.space_id),
            video_url=form.video_url.data or "",
        )
        cohort = get_cohort(UUID(str(form.cohort.data)))
        made, skipped = services.open_office_hours(mentor, cohort, wish=wish, by=person)
    num = len(made)
    flash(ngettext("One office hour is open.", "%(num)s office hours are open.", num), "ok")
    if skipped:
        times = "; ".join(map(wall, skipped))
        flash(_("These could not be opened, you or the room are taken: %(times)s.", times=times),
              "warn")  # fmt: skip


def _offer(form: OfficeHourForm, mentor: Mentor, *, person: User) -> None:
    cohorts = queries.cohorts_given_to(mentor)
    form.cohort.choices = options((str(each.id), in_words(each.name)) for each in cohorts)
    if form.cohort.data not in {str(each.id) for each in cohorts}:
        form.cohort.data = str(cohorts[0].id) if cohorts else str(mentor.id)
    form.offer(rooms_for(slot, people=2) if (slot := _first_slot(form, person)) else [])


def _first_slot(form: OfficeHourForm, person: User) -> TimeSlot | None:
    if form.day.data is None or form.time.data is None:
        return None
    try:
        start = instant_of(form.wall(), person.zone, fold=0, field="time")
    except Invalid:
        return None
    return TimeSlot(start, start + services.length_of(int(form.minutes.data or 30)))


def _startup_for(cohort_id: UUID, person: User) -> Startup:
    """Raises: NotFound."""
    for cohort, startup in queries.cohorts_led_by(person):
        if cohort.id == cohort_id:
            return startup
    raise NotFound(_("There is no such office hour."))


def _said_of(state: PlaceState) -> str:
    if state is PlaceState.CONFIRMED:
        return _("It is yours. A mail with a calendar entry is on its way.")
    if state is PlaceState.WAITING:
        return _("You are in line. If it becomes free, we offer it to you by mail.")
    return _("It is noted.")
