"""The units of which a space is made, and what becomes of those who have them.

A space has a unit of its own, taken by one booking at a time or place by place, or it is joined
from the own units of others. The ledger knows units only, so whoever has the space when its units
change is carried over: takes the added ones, gives back the others.
"""

from collections.abc import Sequence
from itertools import count
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from booking.spaces.coming import coming_count, coming_ids
from booking.spaces.drafts import MOST_PLACES, How, Made
from booking.spaces.errors import PlacesTaken, SpaceInUse, UnitTaken
from booking.spaces.ledger import RASTER, Occupancy, PlaceCounter, TakerKind
from booking.spaces.managing import how_made
from booking.spaces.models import Closure, Space, SpaceUnit, Unit
from booking.spaces.services.taking import Taker, release, take
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.core.timeslots import TimeSlot


def hold(space: Space) -> None:
    """Keep the space as it is now from others until we are done: its units first, as bookings do,
    which write the ledger before the row that points at the space. The other way round, who books
    and who changes the space would wait for each other (PostgreSQL)."""
    _lock(space.units)
    lock(space)


def give_units(space: Space, made: Made, *, keep: int | None = None) -> None:
    """Make the space of what `made` says; who has it to come is carried over, all or none.

    Raises:
        Invalid: too few or too many places, or nothing to join.
        SpaceInUse: it is booked more often than `keep`.
        PlacesTaken, UnitTaken: the ledger says no.
    """
    _check(made)
    had = space.units
    if made.how is How.PLACES and had and how_made(space).how is How.PLACES:
        set_places(had[0], made.places)
        return
    units = _units(space, made)
    if {unit.id for unit in units} == {unit.id for unit in had}:
        return
    if had:
        _must_be_free_to_change(space, keep)
        _lock(sorted({*had, *units}, key=lambda unit: unit.id))
        _carry_over(space, had, units=units)
        space.units_changed_at = now()
    space.space_units = [_link(space, unit) for unit in units]
    db.session.flush()


