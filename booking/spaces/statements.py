"""Statements about spaces that are asked for every booking, put together once: that takes as long
as asking them."""

from typing import Any

from sqlalchemy import Select, bindparam, null, or_, select, union_all
from sqlalchemy.orm import joinedload

from booking.spaces.ledger import Occupancy
from booking.spaces.models import OpeningException, OpeningRule, Space
from hub.organisations.models import Holiday

#: With what it is made of and its own hours, also when it is read again in a transaction.
_WHOLE = select(Space).options(joinedload(Space.space_units), joinedload(Space.opening_rules))
SPACE_BY_ID = _WHOLE.where(Space.id == bindparam("id"))
SPACE_CALLED = _WHOLE.where(Space.slug == bindparam("slug"), Space.site_id == bindparam("site"))

#: What occupies some units in part of a time.
TAKEN = (
    select(
        Occupancy.unit_id,
        Occupancy.starts_at,
        Occupancy.ends_at,
        Occupancy.quantity,
        Occupancy.taker_kind,
        Occupancy.taker_id,
        Occupancy.expires_at,
    )
    .where(
        Occupancy.unit_id.in_(bindparam("units", expanding=True)),
        Occupancy.starts_at < bindparam("end"),
        Occupancy.starts_at > bindparam("back"),
        Occupancy.ends_at > bindparam("start"),
        or_(Occupancy.expires_at.is_(None), Occupancy.expires_at > bindparam("now")),
    )
    .order_by(Occupancy.starts_at)
)


def _weekly() -> Select[Any]:
    return select(
        null().cast(Holiday.day.type).label("day"),
        null().cast(Holiday.name.type).label("why"),
        null().cast(OpeningException.space_id.type).label("space_id"),
        null().cast(OpeningException.intervals.type).label("intervals"),
        null().cast(Holiday.source.type).label("source"),
        OpeningRule.weekday,
        OpeningRule.opens,
        OpeningRule.closes,
    ).where(OpeningRule.site_id == bindparam("site"), OpeningRule.space_id.is_(None))


def _single_days() -> tuple[Select[Any], Select[Any]]:
    none = [null().cast(OpeningRule.weekday.type) for _column in range(3)]
    other = OpeningException
    nobody, always = null().cast(other.space_id.type), null().cast(other.intervals.type)
    closed = select(Holiday.day, Holiday.name, nobody, always, Holiday.source, *none).where(
        Holiday.site_id == bindparam("site"),
        Holiday.closed,
        Holiday.day.between(bindparam("first"), bindparam("last")),
    )
    unsaid = null().cast(Holiday.source.type)
    kept = select(other.day, other.reason, other.space_id, other.intervals, unsaid, *none).where(
        other.site_id == bindparam("site"),
        other.day.between(bindparam("first"), bindparam("last")),
    )
    return closed, kept


#: The hours of the week, and what single days have of their own.
OPEN_TIMES = union_all(_weekly(), *_single_days())
