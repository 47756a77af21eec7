"""Jurors' links: made and taken back by staff, opened by jurors."""

from uuid import UUID

import segno
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.interviews.emails.links import link_to
from accelerator.interviews.forms.days import EmptyForm
from accelerator.interviews.models import InterviewDay
from accelerator.interviews.queries.links import (
    get_juror,
    is_kept_from_a_team,
    jurors_of,
    window_of_links,
)
from accelerator.interviews.queries.planning import panels_of
from accelerator.interviews.services import links
from accelerator.interviews.views.blueprint import bp
from accelerator.interviews.views.by_link import came_by_link
from accelerator.interviews.views.doors import DAY, MANAGE, day_of_staff, page
from hub.accounts.confined import also_confined, any_of_them
from hub.accounts.devices import visitor
from hub.accounts.entering import admit
from hub.accounts.errors import LinkIsDead
from hub.accounts.models import User
from hub.accounts.rules.guessing import link_budgets
from hub.accounts.services.throttle import refund, spend
from hub.accounts.sign_in import person_or_none, signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, NotAllowed
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.acting import said_no

JUROR = f"{DAY}/links/<uuid:reviewer_id>"


@bp.get(f"{DAY}/links")
@open_to(Audience.STAFF, permission=MANAGE)
def jury_links(day_id: UUID) -> ResponseReturnValue:
    day, person = day_of_staff(day_id), signed_in_person()
    return page(
        "links",
        day.cohort,
        day=day,
        jurors=jurors_of(day, panels_of(day)),
        window=window_of_links(day),
        may_show=not is_kept_from_a_team(day, person),
    )


@bp.post(JUROR)
@open_to(Audience.STAFF, permission=MANAGE)
def make_jury_link(day_id: UUID, reviewer_id: UUID) -> ResponseReturnValue:
    """Send it, or show it: this once, for only its hash is kept."""
    day, send = day_of_staff(day_id), request.form.get("then") != "show"
    juror = get_juror(day, panels_of(day), reviewer_id=reviewer_id)
    if not EmptyForm().validate():
        return _back(day)
    try:
        with transaction():
            secret = links.make_link(day, reviewer_id, by=signed_in_person(), send=send)
    except (Conflict, NotAllowed) as refusal:
        said_no(refusal)
        return _back(day)
    if not send:
        return _shown(day, juror.reviewer.user.name, secret=secret)
    flash(_("A link is on its way to %(name)s.", name=juror.reviewer.user.name), "ok")
    return _back(day)


@bp.post(f"{JUROR}/revoke")
@open_to(Audience.STAFF, permission=MANAGE)
def revoke_jury_link(day_id: UUID, reviewer_id: UUID) -> ResponseReturnValue:
    day = day_of_staff(day_id)
    juror = get_juror(day, panels_of(day), reviewer_id=reviewer_id)
    if EmptyForm().validate():
        try:
            with transaction():
                links.revoke_link(day, juror.reviewer.id, by=signed_in_person())
        except Conflict as refusal:
            said_no(refusal)
        else:
            flash(_("The link is ended, and whoever came in by it is signed out."), "ok")
    return _back(day)


@bp.get("/jury/open")
@open_to(Audience.EVERYONE)
@also_confined(any_of_them)
def open_link() -> ResponseReturnValue:
    """Only a page: its script takes the key from behind the # of the address, a button sends it."""
    return _door()


@bp.post("/jury/open")
@open_to(Audience.EVERYONE)
@also_confined(any_of_them)
def enter_by_link() -> ResponseReturnValue:
    """Counted like a guess, unless the key is right."""
    key, budgets = request.form.get("key", "").strip(), link_budgets(visitor())
    if not EmptyForm().validate():
        return _door(), 422
    with transaction():
        spend(budgets)
    try:
        with transaction():
            link, confined = links.open_link(key, agent=request.user_agent.string[:400])
            refund(budgets)
            if not _is_in_as(link.reviewer.user):
                admit(link.reviewer.user, confined=confined)
    except LinkIsDead as refusal:
        return _door(str(refusal)), refusal.status
    return redirect(url_for(".jury", day_id=link.day_id), 303)


def _is_in_as(juror: User) -> bool:
    """With the account, which opens more than the link does."""
    here = person_or_none()
    return here is not None and here.id == juror.id and not came_by_link()


def _door(refusal: str = "") -> str:
    return render_template(
        "accelerator/interviews/open.html",
        refusal=refusal,
        here=person_or_none(),
        form=EmptyForm(formdata=None),
    )


def _shown(day: InterviewDay, name: str, *, secret: str) -> str:
    address = link_to(secret)
    return page(
        "link",
        day.cohort,
        day=day,
        juror=name,
        address=address,
        picture=segno.make(address, error="m").svg_data_uri(border=4, light="#ffffff"),
    )


def _back(day: InterviewDay) -> ResponseReturnValue:
    return redirect(url_for(".jury_links", day_id=day.id), 303)
