"""A team's own interview: its time, choosing it, what suits it, the link."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.interviews.forms.days import EmptyForm, SlotForm, WishesForm
from accelerator.interviews.models import Invited
from accelerator.interviews.permissions import can_answer
from accelerator.interviews.queries.mine import AFTER, BEFORE, get_own, link_of
from accelerator.interviews.queries.openings import openings_for
from accelerator.interviews.services import inviting, picking
from accelerator.interviews.views.blueprint import bp
from accelerator.interviews.views.by_link import by_link
from accelerator.interviews.views.wishing import wishes_form
from accelerator.vocabulary.words import in_words
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to

ONE = "/interviews/<uuid:invited_id>"


@bp.get(ONE)
@open_to(Audience.PEOPLE)
def show(invited_id: UUID) -> ResponseReturnValue:
    return _page(get_own(invited_id, signed_in_person()))


@bp.post(ONE)
@open_to(Audience.PEOPLE)
def pick(invited_id: UUID) -> ResponseReturnValue:
    """Take a free time."""
    person, form = signed_in_person(), SlotForm()
    invited = get_own(invited_id, person)
    chosen = form.chosen() if form.validate() else None
    if chosen is None:
        flash(_("Please choose a time."), "bad")
        return _page(invited), 422
    try:
        with transaction():
            picking.pick(invited, chosen[0], starts_at=chosen[1], by=person)
    except (Conflict, NotAllowed) as refusal:
        flash(str(refusal), "bad")
        return _page(get_own(invited_id, person)), refusal.status
    flash(_("This time is yours. A mail with a calendar entry is on its way."), "ok")
    return redirect(url_for(".show", invited_id=invited_id), 303)


@bp.post(f"{ONE}/give-up")
@open_to(Audience.PEOPLE)
def give_up(invited_id: UUID) -> ResponseReturnValue:
    invited = get_own(invited_id, signed_in_person())
    if EmptyForm().validate():
        try:
            with transaction():
                picking.give_up(invited, by=signed_in_person())
        except (Conflict, NotAllowed) as refusal:
            flash(str(refusal), "bad")
        else:
            flash(_("Your time is free for others. Please choose another one."), "ok")
    return redirect(url_for(".show", invited_id=invited_id), 303)


@bp.post(f"{ONE}/wishes")
@open_to(Audience.PEOPLE)
def wish(invited_id: UUID) -> ResponseReturnValue:
    invited, form = get_own(invited_id, signed_in_person()), WishesForm()
    if not form.validate():
        return _page(invited, form), 422
    try:
        with transaction():
            inviting.say_wishes(invited, form.wishes(), by=signed_in_person())
    except Invalid as refusal:
        form.refuse_all(refusal)
        return _page(invited, form), 422
    except (Conflict, NotAllowed) as refusal:
        flash(str(refusal), "bad")
    else:
        flash(_("Noted. The times below are those that suit you."), "ok")
    return redirect(url_for(".show", invited_id=invited_id), 303)


@bp.get("/interviews/meetings/<uuid:meeting_id>/join")
@open_to(Audience.PEOPLE)
@by_link
def join(meeting_id: UUID) -> ResponseReturnValue:
    """To the online meeting, around its time."""
    return redirect(link_of(meeting_id, signed_in_person()), 303)


def _page(invited: Invited, wishes: WishesForm | None = None) -> str:
    person, meeting = signed_in_person(), invited.meeting
    choosing = picking.is_choosing(invited.day) and can_answer(person, invited)
    link_open = meeting is not None and (
        meeting.starts_at - BEFORE <= now() <= meeting.ends_at + AFTER
    )
    return render_template(
        "accelerator/interviews/show.html",
        invited=invited,
        day=invited.day,
        meeting=meeting,
        person=person,
        choosing=choosing,
        free=openings_for(invited).free if choosing else (),
        form=SlotForm(formdata=None),
        wishes=wishes or wishes_form(invited),
        may_wish=can_answer(person, invited),
        link_open=link_open,
        words=in_words,
        empty_form=EmptyForm(formdata=None),
    )
