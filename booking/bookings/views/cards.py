"""A space on a phone: a card with its day in one thin bar."""

from typing import Any

from booking.bookings.agenda import SpaceDay, day_slot
from booking.bookings.availability import Availability
from booking.bookings.views import words
from booking.bookings.views.rows import Drawing, choose_url, taken_in_words
from booking.spaces.rules import gaps
from hub.core.timeslots import TimeSlot


def card_of(
    day: SpaceDay, drawing: Drawing, *, found: Availability | None, looked_for: TimeSlot | None
) -> dict[str, Any]:
    label, tone = words.state(found) if found else ("", "")
    picked = drawing.search.space == day.space.slug
    return {
        "name": day.space.name,
        "url": choose_url(drawing.search, day.space),
        "detail": words.detail(day.space),
        "state_label": label,
        "state_tone": tone,
        "price": words.rate(day.space),
        "picked": picked,
        "day_label": taken_in_words(day, drawing.raster.zone),
        "blocks": lane_blocks(day, drawing, looked_for=looked_for),
    }


def lane_blocks(
    day: SpaceDay, drawing: Drawing, *, looked_for: TimeSlot | None
) -> list[dict[str, Any]]:
    """What cannot be had, margins and closed hours included, and the time that is looked for."""
    busy = gaps([day_slot(day.day, drawing.raster.zone)], day.free)
    placed = [("", drawing.raster.place(slot)) for slot in busy]
    if looked_for is not None:
        placed.append(("pick", drawing.raster.place(looked_for)))
    return [
        {"start_col": place[0], "span": place[1], "kind": kind} for kind, place in placed if place
    ]
