"""One's own mentor days: what one wishes, one's plan, how it was."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.mentor_days.emails.plans import place_of
from accelerator.mentor_days.forms.days import (
    EmptyForm,
    FeedbackForm,
    MentorHoursForm,
    WishesForm,
    mentor_fields,
    startup_fields,
)
from accelerator.mentor_days.models import DayMeeting, DayMentor, DayStartup
from accelerator.mentor_days.permissions import can_wish
from accelerator.mentor_days.queries.feedback import feedback_on
from accelerator.mentor_days.queries.mine import (
    get_own_meeting,
    get_own_mentor,
    get_own_startup,
    link_is_open,
    link_of,
    may_say,
    meetings_for,
    mentors_to_wish,
    now_next,
    parts_of,
    wishes_to_begin_with,
)
from accelerator.mentor_days.services import after, saying
from accelerator.mentor_days.views.blueprint import bp
from accelerator.mentors.models import Side
from accelerator.vocabulary.words import in_words
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.acting import pressed, said_no

OWN = "/mentor-days"
STARTUP = f"{OWN}/startups/<uuid:day_startup_id>"
MENTOR = f"{OWN}/mentors/<uuid:day_mentor_id>"
MEETING = f"{OWN}/meetings/<uuid:day_meeting_id>"
#: Places in a startup's list of wishes: what it wants, and some more, for not all come true.
MORE_WISHES, MOST_PLACES = 6, 20
Part = DayMentor | DayStartup


@bp.get(OWN)
@open_to(Audience.PEOPLE)
def index() -> ResponseReturnValue:
    parts = parts_of(signed_in_person())
    return render_template("accelerator/mentor_days/index.html", parts=parts, words=in_words)


@bp.get(STARTUP)
@open_to(Audience.PEOPLE)
def startup(day_startup_id: UUID) -> ResponseReturnValue:
    found = get_own_startup(day_startup_id, signed_in_person())
    wishes = wishes_to_begin_with(found)
    form = WishesForm(formdata=None, data=startup_fields(found) | {"wish": wishes})
    return _page("startup", found, form=form)


@bp.post(STARTUP)
@open_to(Audience.PEOPLE)
def wish(day_startup_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    found, form = get_own_startup(day_startup_id, person), WishesForm()
    if form.validate():
        try:
            with transaction():
                saying.wish(found, form.chosen(), hours=form.hours(), by=person)
        except Invalid as refusal:
            form.refuse_all(refusal)
        except Conflict as refusal:
            form.form_errors = [str(refusal)]
        else:
            flash(_("Noted. Only the plan reads your wishes."), "ok")
            return redirect(url_for(".startup", day_startup_id=day_startup_id), 303)
    return _page("startup", found, form=form), 422


@bp.get(MENTOR)
@open_to(Audience.PEOPLE)
def mentor(day_mentor_id: UUID) -> ResponseReturnValue:
    found = get_own_mentor(day_mentor_id, signed_in_person())
    return _page("mentor", found, form=MentorHoursForm(formdata=None, data=mentor_fields(found)))


@bp.post(MENTOR)
@open_to(Audience.PEOPLE)
def confirm(day_mentor_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    found, form = get_own_mentor(day_mentor_id, person), MentorHoursForm()
    if form.validate():
        try:
            with transaction():
                saying.confirm_hours(found, form.hours(), by=person)
        except Invalid as refusal:
            form.refuse_all(refusal)
        except Conflict as refusal:
            form.form_errors = [str(refusal)]
        else:
            flash(_("Thank you. You hear from us when the plan is there."), "ok")
            return redirect(url_for(".mentor", day_mentor_id=day_mentor_id), 303)
    return _page("mentor", found, form=form), 422


@bp.get(f"{MEETING}/join")
@open_to(Audience.PEOPLE)
def join(day_meeting_id: UUID) -> ResponseReturnValue:
    """To the meeting on video, around its time."""
    return redirect(link_of(day_meeting_id, signed_in_person()), 303)


@bp.route(f"{MEETING}/feedback", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def feedback(day_meeting_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    found, side = get_own_meeting(day_meeting_id, person)
    said = feedback_on([found], side).get(found.id)
    form = FeedbackForm(data={"rating": str(said.rating), "note": said.note} if said else {})
    if form.validate_on_submit():
        try:
            with transaction():
                after.say(found, int(form.rating.data), note=form.note.data or "", by=person)
        except Conflict as refusal:
            said_no(refusal)
        else:
            flash(_("Thank you. Only the matching reads it."), "ok")
        return _to_plan(found, side)
    shown = render_template(
        "accelerator/mentor_days/feedback.html", meeting=found, side=side, form=form, words=in_words
    )
    return shown, 422 if form.errors else 200


@bp.post(f"{MEETING}/<step>")
@open_to(Audience.PEOPLE)
def mark(day_meeting_id: UUID, step: str) -> ResponseReturnValue:
    """Whether the two met."""
    person = signed_in_person()
    found, side = get_own_meeting(day_meeting_id, person)
    if step not in ("held", "missed"):
        raise NotFound(_("There is no such page."))
    pressed(lambda: after.mark(found, held=step == "held", by=person), _("Noted."))
    return _to_plan(found, side)


def _to_plan(meeting: DayMeeting, side: Side) -> ResponseReturnValue:
    mine = next(
        part
        for part in parts_of(signed_in_person())
        if part.day_id == meeting.day_id and isinstance(part, DayMentor) == (side is Side.MENTOR)
    )
    if isinstance(mine, DayMentor):
        return redirect(url_for(".mentor", day_mentor_id=mine.id), 303)
    return redirect(url_for(".startup", day_startup_id=mine.id), 303)


def _page(name: str, part: Part, *, form: WishesForm | MentorHoursForm) -> str:
    person, meetings = signed_in_person(), meetings_for(part)
    is_mentor = isinstance(part, DayMentor)
    side = Side.MENTOR if is_mentor else Side.STARTUP
    offered = [] if isinstance(part, DayMentor) else mentors_to_wish(part)
    wanted = 0 if isinstance(part, DayMentor) else (part.wanted or part.day.wanted)
    return render_template(
        f"accelerator/mentor_days/{name}.html",
        part=part,
        day=part.day,
        person=person,
        meetings=meetings,
        at=now(),
        now_next=now_next(meetings),
        said=feedback_on(meetings, side),
        link_is_open=link_is_open,
        may_say=may_say,
        place_of=place_of,
        form=form,
        offered=offered,
        places=min(len(offered), wanted + MORE_WISHES, MOST_PLACES),
        may_wish=isinstance(part, DayMentor) or can_wish(person, part),
        is_open=saying.wishes_are_open(part.day),
        words=in_words,
        empty_form=EmptyForm(formdata=None),
    )
