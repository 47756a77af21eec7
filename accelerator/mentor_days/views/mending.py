"""A plan changed: mended after something has changed, or moved by hand; shown before it is so."""

from collections.abc import Callable
from uuid import UUID

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from accelerator.mentor_days.forms.days import MeetingForm, PlaceForm
from accelerator.mentor_days.models import MentorDay
from accelerator.mentor_days.queries.boards import changes_in, said_of
from accelerator.mentor_days.queries.days import Gathering, gathering, get_meeting
from accelerator.mentor_days.queries.planning import slots_of
from accelerator.mentor_days.services import mending
from accelerator.mentor_days.views.blueprint import bp
from accelerator.mentor_days.views.doors import (
    DAY,
    MANAGE,
    MEETING,
    day_of_staff,
    page,
    pressed,
    to_day,
)
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.formats import span
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.choices import options


@bp.post(f"{DAY}/mend")
@open_to(Audience.STAFF, permission=MANAGE)
def mend(mentor_day_id: UUID) -> ResponseReturnValue:
    done = pressed(
        lambda: mending.propose_mending(day_of_staff(mentor_day_id), by=signed_in_person()), ""
    )
    return to_day(mentor_day_id, "proposal" if done else "day")


@bp.get(f"{DAY}/proposal")
@open_to(Audience.STAFF, permission=MANAGE)
def proposal(mentor_day_id: UUID) -> ResponseReturnValue:
    """Exactly what would be different."""
    found = day_of_staff(mentor_day_id)
    if found.proposal is None:
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
        form, lambda: mending.propose_move(found, form.place(), by=person)
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
        if _proposed(
            form, lambda: mending.propose_meeting(day, pair, place=form.place(), by=person)
        ):
            return to_day(mentor_day_id, "proposal")
    shown = page("new_meeting", day.cohort, day=day, form=form)
    return shown, 422 if form.errors or form.form_errors else 200


def _proposed(form: PlaceForm, propose: Callable[[], None]) -> bool:
    try:
        with transaction():
            propose()
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
