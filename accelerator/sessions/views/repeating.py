"""A series: every date is shown with whether it is free before anything is booked."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.matching.models import Pairing
from accelerator.sessions.forms.booking import SeriesForm
from accelerator.sessions.names import city_of
from accelerator.sessions.queries.parties import zones_of
from accelerator.sessions.queries.times import rooms_for
from accelerator.sessions.services import series as services
from accelerator.sessions.services.booking import SessionWish
from accelerator.sessions.services.series import Date, Repeat
from accelerator.sessions.views.blueprint import bp
from accelerator.sessions.views.doors import (
    PAIR,
    clocks_for,
    pairing_to_book,
    space_chosen,
)
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.formats import wall
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.core.series import Drift, drifts
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_instant
from hub.web.access import Audience, open_to
from hub.web.acting import said_no
from hub.web.choices import options


@bp.route(f"{PAIR}/series", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def book_series(pairing_id: UUID) -> ResponseReturnValue:
    """Looked at first; booked when the button under the dates says so."""
    pairing, form = pairing_to_book(pairing_id), SeriesForm()
    _offer(form, pairing)
    if not form.validate_on_submit():
        return _page(pairing, form), 422 if form.errors else 200
    try:
        if request.form.get("step") == "book":
            return _book(pairing_id, form)
        dates = services.preview(pairing, _repeat(form), wish=_wish(form), by=signed_in_person())
    except (Conflict, Invalid) as refusal:
        said_no(refusal)
        return _page(pairing, form), refusal.status
    return _page(pairing, form, dates=dates)


def _book(pairing_id: UUID, form: SeriesForm) -> ResponseReturnValue:
    person = signed_in_person()
    with transaction():
        pairing = pairing_to_book(pairing_id)
        series, made = services.book_series(pairing, _repeat(form), wish=_wish(form), by=person)
    num = len(made)
    flash(ngettext("One date is booked.", "%(num)s dates are booked.", num), "ok")
    for date in series.skipped:
        day = wall(datetime.fromisoformat(date["starts_local"]))
        flash(_("Not booked: %(day)s. %(why)s", day=day, why=date["sentence"]), "warn")
    return redirect(url_for(".show", session_id=made[0].id), 303)


def _page(pairing: Pairing, form: SeriesForm, *, dates: list[Date] | None = None) -> str:
    person = signed_in_person()
    zone = str(form.zone.data or person.zone)
    others = clocks_for(pairing, person)
    return render_template(
        "accelerator/sessions/series.html",
        pairing=pairing,
        form=form,
        dates=dates,
        free=len([each for each in dates or () if each.why is None]),
        drift=_drift(dates or [], zone, others=[*others, (_("you"), person.zone)]),
        others=others,
        zone=zone,
        person=person,
    )


def _drift(
    dates: list[Date], zone: str, *, others: list[tuple[str, str]]
) -> list[tuple[str, Drift]]:
    """For whom the hour moves with the clocks: (city, drift), each city once."""
    instants = [each.slot.start for each in dates if each.slot is not None]
    zones = dict.fromkeys(other for _name, other in others if other != zone)
    return [
        (city_of(other), each)
        for other in zones
        for each in drifts(instants, zone=zone, other=other)
    ]


def _repeat(form: SeriesForm) -> Repeat:
    return Repeat(
        form.wall(),
        minutes=int(form.minutes.data or 60),
        every_weeks=form.every_weeks.data or 1,
        times=form.times.data or 1,
    )


def _wish(form: SeriesForm) -> SessionWish:
    """Its slot is not looked at: each date has its own."""
    return SessionWish(
        TimeSlot(now(), now().replace(year=now().year + 1)),
        str(form.zone.data),
        space=space_chosen(form.space_id),
        people=form.people.data or 2,
        video_url=form.video_url.data or "",
        agenda=form.agenda.data or "",
    )


def _offer(form: SeriesForm, pairing: Pairing) -> None:
    person = signed_in_person()
    zones: dict[str, Any] = dict.fromkeys([person.zone, *zones_of(pairing).values()])
    form.zone.choices = options((zone, city_of(zone)) for zone in zones)
    if form.zone.data not in zones:
        form.zone.data = person.zone
    slot = _first_slot(form)
    form.offer(rooms_for(slot, people=form.people.data or 2) if slot else [])


def _first_slot(form: SeriesForm) -> TimeSlot | None:
    """For the rooms that are offered; None while there is no first day."""
    if form.day.data is None or form.time.data is None:
        return None
    repeat = _repeat(form)
    try:
        start = to_instant(repeat.starts_local, str(form.zone.data), fold=0)
    except ValueError:
        return None
    return TimeSlot(start, start + services.length_of(repeat))
