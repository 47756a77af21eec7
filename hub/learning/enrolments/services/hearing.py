"""What enrolments do when they hear of places and of classes: each enrolment follows its place, and
its person is told."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.core.i18n import speaking
from hub.core.walltime import to_wall
from hub.history.services import acting
from hub.learning.classes.facts import ClassCancelled
from hub.learning.classes.models import OWNER_KIND, ClassRun, RunState
from hub.learning.enrolments import emails
from hub.learning.enrolments.facts import PlaceTaken
from hub.learning.enrolments.models import Asking, Enrolment
from hub.learning.enrolments.queries.entry import sentence
from hub.learning.enrolments.queries.entry import why_not as in_the_way_of
from hub.learning.enrolments.queries.lines import held_before, last_line
from hub.learning.enrolments.rules.entry import Moment
from hub.learning.enrolments.services.ending import end
from hub.learning.enrolments.services.links import make_link
from hub.outbox.services import is_mail_written
from hub.places import facts
from hub.places import queries as places
from hub.places import services as seats
from hub.places.models import Place, Pool
from hub.places.rules.steps import EventKind, PlaceState

#: How a place was come by, as the mail has it.
HOW = {EventKind.ACCEPTED: "accepted", EventKind.OVERRIDDEN: "given", EventKind.TAKEN: "taken"}


@dataclass(frozen=True)
class _Heard:
    enrolment: Enrolment
    place: Place


def place_waiting(fact: facts.PlaceWaiting) -> None:
    """After a lapse the mail about it says so."""
    heard = _heard(fact)
    if heard is not None and not fact.lapses:
        emails.waits(heard.enrolment, heard.place)


def place_offered(fact: facts.PlaceOffered) -> None:
    heard = _heard(fact)
    if heard is not None:
        secret = make_link(heard.enrolment, heard.place)
        emails.offered(heard.enrolment, heard.place, secret=secret, until=fact.expires_at)


def place_due(fact: facts.PlaceOfferDue) -> None:
    heard = _heard(fact)
    if heard is not None:
        secret = make_link(heard.enrolment, heard.place)
        emails.offered(
            heard.enrolment, heard.place, secret=secret, until=fact.expires_at, again=True
        )


def place_confirmed(fact: facts.PlaceConfirmed) -> None:
    heard = _heard(fact)
    if heard is None:
        return
    enrolment, line = heard.enrolment, last_line(heard.place)
    announce(PlaceTaken(enrolment.id, enrolment.run_id, enrolment.user_id))
    reason = line.reason if line.kind is EventKind.OVERRIDDEN else ""
    emails.confirmed(enrolment, heard.place, how=HOW.get(line.kind, "taken"), reason=reason)


def place_lapsed(fact: facts.PlaceLapsed) -> None:
    heard = _heard(fact)
    if heard is not None:
        emails.lapsed(heard.enrolment, heard.place, waits_again=fact.waits_again)


def place_declined(fact: facts.PlaceDeclined) -> None:
    heard = _heard(fact)
    if heard is not None:
        end(heard.enrolment)


def place_withdrawn(fact: facts.PlaceWithdrawn) -> None:
    heard = _heard(fact)
    if heard is not None:
        end(heard.enrolment, had_place=held_before(heard.place))


def place_removed(fact: facts.PlaceRemoved) -> None:
    """By staff, or before an offer because the person may not any more; the second lapse has told
    of itself, and of a cancelled class there is one mail."""
    heard = _heard(fact)
    if heard is None:
        return
    enrolment, line = heard.enrolment, last_line(heard.place)
    had_place = line.before is PlaceState.CONFIRMED
    end(enrolment, reason=fact.reason, had_place=had_place)
    if line.kind is not EventKind.LAPSED and enrolment.run.state is not RunState.CANCELLED:
        by_staff = line.actor_id is not None
        emails.removed(enrolment, reason=fact.reason, had_place=had_place, by_staff=by_staff)


def place_closed(fact: facts.PlaceClosed) -> None:
    heard = _heard(fact)
    if heard is None:
        return
    end(heard.enrolment)
    if heard.enrolment.run.state is not RunState.CANCELLED:
        emails.line_closed(heard.enrolment)


def seats_freed(fact: facts.SeatsFreed) -> None:
    """Between the cut-off and the first session: everybody who waits is told that a seat is there
    for whoever comes first, once a day at most. It reserves nothing. Once the class has begun who
    still wants in looks at its page: nobody is mailed whenever somebody leaves."""
    if fact.owner_kind != OWNER_KIND or not is_mail_written():
        return
    run = db.session.get_one(ClassRun, fact.owner_id)
    if run.starts_at is None or run.starts_at <= now():
        return
    today = to_wall(now(), run.zone).date()
    for enrolment in _waiting(db.session.get_one(Pool, fact.pool_id)):
        emails.last_seats(enrolment, seats=fact.seats, day=today)


def class_cancelled(fact: ClassCancelled) -> None:
    """Everybody's place ends, and each is told once."""
    run = db.session.get_one(ClassRun, fact.run_id)
    pool = places.pool_of(OWNER_KIND, run.id)
    if pool is None:
        return
    seats.locked(pool.id)
    by = acting().actor_id
    stood = [(each, each.state) for each in _live(run)]
    if pool.closed_at is None:
        seats.close_line(pool, by=by, reason=fact.reason)
    reason = fact.reason.strip() or _("This class was cancelled.")
    for place in places.holders(pool):
        seats.remove(place, by=by, reason=reason)
    for enrolment, standing in stood:
        if enrolment.ended_at is None and enrolment.asking is Asking.ASKED:
            end(enrolment, reason=fact.reason)
        emails.cancelled(enrolment, stood=standing.value, reason=fact.reason)


