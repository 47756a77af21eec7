"""A plan changed: mended after something has changed, or moved by hand; shown before it is so."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.mentor_days.forms.days import EmptyForm, MeetingForm, PlaceForm
from accelerator.mentor_days.models import MentorDay
from accelerator.mentor_days.queries.boards import changes_in, said_of
from accelerator.mentor_days.queries.days import Gathering, gathering, get_meeting
from accelerator.mentor_days.queries.planning import slots_of
from accelerator.mentor_days.services import mending
from accelerator.mentor_days.services.mending import ChangeThought
from accelerator.mentor_days.services.reckoning import is_change_being_worked_out
from accelerator.mentor_days.views.blueprint import bp
from accelerator.mentor_days.views.doors import (
    DAY,
    MANAGE,
    MEETING,
    day_of_staff,
    page,
    thought_out,
    to_day,
    waiting,
)
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.errors import Conflict, Invalid
from hub.core.formats import span
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.acting import pressed, said_no
from hub.web.choices import options


@bp.post(f"{DAY}/mend")
@open_to(Audience.STAFF, permission=MANAGE)
def mend(mentor_day_id: UUID) -> ResponseReturnValue:
    """Around what has changed; `again`: as it was asked for when something changed meanwhile."""
    found, person = day_of_staff(mentor_day_id), signed_in_person()
    think = mending.thought_again if request.args.get("again") else mending.mended
    if not EmptyForm().validate():
        return to_day(mentor_day_id)
    try:
        thought_out(
            lambda: think(found, by=person),
            lambda thought: mending.propose(found, thought, by=person),
        )
    except (Invalid, Conflict) as refusal:
        said_no(refusal)
        return to_day(mentor_day_id)
    return to_day(mentor_day_id, "proposal")


@bp.get(f"{DAY}/proposal")
@open_to(Audience.STAFF, permission=MANAGE)
def proposal(mentor_day_id: UUID) -> ResponseReturnValue:
    """Exactly what would be different; while a job works it out, a page that looks again."""
    found = day_of_staff(mentor_day_id)
    if is_change_being_worked_out(found):
        return waiting(found)
    if found.proposal is None or not found.has_proposal:
        return to_day(mentor_day_id)
    gathered = gathering(found, signed_in_person())
    whole = not gathered.hidden
    return page(
        "proposal",
        found.cohort,
        day=found,
        changes=changes_in(found, gathered),
        stale=mending.is_stale(found),
        before=said_of(found.outcome, whole=whole),
        after=said_of(found.proposal["outcome"], whole=whole),
    )


@bp.post(f"{DAY}/proposal/apply", defaults={"step": "apply"})
@bp.post(f"{DAY}/proposal/drop", defaults={"step": "drop"})
@open_to(Audience.STAFF, permission=MANAGE)
def answer_proposal(mentor_day_id: UUID, step: str) -> ResponseReturnValue:
    found, person = day_of_staff(mentor_day_id), signed_in_person()
    if step == "apply":
        said = _("This is the plan now. Whoever's plan is another is told.")
        if found.published_at is None:
            said = _("This is the plan now.")
        pressed(lambda: mending.take_over(found, by=person), said)
    else:
        pressed(lambda: mending.drop_proposal(found, by=person), _("Nothing was changed."))
    return to_day(mentor_day_id, "plan")


@bp.route(f"{MEETING}/move", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def move_meeting(day_meeting_id: UUID) -> ResponseReturnValue:
    """Somewhere else, by hand."""
    person = signed_in_person()
    found = get_meeting(day_meeting_id, by=person)
    form = PlaceForm(data={"slot": str(found.slot), "room": str(found.room_id or "")})
    _offer(form, found.day, gathered=gathering(found.day, person))
    if form.validate_on_submit() and _proposed(
        form, found.day, think=lambda: mending.moved(found, form.place(), by=person)
    ):
        return redirect(url_for(".proposal", mentor_day_id=found.day_id), 303)
    shown = page("meeting", found.day.cohort, day=found.day, meeting=found, form=form, now=now())
    return shown, 422 if form.errors or form.form_errors else 200


@bp.route(f"{DAY}/meetings/new", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def new_meeting(mentor_day_id: UUID) -> ResponseReturnValue:
    """A meeting by hand, whether wished for or not."""
    day, person, form = day_of_staff(mentor_day_id), signed_in_person(), MeetingForm()
    gathered = gathering(day, person)
    _offer(form, day, gathered=gathered)
    form.startup.choices = options((str(e.startup_id), e.startup.name) for e in gathered.startups)
    form.mentor.choices = options((str(e.mentor_id), e.mentor.name) for e in gathered.mentors)
    if form.validate_on_submit():
        pair = UUID(form.startup.data), UUID(form.mentor.data)
        think = partial(mending.brought_together, day, pair, place=form.place(), by=person)
        if _proposed(form, day, think=think):
            return to_day(mentor_day_id, "proposal")
    shown = page("new_meeting", day.cohort, day=day, form=form)
    return shown, 422 if form.errors or form.form_errors else 200


def _proposed(form: PlaceForm, day: MentorDay, *, think: Callable[[], ChangeThought]) -> bool:
    person = signed_in_person()
    try:
        thought_out(think, lambda thought: mending.propose(day, thought, by=person))
    except Invalid as refusal:
        form.refuse_all(refusal)
    except Conflict as refusal:
        form.form_errors = [str(refusal)]
    else:
        return True
    return False


def _offer(form: PlaceForm, day: MentorDay, *, gathered: Gathering) -> None:
    at = now()
    form.slot.choices = options(
        (str(number), span(slot.start, slot.end, day.zone))
        for number, slot in enumerate(slots_of(day))
        if slot.start > at
    )
    rooms = [(str(each.id), each.name) for each in gathered.rooms if each.closed_at is None]
    form.room.choices = options([("", _("Wherever there is room, or on video")), *rooms])
