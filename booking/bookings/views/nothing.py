"""Where nothing can be had: what is in the way, and what to change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from flask import url_for

from booking.bookings.availability import Availability
from booking.bookings.errors import Alternative
from booking.bookings.search import Search
from booking.bookings.views import words
from booking.bookings.views.tickets import offered
from booking.spaces.models import Space, SpaceKind
from booking.spaces.names import equipment_name
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext

MOST_OFFERED = 3


@dataclass(frozen=True)
class Nothing:
    """`sentence` says why; `ways` are changes to the search that lead further, as links."""

    sentence: str
    ways: list[tuple[str, str]] = field(default_factory=list)


def nothing_for(
    found: Sequence[Availability], search: Search, *, others: Mapping[UUID, list[Alternative]]
) -> Nothing:
    """`found` has nothing free; `others` is what could be had instead of those that would do."""
    suiting = [each for each in found if each.suits]
    if suiting:
        return _all_taken(search, [other for each in others.values() for other in each])
    large = [a.space for a in found if a.space.capacity_people >= search.people]
    if not large:
        return _too_many(search, [a.space for a in found])
    equipped = [space for space in large if set(search.needs) <= set(space.equipment)]
    if not equipped:
        return _not_equipped(search)
    reasons = [a.reason for a in found if a.reason and a.space in equipped]
    sentence = reasons[0].sentence if reasons else _("Nothing can be had then.")
    return Nothing(sentence, [(_("Choose another time"), "#from")])


def _all_taken(search: Search, others: Sequence[Alternative]) -> Nothing:
    wished = search.slot()
    nearest = sorted(
        {(other.space.id, other.slot): other for other in others}.values(),
        key=lambda other: (abs(other.slot.start - wished.start), other.space.capacity_people),
    )
    return Nothing(
        _("Everything that fits is taken or closed %(times)s. The nearest that is free:",
          times=words.times(wished, search.site.zone))
        if nearest
        else _("Everything that fits is taken or closed %(times)s, and for two days around.",
               times=words.times(wished, search.site.zone)),
        offered(nearest[:MOST_OFFERED], search)
        or [(_("Look at the whole month"), _month_url(search))],
    )  # fmt: skip


def _too_many(search: Search, spaces: Sequence[Space]) -> Nothing:
    rooms = [space for space in spaces if space.kind is not SpaceKind.EQUIPMENT]
    largest = max(rooms or spaces, key=lambda space: space.capacity_people)
    most = largest.capacity_people
    sentence = ngettext(
        "Nothing for %(num)s person; the largest is %(space)s with %(size)s.",
        "Nothing for %(num)s people; the largest is %(space)s with %(size)s.",
        search.people,
        space=largest.name,
        size=words.capacity(largest),
    )
    look = ngettext("Look for %(num)s person", "Look for %(num)s people", most)
    return Nothing(sentence, [(look, _url(replace(search, people=most)))])


def _not_equipped(search: Search) -> Nothing:
    things = ", ".join(equipment_name(code) for code in search.needs)
    sentence = ngettext(
        "No space for %(num)s person has all of this: %(things)s.",
        "No space for %(num)s people has all of this: %(things)s.",
        search.people,
        things=things,
    )
    fewer = [
        (
            _("Look without: %(thing)s", thing=equipment_name(code)),
            _url(replace(search, needs=tuple(n for n in search.needs if n != code))),
        )
        for code in search.needs
    ]
    return Nothing(sentence, fewer)


def _month_url(search: Search) -> str:
    return url_for("bookings.find", **(search.address | {"view": "month"}))


def _url(search: Search) -> str:
    return url_for("bookings.find", **replace(search, space="").address)
