"""The rows of the day timeline: who has a space when, and where one can press to choose."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import g, url_for

from booking.bookings.agenda import Block, BlockKind, SpaceDay, day_slot
from booking.bookings.models import BookingState
from booking.bookings.search import Search
from booking.bookings.views import words
from booking.bookings.views.raster import Raster, cut
from booking.spaces.models import Space
from booking.spaces.rules import gaps
from hub.core.clock import now
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.core.timeslots import TimeSlot

HOUR = timedelta(hours=1)
SMALLEST_TARGET = timedelta(minutes=30)

Cell = dict[str, Any]
#: Of a search, what the page of one space has its own words for.
_NOT_TOLD = frozenset({"site", "space", "view", "sort"})
#: Stands for a space in an address; no slug has such letters.
_SOME_SPACE = "ANY_SPACE"


@dataclass(frozen=True)
class Picked:
    """What the ticket shows: it is drawn where it would lie when it can be had."""

    space: Space
    slot: TimeSlot


@dataclass(frozen=True)
class Drawing:
    """What every row of one drawing shares."""

    raster: Raster
    search: Search
    #: The length one looks for; a press on a free hour asks for as much.
    length: timedelta
    picked: Picked | None = None


def row_of(day: SpaceDay, drawing: Drawing, *, state: tuple[str, str] | None = None) -> Cell:
    blocks = [*_closed(day, drawing), *_margins(day, drawing), *_places(day, drawing)]
    blocks += [cell for block in day.blocks if (cell := _block(block, drawing))]
    blocks += _pick(day, drawing)
    return {
        "name": day.space.name,
        "detail": words.capacity(day.space) if state else words.detail(day.space, most=1),
        "url": space_url(day.space, drawing.search),
        "state": state,
        "blocks": sorted(blocks, key=lambda cell: cell["start_col"]),
        "free_slots": [] if day.space.is_pooled else _free_slots(day, drawing),
    }


def space_url(space: Space, search: Search) -> str:
    """The page of a space, with the search to come back to."""
    told = {name: said for name, said in search.address.items() if name not in _NOT_TOLD}
    return url_for("bookings.space_day", site=search.site.code, slug=space.slug, **told)


def choose_url(search: Search, space: Space, *, slot: TimeSlot | None = None) -> str:
    """A page has hundreds of these: for each time the address is written once."""
    written: dict[Any, str] = g.setdefault("choose_urls", {})
    if (address := written.get((search, slot))) is None:
        chosen = search.at(slot, space=_SOME_SPACE) if slot else search.in_space(_SOME_SPACE)
        address = url_for("bookings.find", **chosen.address, _anchor="ticket")
        written[search, slot] = address
    return address.replace(_SOME_SPACE, space.slug)


def _cell(slot: TimeSlot, drawing: Drawing, *, kind: str, label: str, **more: Any) -> Cell | None:
    placed = drawing.raster.place(slot)
    if placed is None:
        return None
    times = words.times(slot, drawing.raster.zone)
    cell = {
        "start_col": placed[0],
        "span": placed[1],
        "label": label,
        "time_label": times,
        "kind": kind,
        "url": None,
        "title": f"{label}, {times}",
    }
    return cell | more


def _cells(slots: Iterable[TimeSlot], drawing: Drawing, *, kind: str, label: str) -> list[Cell]:
    return [cell for slot in slots if (cell := _cell(slot, drawing, kind=kind, label=label))]


def _block(block: Block, drawing: Drawing) -> Cell | None:
    url = url_for("bookings.show", booking_id=block.booking_id) if block.booking_id else None
    cell = _cell(block.slot, drawing, kind=_look(block), label=block.label, url=url)
    if cell and block.detail:
        cell["title"] += f" · {block.detail}"
    return cell


def _look(block: Block) -> str:
    if block.kind is BlockKind.CLOSURE:
        return "closed"
    if block.state is BookingState.HELD:
        return "hold"
    if block.mine:
        return "mine"
    return "booking" if block.kind is BlockKind.FULL else block.kind.value


def _closed(day: SpaceDay, drawing: Drawing) -> list[Cell]:
    label = day.holiday or _("Closed")
    whole = day_slot(day.day, drawing.raster.zone)
    return _cells(gaps([whole], day.open), drawing, kind="closed", label=label)


def _margins(day: SpaceDay, drawing: Drawing) -> list[Cell]:
    label = _("Set-up and clean-up")
    around = [
        slot
        for block in day.blocks
        for slot in (
            _span(block.slot.start - block.before, block.slot.start),
            _span(block.slot.end, block.slot.end + block.after),
        )
        if slot
    ]
    return _cells(around, drawing, kind="buffer", label=label)


def _pick(day: SpaceDay, drawing: Drawing) -> list[Cell]:
    picked = drawing.picked
    if picked is None or picked.space.id != day.space.id:
        return []
    cells = _cells([picked.slot], drawing, kind="mine pick", label=_("Your pick"))
    # An hour is too narrow for two words; the title has both.
    short = {"label": _("Pick")}
    return [cell | {"url": "#ticket"} | (short if cell["span"] <= 4 else {}) for cell in cells]


def _free_slots(day: SpaceDay, drawing: Drawing) -> list[Cell]:
    """One place to press for each free hour of the clock, asking for the length one looks for."""
    cells = []
    clock_hours = _clock_hours(day)
    taken_by_pick = drawing.picked.slot if _is_picked(day, drawing) and drawing.picked else None
    for free in day.free:
        for hour in _hours(free, clock_hours):
            if taken_by_pick and taken_by_pick.overlaps(hour):
                continue
            wanted = _wanted(TimeSlot(hour.start, free.end), day.space, length=drawing.length)
            if wanted is None:
                continue
            times = words.times(wanted, drawing.raster.zone)
            label = _("Choose %(space)s %(times)s", space=day.space.name, times=times)
            url = choose_url(drawing.search, day.space, slot=wanted)
            cell = _cell(hour, drawing, kind="free", label=label, url=url)
            cells += [cell] if cell else []
    return cells


def _is_picked(day: SpaceDay, drawing: Drawing) -> bool:
    return drawing.picked is not None and drawing.picked.space.id == day.space.id


def _hours(free: TimeSlot, clock_hours: Sequence[TimeSlot]) -> list[TimeSlot]:
    """A free time cut at full hours, without what is over and what is too small for a finger."""
    earliest = max(free.start, now())
    if earliest >= free.end:
        return []
    return [
        part
        for part in cut(TimeSlot(earliest, free.end), clock_hours)
        if part.length >= SMALLEST_TARGET
    ]


def _clock_hours(day: SpaceDay) -> list[TimeSlot]:
    start, hours = day.during.start, []
    while start < day.during.end:
        hours.append(TimeSlot(start, min(start + HOUR, day.during.end)))
        start += HOUR
    return hours


def _wanted(free: TimeSlot, space: Space, *, length: timedelta) -> TimeSlot | None:
    """From the next start that the space allows, as long as wanted or as there is time."""
    grid = timedelta(minutes=space.grid_minutes)
    over = timedelta(seconds=free.start.timestamp() % grid.total_seconds())
    start = free.start + grid - over if over else free.start
    most = min(length, free.end - start, timedelta(minutes=space.longest_minutes))
    length = most - most % grid
    return TimeSlot(start, start + length) if length >= _shortest(space) else None


def _shortest(space: Space) -> timedelta:
    return timedelta(minutes=max(space.shortest_minutes, 1))


def _places(day: SpaceDay, drawing: Drawing) -> list[Cell]:
    """Of an area with many places: how many are free in each hour, to be pressed."""
    cells = []
    for hour in _clock_hours(day):
        inside = [p for p in day.places if p.slot.overlaps(hour)]
        fewest = min((p.free for p in inside), default=0)
        parts = cut(hour, day.open)
        if fewest < 1 or not parts or _has_own(day, hour):
            continue
        label = ngettext("%(num)s free", "%(num)s free", fewest)
        times = words.times(parts[0], drawing.raster.zone)
        title = _("%(space)s, %(times)s: %(free)s",
                  space=day.space.name, times=times, free=label)  # fmt: skip
        url = _place_url(day, drawing, start=parts[0].start)
        cells += [_cell(parts[0], drawing, kind="places", label=label, title=title, url=url)]
    return [cell for cell in cells if cell]


def _place_url(day: SpaceDay, drawing: Drawing, *, start: datetime) -> str | None:
    until = next(t.end for t in day.open if t.start <= start < t.end)
    wanted = _wanted(TimeSlot(start, until), day.space, length=drawing.length)
    return choose_url(drawing.search, day.space, slot=wanted) if wanted and start >= now() else None


def _has_own(day: SpaceDay, hour: TimeSlot) -> bool:
    return any(block.mine and block.slot.overlaps(hour) for block in day.blocks)


def _span(start: datetime, end: datetime) -> TimeSlot | None:
    return TimeSlot(start, end) if start < end else None


def taken_in_words(day: SpaceDay, zone: str) -> str:
    """The day for whoever does not see the drawing: when it is taken, when it is open."""
    if not day.open:
        return _("Closed all day")
    busy: Sequence[TimeSlot] = [t for t in (b.slot for b in day.blocks) if t.overlaps(day.during)]
    if not busy:
        return _("Open %(times)s, nothing booked", times=words.times_of(day.open, zone))
    return _("Taken %(times)s", times=words.times_of(busy, zone))
