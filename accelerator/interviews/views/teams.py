"""The teams of a day: invited, set by hand, taken off."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.interviews.errors import SlotGone
from accelerator.interviews.forms.days import EmptyForm, SlotForm, WishesForm
from accelerator.interviews.models import Invited, MeetingState
from accelerator.interviews.queries.days import listed, offered_to
from accelerator.interviews.queries.openings import openings_for
from accelerator.interviews.services import inviting, picking
from accelerator.interviews.views.blueprint import bp
from accelerator.interviews.views.doors import (
    DAY,
    MANAGE,
    TEAM,
    day_of_staff,
    page,
    panel_of_staff,
    team_of_staff,
    to_day,
)
from accelerator.interviews.views.wishing import wishes_form
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.web.access import Audience, open_to
from hub.web.acting import said_no


@bp.route(f"{DAY}/teams", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def teams(day_id: UUID) -> ResponseReturnValue:
    """Put teams on the list."""
    day, person = day_of_staff(day_id), signed_in_person()
    if EmptyForm().validate_on_submit():
        try:
            with transaction():
                made = inviting.invite(day, _ticked(), by=person)
        except (Invalid, Conflict) as refusal:
            said_no(refusal)
        else:
            flash(ngettext("One team is on the list.", "%(num)s teams are on the list now.",
                           len(made)), "ok")  # fmt: skip
            return to_day(day_id)
    offered = offered_to(day, person)
    return page("teams", day.cohort, day=day, offered=offered, teams=listed(day, person))


@bp.get(TEAM)
@open_to(Audience.STAFF, permission=MANAGE)
def team(invited_id: UUID) -> ResponseReturnValue:
    return _page(team_of_staff(invited_id))


@bp.post(TEAM)
@open_to(Audience.STAFF, permission=MANAGE)
def set_time(invited_id: UUID) -> ResponseReturnValue:
    """By hand; plans go around it."""
    invited, form = team_of_staff(invited_id), SlotForm()
    chosen = form.chosen() if form.validate() else None
    if chosen is None:
        flash(_("Please choose a time."), "bad")
        return redirect(url_for(".team", invited_id=invited_id), 303)
    try:
        with transaction():
            panel = panel_of_staff(chosen[0])
            picking.set_by_hand(invited, panel, starts_at=chosen[1], by=signed_in_person())
    except (Conflict, SlotGone, Invalid) as refusal:
        said_no(refusal)
        return redirect(url_for(".team", invited_id=invited_id), 303)
    flash(_("The time is set."), "ok")
    return to_day(invited.day_id)


@bp.post(f"{TEAM}/wishes")
@open_to(Audience.STAFF, permission=MANAGE)
def team_wishes(invited_id: UUID) -> ResponseReturnValue:
    invited, form = team_of_staff(invited_id), WishesForm()
    if not form.validate():
        return _page(invited, wishes=form), 422
    try:
        with transaction():
            inviting.say_wishes(invited, form.wishes(), by=signed_in_person())
    except Invalid as refusal:
        form.refuse_all(refusal)
        return _page(invited, wishes=form), 422
    except Conflict as refusal:
        said_no(refusal)
    else:
        flash(_("Saved. The next plan keeps to it."), "ok")
    return redirect(url_for(".team", invited_id=invited_id), 303)


@bp.post(f"{TEAM}/<step>")
@open_to(Audience.STAFF, permission=MANAGE)
def change_team(invited_id: UUID, step: str) -> ResponseReturnValue:
    invited = team_of_staff(invited_id)
    day_id = invited.day_id
    if EmptyForm().validate():
        try:
            with transaction():
                _change(invited, step)
        except (Conflict, Invalid) as refusal:
            said_no(refusal)
    return to_day(day_id)


def _change(invited: Invited, step: str) -> None:
    person, meeting = signed_in_person(), invited.meeting
    if step not in ("remove", "free", "let_move", "held", "missed"):
        raise NotFound(_("There is no such page."))
    if step == "remove":
        inviting.uninvite(invited, by=person)
    elif step == "free":
        picking.take_away(invited, by=person)
    elif meeting is not None and step == "let_move":
        picking.let_move(meeting, by=person)
    elif meeting is not None:
        states = {"held": MeetingState.DONE, "missed": MeetingState.MISSED}
        picking.mark(meeting, states[step], by=person)


def _page(invited: Invited, wishes: WishesForm | None = None) -> str:
    return page(
        "team",
        invited.day.cohort,
        day=invited.day,
        invited=invited,
        free=openings_for(invited, wishes=False).free,
        form=SlotForm(formdata=None),
        wishes=wishes or wishes_form(invited),
    )


def _ticked() -> list[UUID]:
    found = []
    for text in request.form.getlist("application"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
