"""What pages of those who keep or teach classes ask first, and how they say no."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from booking.bookings.errors import Refused, SlotTaken
from booking.spaces.models import Space, SpaceKind
from booking.spaces.queries import all_spaces
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, HubError, Invalid, NotAllowed
from hub.learning.classes.models import ClassRun, ClassSession
from hub.learning.classes.queries.runs import run_to_manage, run_to_teach, session_in
from hub.places.errors import SeatsHeld
from hub.web import acting
from hub.web.forms import HubForm

MANAGE = "classes:manage"
ONE = "/admin/classes/<uuid:run_id>"
SESSION = f"{ONE}/sessions/<uuid:session_id>"
ROOMS = (SpaceKind.ROOM, SpaceKind.HALL, SpaceKind.STUDIO, SpaceKind.LAB)


def run_of_teacher(run_id: UUID) -> ClassRun:
    """Raises: NotFound."""
    return run_to_teach(run_id, by=signed_in_person())


def run_of_keeper(run_id: UUID) -> ClassRun:
    """Raises: NotFound."""
    return run_to_manage(run_id, by=signed_in_person())


def session_of_teacher(run_id: UUID, session_id: UUID) -> ClassSession:
    """Raises: NotFound."""
    return session_in(run_of_teacher(run_id), session_id)


def rooms() -> list[Space]:
    return [space for space in all_spaces() if space.kind in ROOMS]


def tried(run_id: UUID, act: Callable[[ClassRun], str]) -> ResponseReturnValue:
    """Do one thing to a run, say how it went, and go back to its page. `act` gives what to say."""
    try:
        with transaction():
            told = act(run_of_teacher(run_id))
    except (Conflict, Invalid, NotAllowed) as refusal:
        said_no(refusal)
    else:
        flash(told, "ok")
    return to_run(run_id)


def done(form: HubForm, act: Callable[[], str]) -> bool:
    """Whether a form was sent, and what it asks for is done; `act` gives what to say of it. Else
    the refusal is shown beside its fields, or above them."""
    if not form.validate_on_submit():
        return False
    try:
        with transaction():
            told = act()
    except Invalid as refusal:
        form.refuse_all(refusal)
        kept_refusal(refusal)
    except Conflict as refusal:
        said_no(refusal)
        kept_refusal(refusal)
    else:
        flash(told, "ok")
        return True
    return False


def shown(form: HubForm, page: str, **more: Any) -> ResponseReturnValue:
    """A page with a form: 422 when it was sent and is shown again."""
    text = render_template(f"hub/learning/classes/{page}.html", form=form, **more)
    return text, 422 if form.is_submitted() else 200


def to_run(run_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("classes.manage", run_id=run_id), 303)


def kept_refusal(refusal: HubError) -> None:
    """For what could be had instead, which the page shows."""
    g.refused = refusal


def said_no(refusal: HubError) -> None:
    """And who holds the seats, where those are too few."""
    acting.said_no(refusal)
    if isinstance(refusal, SeatsHeld):
        flash(", ".join(each["name"] for each in refusal.details["holders"]), "bad")


def alternatives() -> list[Any]:
    """What could be had instead of the room that was refused."""
    refusal = g.get("refused")
    return list(refusal.alternatives) if isinstance(refusal, (SlotTaken, Refused)) else []
