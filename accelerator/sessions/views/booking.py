"""Book from the common free hours: choose a time, say where and what about, done."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.matching.models import Pairing
from accelerator.matching.permissions import side_of
from accelerator.mentors.models import Side
from accelerator.sessions.forms.booking import BookForm, ByHandForm, instant_in
from accelerator.sessions.queries.times import CommonStarts, busy_sides, common_starts, rooms_for
from accelerator.sessions.rules.times import LENGTHS
from accelerator.sessions.services import booking as services
from accelerator.sessions.services.booking import SessionWish
from accelerator.sessions.views.blueprint import bp
from accelerator.sessions.views.doors import (
    PAIR,
    alternatives_in,
    clocks_for,
    pairing_to_book,
    space_chosen,
)
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.errors import Conflict, HubError, Invalid
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_wall
from hub.web.access import Audience, open_to
from hub.web.acting import said_no

USUAL_MINUTES = 60


@dataclass
class Chosen:
    """What the address says: how long, and from when."""

    minutes: int
    slot: TimeSlot | None
    alternatives: list[Any] = field(default_factory=list)


@bp.route(f"{PAIR}/new", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def book(pairing_id: UUID) -> ResponseReturnValue:
    pairing, form, by_hand = pairing_to_book(pairing_id), BookForm(), ByHandForm(request.args)
    chosen = _chosen(by_hand)
    if form.validate_on_submit() and chosen.slot is not None:
        try:
            session_id = _booked(pairing_id, form, slot=chosen.slot)
        except (Conflict, Invalid) as refusal:
            return _refused(pairing, form, chosen=chosen, refusal=refusal), refusal.status
        flash(_("It is booked. Both of you get a mail with a calendar entry."), "ok")
        return redirect(url_for(".show", session_id=session_id), 303)
    return _page(pairing, form, chosen=chosen, by_hand=by_hand), 422 if form.errors else 200


def _booked(pairing_id: UUID, form: BookForm, *, slot: TimeSlot) -> UUID:
    person = signed_in_person()
    with transaction():
        wish = SessionWish(
            slot,
            person.zone,
            space=space_chosen(form.space_id),
            people=form.people.data or 2,
            video_url=form.video_url.data or "",
            agenda=form.agenda.data or "",
            goals=form.goal_lines(),
        )
        return services.book(pairing_to_book(pairing_id), wish, by=person).id


def _refused(pairing: Pairing, form: BookForm, *, chosen: Chosen, refusal: HubError) -> str:
    """Said beside the field, or above; with what could be had instead."""
    if isinstance(refusal, Invalid) and not alternatives_in(refusal):
        form.refuse_all(refusal)
    else:
        said_no(refusal)
    chosen.alternatives = alternatives_in(refusal)
    return _page(pairing, form, chosen=chosen, by_hand=ByHandForm(request.args))


def _page(pairing: Pairing, form: BookForm, *, chosen: Chosen, by_hand: ByHandForm) -> str:
    person, slot = signed_in_person(), chosen.slot
    found = common_starts(pairing.mentor, pairing.startup, minutes=chosen.minutes)
    form.offer(rooms_for(slot, people=form.people.data or 2) if slot else [])
    return render_template(
        "accelerator/sessions/book.html",
        pairing=pairing,
        form=form,
        chosen=chosen,
        lengths=LENGTHS,
        days=by_day(found, person.zone),
        silent=_names(pairing, found.silent),
        says_no_hours=side_of(person, pairing) in found.silent,
        busy=list(busy_sides(pairing.mentor, pairing.startup, slot=slot).values()) if slot else [],
        others=clocks_for(pairing, person),
        by_hand=by_hand,
        person=person,
    )


def by_day(found: CommonStarts, zone: str) -> list[tuple[date, list[datetime]]]:
    """The starts by the reader's own days."""
    return [
        (day, list(those))
        for day, those in groupby(found.starts, key=lambda at: to_wall(at, zone).date())
    ]


def minutes_asked() -> int:
    asked = request.values.get("minutes", "")
    return int(asked) if asked in {str(n) for n in LENGTHS} else USUAL_MINUTES


def _chosen(by_hand: ByHandForm) -> Chosen:
    """From the address, or from what was written by hand, which may not exist on that day."""
    minutes = minutes_asked()
    at = instant_in(request.values.get("at"))
    if at is None and request.args.get("day") and by_hand.validate():
        try:
            at = by_hand.instant(signed_in_person().zone)
        except Invalid as refusal:
            by_hand.refuse_all(refusal)
    if at is not None and not now() <= at <= now() + timedelta(days=400):
        at = None
    return Chosen(minutes, TimeSlot(at, at + timedelta(minutes=minutes)) if at else None)


def _names(pairing: Pairing, sides: frozenset[Side]) -> list[str]:
    named = {Side.MENTOR: pairing.mentor.name, Side.STARTUP: pairing.startup.name}
    return [name for side, name in named.items() if side in sides]