def set_places(unit: Unit, places: int) -> None:
    """So many places from now on. The ledger's counters have the last word: what is taken at any
    time to come stays within them. Closures take all places, however many there are.

    Raises: PlacesTaken.
    """
    if not 1 <= places <= MOST_PLACES:
        raise _places_wrong()
    _lock([unit])
    closures = _closures_on(unit)
    since = min([now(), *(closure.starts_at for closure in closures)])
    counters = update(PlaceCounter).where(
        PlaceCounter.unit_id == unit.id,
        PlaceCounter.slot >= int(since.timestamp() // RASTER.total_seconds()),
    )
    try:
        with db.session.begin_nested():
            for closure in closures:
                release(TakerKind.CLOSURE, closure.id)
            db.session.execute(
                counters.values(places=places), execution_options={"synchronize_session": False}
            )
            unit.places = places
            db.session.flush()
            for closure in closures:
                taker = Taker(TakerKind.CLOSURE, closure.id)
                take(
                    [unit], TimeSlot(closure.starts_at, closure.ends_at), by=taker, quantity=places
                )
    except IntegrityError as refusal:
        if "places_left" not in str(refusal.orig):
            raise
        db.session.refresh(unit)
        raise PlacesTaken(
            _("More than %(num)s places are taken at some time to come.", num=places)
        ) from refusal


def _closures_on(unit: Unit) -> list[Closure]:
    """Closures that stand and have not ended, of spaces taken by this unit."""
    spaces = select(SpaceUnit.space_id).where(SpaceUnit.unit_id == unit.id)
    query = select(Closure).where(
        Closure.space_id.in_(spaces), Closure.lifted_at.is_(None), Closure.ends_at > now()
    )
    return list(db.session.scalars(query))


def rename_own_unit(space: Space) -> None:
    """Keep the name of a unit that is nobody else's first one like its space's."""
    made = how_made(space)
    if made.how is not How.JOINED and space.units and space.units[0].name != space.name:
        unit = space.units[0]
        unit.name = _free_name(space, but=unit)


def _check(made: Made) -> None:
    if made.how is How.PLACES and not 1 <= made.places <= MOST_PLACES:
        raise _places_wrong()
    if made.how is How.JOINED and len(set(made.spaces)) < 2:
        sentence = _("Please choose at least two spaces that are joined.")
        raise Invalid(sentence, errors={"joined": [sentence]})


def _places_wrong() -> Invalid:
    sentence = _("Please give a number from %(least)s to %(most)s.", least=1, most=MOST_PLACES)
    return Invalid(sentence, errors={"places": [sentence]})


def _units(space: Space, made: Made) -> list[Unit]:
    if made.how is How.JOINED:
        return _of_others(space, made.spaces)
    pooled = made.how is How.PLACES
    unit = Unit(
        site_id=space.site_id,
        name=_free_name(space),
        pooled=pooled,
        places=made.places if pooled else 1,
    )
    db.session.add(unit)
    db.session.flush()
    return [unit]


def _of_others(space: Space, ids: Sequence[UUID]) -> list[Unit]:
    """The units of the spaces that are joined, which are of the same site and not joined again."""
    query = select(Space).where(Space.id.in_(ids), Space.site_id == space.site_id)
    others = [each for each in db.session.scalars(query).unique() if each.id != space.id]
    if len(others) != len(set(ids)):
        sentence = _("Please choose spaces of this site.")
        raise Invalid(sentence, errors={"joined": [sentence]})
    units = {unit.id: unit for each in others for unit in each.units}
    if any(unit.pooled for unit in units.values()):
        sentence = _("A space that is taken place by place cannot be joined.")
        raise Invalid(sentence, errors={"joined": [sentence]})
    return list(units.values())


def _must_be_free_to_change(space: Space, keep: int | None) -> None:
    mine = [unit.id for unit in space.units] if how_made(space).how is not How.JOINED else []
    sharing = select(Space.name).join(SpaceUnit, SpaceUnit.space_id == Space.id)
    others = db.session.scalars(
        sharing.where(SpaceUnit.unit_id.in_(mine), Space.id != space.id)
    ).all()
    if others:
        raise Conflict(
            _("%(others)s is joined from this space. Take it out of there first.",
              others=", ".join(sorted(set(others))))
        )  # fmt: skip
    coming = coming_count(space)
    if coming > (keep or 0):
        sentence = ngettext(
            "%(num)s booking to come has this space. Look at it, and say that it is kept.",
            "%(num)s bookings to come have this space. Look at them, and say that they are kept.",
            coming,
        )
        raise SpaceInUse(sentence, coming=coming)


def _carry_over(space: Space, had: Sequence[Unit], *, units: Sequence[Unit]) -> None:
    old, new = {unit.id for unit in had}, {unit.id for unit in units}
    added = [unit for unit in units if unit.id not in old]
    takers = _takers(space)
    rows = list(
        db.session.scalars(
            select(Occupancy)
            .where(Occupancy.taker_id.in_(takers), Occupancy.unit_id.in_(old))
            .order_by(Occupancy.starts_at)
        )
    )
    gone = delete(Occupancy).where(Occupancy.taker_id.in_(takers), Occupancy.unit_id.in_(old - new))
    with db.session.begin_nested():
        db.session.execute(gone, execution_options={"synchronize_session": False})
        for row in _one_unit(rows):
            _take_too(added, row)


def _take_too(added: Sequence[Unit], row: Occupancy) -> None:
    quantity = row.quantity
    for unit in added:
        taker = Taker(row.taker_kind, row.taker_id, row.expires_at)
        if row.taker_kind is TakerKind.CLOSURE:
            quantity = unit.places
        try:
            take([unit], TimeSlot(row.starts_at, row.ends_at), by=taker, quantity=quantity)
        except UnitTaken as taken:
            raise Conflict(
                _("%(unit)s is taken at a time at which this space is booked. Move one of both.",
                  unit=unit.name)
            ) from taken  # fmt: skip


def _one_unit(rows: Sequence[Occupancy]) -> list[Occupancy]:
    """Of each taker only the rows of one unit: the others say the same times again."""
    first: dict[UUID, UUID] = {}
    return [row for row in rows if first.setdefault(row.taker_id, row.unit_id) == row.unit_id]


def _takers(space: Space) -> list[UUID]:
    """Who has the space to come: bookings, and closures that stand."""
    closures = select(Closure.id).where(
        Closure.space_id == space.id, Closure.lifted_at.is_(None), Closure.ends_at > now()
    )
    return [*coming_ids(space), *db.session.scalars(closures)]


def _lock(units: Sequence[Unit]) -> None:
    """Nobody takes them meanwhile: a taker's foreign key waits for the row (PostgreSQL)."""
    ids = [unit.id for unit in units]
    query = select(Unit.id).where(Unit.id.in_(ids)).order_by(Unit.id).with_for_update()
    db.session.execute(query)


def _link(space: Space, unit: Unit) -> SpaceUnit:
    known = next((link for link in space.space_units if link.unit_id == unit.id), None)
    return known or SpaceUnit(unit_id=unit.id, unit=unit)


def _free_name(space: Space, *, but: Unit | None = None) -> str:
    """The space's name; a number after it where another unit has had it."""
    query = select(Unit.name).where(
        Unit.site_id == space.site_id, Unit.name.startswith(space.name[:110], autoescape=True)
    )
    if but is not None:
        query = query.where(Unit.id != but.id)
    had = set(db.session.scalars(query))
    names = (space.name if n == 1 else f"{space.name[:110]} ({n})" for n in count(1))
    return next(name for name in names if name not in had)