def why_not(run_id: UUID, user_id: UUID) -> str | None:
    """Asked before the line offers somebody a place: the answer stands in the ledger and in the
    mail, in the person's language."""
    run, person = db.session.get(ClassRun, run_id), db.session.get(User, user_id)
    if run is None or person is None:
        return _("This class is not open to anybody yet.")
    with speaking(person.language):
        if not person.is_active:
            return _("This account is closed.")
        found = in_the_way_of(run, person, moment=Moment.IN_LINE)
        return sentence(run, found, zone=person.zone) if found else None


def _live(run: ClassRun) -> list[Enrolment]:
    query = select(Enrolment).where(Enrolment.run_id == run.id, Enrolment.ended_at.is_(None))
    return list(db.session.scalars(query.order_by(Enrolment.id)))


def _waiting(pool: Pool) -> Iterator[Enrolment]:
    query = (
        select(Enrolment)
        .join(Place, Place.id == Enrolment.place_id)
        .where(Place.pool_id == pool.id, Place.state == PlaceState.WAITING)
    )
    yield from list(db.session.scalars(query.order_by(Place.rank)))


def _heard(fact: facts.PlaceFact) -> _Heard | None:
    """Whose place it is, if it is in a class. A new place finds its enrolment, which was made just
    before it."""
    if fact.owner_kind != OWNER_KIND:
        return None
    place = db.session.get_one(Place, fact.place_id)
    its = select(Enrolment).where(Enrolment.place_id == place.id)
    enrolment = db.session.scalars(its).one_or_none() or _newly_made(fact)
    if enrolment is None:
        return None
    if enrolment.place_id is None:
        enrolment.place = place
        enrolment.place_id = place.id
        db.session.flush()
    return _Heard(enrolment, place)


def _newly_made(fact: facts.PlaceFact) -> Enrolment | None:
    query = select(Enrolment).where(
        Enrolment.run_id == fact.owner_id,
        Enrolment.user_id == fact.party_id,
        Enrolment.ended_at.is_(None),
        Enrolment.place_id.is_(None),
    )
    return db.session.scalars(query).one_or_none()
