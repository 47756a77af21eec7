"""One's own enrolments, by API: come, look, answer, leave."""

from uuid import UUID

from flask import g

from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.learning.enrolments import services
from hub.learning.enrolments.api.groups import CLASS, ONE, WRITES, endpoints, lines_of, one, shown
from hub.learning.enrolments.errors import (
    CoursesFirst,
    EnrolmentClosed,
    KeyNeeded,
    NotEnrolled,
    NotForYou,
    NotOpenYet,
)
from hub.learning.enrolments.queries.finding import own_page, run_seen
from hub.learning.enrolments.queries.line import lines_told
from hub.learning.enrolments.schemas.enrolments import (
    Answering,
    Enrolling,
    EnrolmentShown,
    Leaving,
)
from hub.learning.enrolments.schemas.line import LineTold
from hub.places.errors import LineClosed, NotAsItStands, OfferExpired
from hub.web.api import Endpoint, ListShown, Paged


def look_at_key(class_id: UUID, body: Enrolling) -> None:
    """Takes its time, so before the transaction; raises for nothing that is not refused anyway."""
    run = run_seen(class_id, seen_by=signed_in_person())
    g.class_key_fits = services.key_fits(run, body.key)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{CLASS}/enrolments",
        "Enrol: a place, or one in line",
        answers=EnrolmentShown,
        status=201,
        scope=WRITES,
        body=Enrolling,
        refuses=(NotFound, NotOpenYet, EnrolmentClosed, NotForYou, CoursesFirst, KeyNeeded,
                 LineClosed, Invalid),
        location="/enrolments/{id}",
        beforehand=look_at_key,
        note="Said again, it answers the same. By approval it asks first. After the cut-off"
        " somebody who waits takes a free place this way.",
    )
)  # fmt: skip
def enrol(class_id: UUID, body: Enrolling) -> EnrolmentShown:
    person = signed_in_person()
    wish = services.Wish(body.organisation, body.note, key_fits=g.get("class_key_fits"))
    return shown(services.enrol(run_seen(class_id, seen_by=person), by=person, wish=wish))


@endpoints.serves(
    Endpoint("GET", "/enrolments", "Your enrolments, newest first",
             answers=ListShown[EnrolmentShown], query=Paged)
)  # fmt: skip
def own_enrolments(query: Paged) -> ListShown[EnrolmentShown]:
    page = own_page(signed_in_person(), cursor=query.cursor, limit=query.limit)
    lines = lines_of(page.items)
    items = [EnrolmentShown.of(each, line=lines.get(each.id)) for each in page.items]
    return ListShown(items=items, next=page.next)


@endpoints.serves(
    Endpoint(
        "GET", ONE, "One enrolment", answers=EnrolmentShown, refuses=(NotFound,), versioned=True
    )
)
def enrolment(enrolment_id: UUID) -> EnrolmentShown:
    return shown(one(enrolment_id))


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/ledger",
        "What has moved the line since you joined it, newest first",
        answers=ListShown[LineTold],
        query=Paged,
        refuses=(NotFound,),
        note="Every promotion, skip, lapse and override; nobody is named.",
    )
)
def enrolment_ledger(enrolment_id: UUID, query: Paged) -> ListShown[LineTold]:
    place = one(enrolment_id).place
    if place is None:
        return ListShown(items=[], next=None)
    page = lines_told(place, cursor=query.cursor, limit=query.limit)
    items = [LineTold.of(line, place=place) for line in page.items]
    return ListShown(items=items, next=page.next)


ANSWERS_REFUSED = (NotFound, NotAllowed, NotEnrolled, OfferExpired, NotAsItStands)


@endpoints.serves(
    Endpoint("POST", f"{ONE}/accept", "Take the place that is offered", answers=EnrolmentShown,
             scope=WRITES, body=Answering, refuses=ANSWERS_REFUSED)
)  # fmt: skip
def accept_enrolment(enrolment_id: UUID, body: Answering) -> EnrolmentShown:
    return shown(services.accept(one(enrolment_id), by=signed_in_person()))


@endpoints.serves(
    Endpoint("POST", f"{ONE}/decline", "Give the offer to the next in line",
             answers=EnrolmentShown, scope=WRITES, body=Leaving, refuses=ANSWERS_REFUSED)
)  # fmt: skip
def decline_enrolment(enrolment_id: UUID, body: Leaving) -> EnrolmentShown:
    said = services.decline(one(enrolment_id), by=signed_in_person(), reason=body.reason)
    return shown(said)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/leave",
        "Take back a request, leave the line, or give up the place",
        answers=EnrolmentShown,
        scope=WRITES,
        body=Leaving,
        refuses=(NotFound, NotAllowed, NotEnrolled),
        note="A place that was held goes to the next in line at once.",
    )
)
def leave_class(enrolment_id: UUID, body: Leaving) -> EnrolmentShown:
    return shown(services.leave(one(enrolment_id), by=signed_in_person(), reason=body.reason))
