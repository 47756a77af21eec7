"""How somebody comes into a class: at once, into the line, or by asking."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.core.ids import new_id
from hub.history.services import record
from hub.learning.classes.models import ClassRun, Entry
from hub.learning.classes.queries.seats import pool_of
from hub.learning.classes.services import is_key
from hub.learning.enrolments.models import Asking, Enrolment
from hub.learning.enrolments.queries.entry import refuse, why_not
from hub.learning.enrolments.queries.finding import live_enrolment
from hub.learning.enrolments.rules.entry import Moment
from hub.learning.enrolments.rules.standing import Standing
from hub.organisations.models import Membership
from hub.organisations.queries import organisations_of
from hub.places import services as places
from hub.places.errors import AlreadyHere
from hub.places.models import Pool

LONGEST_NOTE = 1000


@dataclass(frozen=True)
class Wish:
    """What somebody says with it.

    Args:
        organisation_id: for which of one's own organisations one learns. None: for the only one;
            for none, where there are several.
        note: to those who say yes or no, where it is by approval.
        key_fits: what `key_fits` said of the key that was typed; None when none was.
    """

    organisation_id: UUID | None = None
    note: str = ""
    key_fits: bool | None = None


NOTHING_SAID = Wish()


def key_fits(run: ClassRun, typed: str) -> bool | None:
    """Whether this is the run's key, however it is written. Takes 50 ms of a processor where there
    is one: never inside a transaction."""
    return is_key(run, typed) if typed.strip() and run.key_hash is not None else None


def enrol(run: ClassRun, *, by: User, wish: Wish = NOTHING_SAID) -> Enrolment:
    """A place if one is free, else a place in line; where it is by approval, ask for one.

    Said again it stays as it is, so that a second click answers the same. After the cut-off
    somebody who waits takes a free seat this way.

    Raises:
        NotOpenYet, EnrolmentClosed: the run's window.
        NotForYou, CoursesFirst, KeyNeeded: who may.
        Invalid: an organisation that one is not in.
    """
    pool = hold_run(run)
    places.lapse_due(pool.id)
    here = live_enrolment(run, by)
    if here is not None and here.state is not Standing.WAITING:
        return here
    if found := why_not(run, by, moment=Moment.IN_LINE if here else Moment.COMING,
                        key_fits=wish.key_fits):  # fmt: skip
        if here is not None:
            return here
        refuse(run, found, zone=by.zone)
    made = here or new_enrolment(run, by, wish=wish)
    if made.asking is Asking.ASKED:
        return made
    return take_place(made, by=by)


def ask(run: ClassRun, *, by: User, wish: Wish = NOTHING_SAID) -> Enrolment:
    """`enrol`, by its name in runs that take people by approval."""
    return enrol(run, by=by, wish=wish)


def hold_run(run: ClassRun) -> Pool:
    """The run as it is now, and its pool, which whoever changes anything in the class queues for.
    In the order in which classes take them: an enrolment's row points at its run."""
    kept = select(ClassRun.id).where(ClassRun.id == run.id)
    db.session.execute(kept.with_for_update(read=True, key_share=True))
    pool = places.locked(pool_of(run).id)
    db.session.refresh(run)
    return pool


def new_enrolment(
    run: ClassRun, person: User, *, wish: Wish = NOTHING_SAID, asks: bool | None = None
) -> Enrolment:
    """Under the pool's lock. `asks`: whether staff have to say yes; None goes by the run."""
    asks = run.entry is Entry.APPROVAL if asks is None else asks
    membership = _learns_for(person, wish.organisation_id)
    made = Enrolment(
        id=new_id(),
        run=run,
        run_id=run.id,
        user=person,
        user_id=person.id,
        asking=Asking.ASKED if asks else Asking.NOT_NEEDED,
        note=wish.note.strip()[:LONGEST_NOTE],
        organisation=membership.organisation if membership else None,
    )
    db.session.add(made)
    db.session.flush()
    record("enrolment.asked" if asks else "enrolment.made", made,
           after={"class": run.slug, "person": person.id,
                  "organisation": made.organisation_id})  # fmt: skip
    return made


def take_place(enrolment: Enrolment, *, by: User) -> Enrolment:
    """Join: `hearing` sets the place, when it hears what came of it."""
    person = enrolment.user
    try:
        places.join(pool_of(enrolment.run), person.id, by=by.id, zone=person.zone)
    except AlreadyHere:
        if enrolment.place is None:
            raise
    return enrolment


def _learns_for(person: User, organisation_id: UUID | None) -> Membership | None:
    """Raises: Invalid."""
    own = organisations_of(person)
    if organisation_id is None:
        return own[0] if len(own) == 1 else None
    for membership in own:
        if membership.organisation_id == organisation_id:
            return membership
    sentence = _("Please choose one of your own organisations.")
    raise Invalid(sentence, errors={"organisation": [sentence]})
