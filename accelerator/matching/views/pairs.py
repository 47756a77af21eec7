"""A pair as its two sides see it: why it was proposed, and their answer."""

from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.matching import wording
from accelerator.matching.errors import NotNow
from accelerator.matching.forms.answering import AcceptForm, ReasonForm
from accelerator.matching.models import Pairing, PairingState
from accelerator.matching.names import PAIRING_STATES, shown_parts
from accelerator.matching.permissions import can_manage_pairing, side_of
from accelerator.matching.queries.pairings import (
    get_pairing,
    pairings_of_mentor,
    pairings_of_people,
)
from accelerator.matching.queries.proposals import explained_to
from accelerator.matching.queries.together import together
from accelerator.matching.services import pairing as services
from accelerator.matching.views.blueprint import bp
from accelerator.mentors.models import Side
from accelerator.mentors.queries.mentors import mentor_of
from hub.accounts.models import User
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to

LIST = "/mentoring/pairs"
BASE = f"{LIST}/<uuid:pairing_id>"


@bp.get(LIST)
@open_to(Audience.PEOPLE)
def mine() -> ResponseReturnValue:
    """The pairs of whoever looks: as a mentor, and of the startups they belong to."""
    person = signed_in_person()
    mentor = mentor_of(person)
    return render_template(
        "accelerator/matching/mine.html",
        as_mentor=pairings_of_mentor(mentor) if mentor else [],
        as_startup=pairings_of_people(person),
        explained=explained_to(person),
        states=PAIRING_STATES,
        say=wording,
    )


@bp.get(BASE)
@open_to(Audience.PEOPLE)
def pairing(pairing_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    found = get_pairing(pairing_id, seen_by=person)
    side = side_of(person, found)
    return render_template(
        "accelerator/matching/pairing.html",
        pairing=found,
        side=side,
        state=PAIRING_STATES[found.state],
        is_staff=can_manage_pairing(person, found),
        parts=shown_parts(found.parts),
        has_said_yes=_has_said_yes(found, side),
        two=together(found, side=side),
        first_time=_first_time(found),
        sessions_url=_sessions_url(),
        say=wording,
        form=AcceptForm(),
    )


@bp.post(f"{BASE}/accept")
@open_to(Audience.PEOPLE)
def accept_pairing(pairing_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    if AcceptForm().validate():
        try:
            with transaction():
                found = get_pairing(pairing_id, seen_by=person)
                side = side_of(person, found)
                if side is None:
                    raise NotAllowed(_("Only they themselves answer this."))
                services.accept(found, side=side, by=person)
        except NotNow as late:
            flash(str(late), "warn")
        else:
            flash(_("You have said yes."), "ok")
    return redirect(url_for("matching.pairing", pairing_id=pairing_id))


@bp.route(f"{BASE}/decline", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def decline_pairing(pairing_id: UUID) -> ResponseReturnValue:
    """No, or not any more: which of both depends on whether it is still to be answered."""
    person, form = signed_in_person(), ReasonForm()
    found = get_pairing(pairing_id, seen_by=person)
    if form.validate_on_submit():
        try:
            with transaction():
                again = get_pairing(pairing_id, seen_by=person)
                _say_no(again, form.reason.data or "", person=person)
        except NotNow as late:
            flash(str(late), "warn")
        else:
            flash(_("It is noted. Thank you for saying why."), "ok")
        return redirect(url_for("matching.pairing", pairing_id=pairing_id))
    return render_template(
        "accelerator/matching/decline.html",
        pairing=found,
        form=form,
        is_open=found.state is PairingState.ASKED,
    )


def _say_no(found: Pairing, reason: str, *, person: User) -> None:
    side = side_of(person, found)
    if found.state is PairingState.ASKED and side is not None:
        services.decline(found, side=side, by=person, reason=reason)
    else:
        services.end(found, by=person, reason=reason)


def _first_time(found: Pairing) -> str:
    """Where a meeting is found, once they work together."""
    if found.state is not PairingState.ACTIVE or "sessions.book" not in current_app.view_functions:
        return ""
    return url_for("sessions.book", pairing_id=found.id)


def _sessions_url() -> str:
    return url_for("sessions.mine") if "sessions.mine" in current_app.view_functions else ""


def _has_said_yes(found: Pairing, side: Side | None) -> bool:
    at = found.mentor_accepted_at if side is Side.MENTOR else found.startup_accepted_at
    return side is not None and at is not None
