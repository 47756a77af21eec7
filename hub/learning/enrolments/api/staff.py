"""What those who keep a class do with its people, by API."""

from uuid import UUID

from hub.accounts.models import User
from hub.accounts.sign_in import signed_in_person
from hub.core.database import db
from hub.core.errors import NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.learning.classes.queries.seats import pool_of
from hub.learning.enrolments import services
from hub.learning.enrolments.api.groups import (
    CLASS,
    MANAGE,
    ONE,
    STAFF,
    WRITES,
    endpoints,
    kept,
    lines_of,
    shown,
)
from hub.learning.enrolments.errors import (
    CoursesFirst,
    EnrolmentClosed,
    NotAsked,
    NotEnrolled,
    NotForYou,
)
from hub.learning.enrolments.models import Enrolment
from hub.learning.enrolments.queries.finding import enrolment_of_staff
from hub.learning.enrolments.queries.line import ledger
from hub.learning.enrolments.queries.roster import RosterSought, roster
from hub.learning.enrolments.schemas.enrolments import (
    Answering,
    EnrolmentShown,
    Giving,
    OnRosterShown,
    Reasoned,
    RosterAsked,
)
from hub.learning.enrolments.schemas.line import LedgerLine, SeatsShown
from hub.places.errors import AlreadyHere, NoSeatLeft, NotAsItStands
from hub.places.queries import counts
from hub.web.api import Endpoint, ListShown, Paged


@endpoints.serves(
    Endpoint("GET", f"{CLASS}/enrolments", "Everybody in a class, by name",
             answers=ListShown[OnRosterShown], audience=STAFF, permission=MANAGE,
             query=RosterAsked, refuses=(NotFound,),
             note="Requests that wait for an answer have the state `asked`.")
)  # fmt: skip
def class_roster(class_id: UUID, query: RosterAsked) -> ListShown[OnRosterShown]:
    sought = RosterSought(query.text, query.state, everybody=query.everybody)
    page = roster(kept(class_id), sought, cursor=query.cursor, limit=query.limit)
    lines = lines_of(page.items)
    items = [OnRosterShown.of(each, line=lines.get(each.id)) for each in page.items]
    return ListShown(items=items, next=page.next)


@endpoints.serves(
    Endpoint("POST", f"{CLASS}/places", "Give somebody a place past the line",
             answers=EnrolmentShown, status=201, audience=STAFF, permission=MANAGE, scope=WRITES,
             body=Giving, location="/enrolments/{id}",
             refuses=(NotFound, NoSeatLeft, AlreadyHere, EnrolmentClosed),
             note="Not even staff can give a seat that is not there.")
)  # fmt: skip
def give_class_place(class_id: UUID, body: Giving) -> EnrolmentShown:
    run, person = kept(class_id), db.session.get(User, body.person)
    if person is None:
        raise NotFound(_("There is no such person."))
    return shown(services.give_place(run, person, by=signed_in_person(), reason=body.reason))


@endpoints.serves(
    Endpoint("GET", f"{CLASS}/seats", "How the seats of a class stand", answers=SeatsShown,
             audience=STAFF, permission=MANAGE, refuses=(NotFound,))
)  # fmt: skip
def class_seats(class_id: UUID) -> SeatsShown:
    pool = pool_of(kept(class_id))
    return SeatsShown.of(pool, counts(pool))


@endpoints.serves(
    Endpoint("GET", f"{CLASS}/ledger", "Every step of the seats of a class, newest first",
             answers=ListShown[LedgerLine], audience=STAFF, permission=MANAGE, query=Paged,
             refuses=(NotFound,))
)  # fmt: skip
def class_ledger(class_id: UUID, query: Paged) -> ListShown[LedgerLine]:
    page = ledger(pool_of(kept(class_id)), cursor=query.cursor, limit=query.limit)
    return ListShown(items=[LedgerLine.of(line) for line in page.items], next=page.next)


@endpoints.serves(
    Endpoint("POST", f"{ONE}/approve", "Say yes to a request", answers=EnrolmentShown,
             audience=STAFF, permission=MANAGE, scope=WRITES, body=Answering,
             refuses=(NotFound, NotAsked, EnrolmentClosed, NotForYou, CoursesFirst))
)  # fmt: skip
def approve_enrolment(enrolment_id: UUID, body: Answering) -> EnrolmentShown:
    return shown(services.approve(_one(enrolment_id), by=signed_in_person()))


@endpoints.serves(
    Endpoint("POST", f"{ONE}/refuse", "Say no to a request, and why", answers=EnrolmentShown,
             audience=STAFF, permission=MANAGE, scope=WRITES, body=Reasoned,
             refuses=(NotFound, NotAsked))
)  # fmt: skip
def refuse_enrolment(enrolment_id: UUID, body: Reasoned) -> EnrolmentShown:
    by = signed_in_person()
    return shown(services.refuse(_one(enrolment_id), by=by, reason=body.reason))


@endpoints.serves(
    Endpoint("POST", f"{ONE}/remove", "Take somebody out of a class or its line, and say why",
             answers=EnrolmentShown, audience=STAFF, permission=MANAGE, scope=WRITES,
             body=Reasoned, refuses=(NotFound, NotAllowed, NotEnrolled, NotAsItStands))
)  # fmt: skip
def remove_enrolment(enrolment_id: UUID, body: Reasoned) -> EnrolmentShown:
    by = signed_in_person()
    return shown(services.remove(_one(enrolment_id), by=by, reason=body.reason))


def _one(enrolment_id: UUID) -> Enrolment:
    return enrolment_of_staff(enrolment_id, by=signed_in_person())
