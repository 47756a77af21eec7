"""All spaces as a list: each with its state, the reason, and the nearest time instead."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for

from booking.bookings.availability import Availability, AvailabilityState
from booking.bookings.errors import Alternative
from booking.bookings.search import Search, Sort, View
from booking.bookings.views import words
from booking.bookings.views.rows import choose_url, space_url
from booking.bookings.views.tickets import offered
from booking.spaces.models import SpacePicture
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.core.timeslots import TimeSlot

SORTS = {
    Sort.FIT: _l("What fits first"),
    Sort.NAME: _l("Name"),
    Sort.SIZE: _l("Size"),
    Sort.PRICE: _l("Price"),
}
_BY: dict[Sort, Callable[[Availability], Any]] = {
    Sort.NAME: lambda each: each.space.name.casefold(),
    Sort.SIZE: lambda each: (each.space.capacity_people, each.space.name.casefold()),
    Sort.PRICE: lambda each: (each.space.hourly_rate_minor, each.space.name.casefold()),
}


@dataclass(frozen=True)
class ListRow:
    """One space, with its first picture if it has one. `reason` is a sentence, empty for what is
    free; `free` the free time around; `other` is the nearest that could be had instead, with where
    it leads."""

    name: str
    picture: SpacePicture | None
    url: str
    space_url: str
    state: tuple[str, str]
    reason: str
    free: str
    capacity: str
    equipment: str
    price: str
    other: tuple[str, str] | None
    picked: bool


def list_rows(
    found: Sequence[Availability],
    search: Search,
    *,
    others: Mapping[UUID, list[Alternative]],
    pictures: Mapping[UUID, SpacePicture],
) -> list[ListRow]:
    """`found` is sorted by what fits."""
    by = _BY.get(search.sort)
    ordered = sorted(found, key=by) if by else found
    return [
        _row(
            each, search, others=others.get(each.space.id, ()), picture=pictures.get(each.space.id)
        )
        for each in ordered
    ]


def columns_of(search: Search) -> list[Any]:
    """The heads of the table, those to sort by as links."""
    return [
        _head(_("Space"), Sort.NAME, search=search),
        _("State"),
        _head(_("Size"), Sort.SIZE, search=search),
        _("Equipped with"),
        _head(_("Price"), Sort.PRICE, search=search),
        _("Instead"),
    ]


def sorts_of(search: Search) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": _sorted_url(search, sort), "current": sort is search.sort}
        for sort, label in SORTS.items()
    ]


def _row(
    found: Availability,
    search: Search,
    *,
    others: Sequence[Alternative],
    picture: SpacePicture | None,
) -> ListRow:
    space = found.space
    state = words.state(found)
    free = found.state is AvailabilityState.FREE
    sentence = found.reason.sentence if found.reason and not free else ""
    return ListRow(
        name=space.name,
        picture=picture,
        url=choose_url(search, space),
        space_url=space_url(space, search),
        state=state,
        reason="" if sentence == state[0] else sentence,
        free=_free_around(found, search),
        capacity=words.capacity(space),
        equipment=", ".join(words.equipment(space)),
        price=words.rate(space),
        other=next(iter(offered(others[:1], search)), None),
        picked=search.space == space.slug,
    )


def _free_around(found: Availability, search: Search) -> str:
    """Free 13:00–18:00: how long before and after one could stay."""
    if not found.free_from or not found.free_until:
        return ""
    around = TimeSlot(found.free_from, found.free_until)
    return _("Free %(times)s", times=words.times(around, search.site.zone))


def _head(label: str, sort: Sort, *, search: Search) -> tuple[str, str, str, str | None]:
    order = "ascending" if search.sort is sort else None
    return label, "", _sorted_url(search, sort), order


def _sorted_url(search: Search, sort: Sort) -> str:
    return url_for("bookings.find", **search.seen_as(View.LIST, sort=sort).address)
