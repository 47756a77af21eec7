"""A run's seats: their pool, and from when on there are no offers."""

from datetime import timedelta

from sqlalchemy import select

from hub.accounts.models import User
from hub.core.database import db, lock
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.learning.classes.models import OWNER_KIND, ClassRun
from hub.learning.classes.queries.seats import pool_of
from hub.learning.classes.services.asking import hold_to_manage
from hub.places import services
from hub.places.errors import SeatsHeld
from hub.places.models import Pool
from hub.places.rules.steps import LapsePolicy
from hub.places.rules.terms import Terms

MOST_SEATS = 10_000
OFFER_HOURS = 48
#: So long before the start nobody is offered a seat any more: first come, first served.
CUTOFF = timedelta(hours=24)
MOST_LAPSES = 2


def terms_of(run: ClassRun) -> Terms:
    return Terms(
        offer_minutes=OFFER_HOURS * 60,
        reminder_minutes=(24 * 60,),
        zone=run.zone,
        cutoff_at=run.starts_at - CUTOFF if run.starts_at else None,
        lapse_policy=LapsePolicy.TAIL,
        max_lapses=MOST_LAPSES,
    )


def open_seats(run: ClassRun, seats: int, *, by: User) -> Pool:
    """Raises: Invalid."""
    _check(seats)
    return services.open_pool(
        OWNER_KIND, run.id, seats=seats, terms=terms_of(run), note=services.Note(by.id)
    )


def set_seats(
    run: ClassRun, seats: int, *, by: User, expected: int | None = None, reason: str = ""
) -> Pool:
    """More seats are offered to those who wait at once.

    Args:
        expected: the number of seats that the person saw; None does not ask.

    Raises:
        NotAllowed, NotNow (cancelled), Invalid.
        SeatsHeld: fewer than are held; its `holders` are named.
    """
    hold_to_manage(run, by=by)
    _check(seats)
    try:
        return services.resize(pool_of(run), seats, by=by.id, reason=reason)
    except SeatsHeld as refusal:
        _name(refusal)
        raise


def keep_terms(run: ClassRun, *, by: User | None) -> None:
    """The cut-off follows the start, and the zone of who comes without one follows the run's."""
    services.set_terms(pool_of(run), terms_of(run), by=by.id if by else None)


def hold_seats(run: ClassRun) -> Pool:
    """The pool's lock comes before that of any room: everybody takes them in this order."""
    pool = pool_of(run)
    lock(pool)
    return pool


def _name(refusal: SeatsHeld) -> None:
    ids = [place.party_id for place in refusal.holders]
    query = select(User.id, User.name).where(User.id.in_(ids))
    names = {str(row.id): row.name for row in db.session.execute(query)}
    for holder in refusal.details["holders"]:
        holder["name"] = names.get(holder["party"], "")


def _check(seats: int) -> None:
    if not 0 <= seats <= MOST_SEATS:
        sentence = _("Between %(min)s and %(max)s, please.", min=0, max=MOST_SEATS)
        raise Invalid(sentence, errors={"seats": [sentence]})
