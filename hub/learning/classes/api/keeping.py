"""Classes made, changed and ended by API."""

from uuid import UUID

from flask import g

from hub.accounts.queries.people import person_called
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.learning.classes import services
from hub.learning.classes.api.groups import (
    MANAGE,
    ONE,
    REFUSES,
    TIMES,
    WRITES,
    endpoints,
    run_of_keeper,
    shown,
)
from hub.learning.classes.errors import AddressTaken, NotReady
from hub.learning.classes.models import Entry
from hub.learning.classes.queries.keeping import courses_to_run
from hub.learning.classes.queries.runs import instructor_in
from hub.learning.classes.schemas.classes import ClassInFullShown, ClassInstructorShown
from hub.learning.classes.schemas.keeping import (
    ClassAudience,
    ClassCopy,
    ClassEntrySet,
    ClassEntryShown,
    ClassInstructorAdded,
    ClassInstructorChange,
    ClassReason,
    ClassSaid,
    ClassSeatsSet,
    NewClass,
)
from hub.learning.classes.services import RunDraft
from hub.learning.classes.services.teaching import TeachesAlready
from hub.organisations.models import Site
from hub.organisations.queries import sites
from hub.places.errors import SeatsHeld
from hub.web.access import Audience
from hub.web.api import Endpoint, expect_version

STAFF = Audience.STAFF


@endpoints.serves(
    Endpoint(
        "POST", "/classes", "Make a class, as a draft", answers=ClassInFullShown, status=201,
        scope=WRITES, audience=STAFF, permission=MANAGE, body=NewClass, location="/classes/{id}",
        refuses=(*REFUSES, AddressTaken),
        note="With the course's newest published syllabus, which it keeps.",
    )
)  # fmt: skip
def make_class(body: NewClass) -> ClassInFullShown:
    person = signed_in_person()
    course = next((each for each in courses_to_run(person) if each.id == body.course), None)
    if course is None:
        sentence = _("Please choose a course.")
        raise Invalid(sentence, errors={"course": [sentence]})
    draft = body.over(RunDraft(), _site(body))
    return shown(services.make_run(course, draft, seats=body.seats, by=person))


@endpoints.serves(
    Endpoint(
        "PATCH", ONE, "Change what a class says", answers=ClassInFullShown, scope=WRITES,
        audience=STAFF, permission=MANAGE, body=ClassSaid, versioned=True,
        refuses=(*REFUSES, AddressTaken),
    )
)  # fmt: skip
def change_class(class_id: UUID, body: ClassSaid) -> ClassInFullShown:
    run = run_of_keeper(class_id)
    expect_version(run.version)
    draft = body.over(services.draft_of(run), _site(body))
    return shown(services.change_run(run, draft, by=signed_in_person()))


@endpoints.serves(
    Endpoint(
        "PUT", f"{ONE}/seats", "Set the number of places", answers=ClassInFullShown, scope=WRITES,
        audience=STAFF, permission=MANAGE, body=ClassSeatsSet, refuses=(*REFUSES, SeatsHeld),
        note="More are offered to who waits at once; fewer than are held are refused with names.",
    )
)  # fmt: skip
def set_class_seats(class_id: UUID, body: ClassSeatsSet) -> ClassInFullShown:
    run = run_of_keeper(class_id)
    services.set_seats(run, body.seats, by=signed_in_person(), reason=body.reason)
    return shown(run)


def _draw_key(class_id: UUID, body: ClassEntrySet) -> None:
    """Before the transaction, for it takes its time."""
    run = run_of_keeper(class_id)
    wanted = body.entry == "key" and (body.new_key or run.key_hash is None)
    g.enrolment_key = services.new_key() if wanted else None


@endpoints.serves(
    Endpoint(
        "PUT", f"{ONE}/entry", "How one gets a place", answers=ClassEntryShown, scope=WRITES,
        audience=STAFF, permission=MANAGE, body=ClassEntrySet, refuses=REFUSES,
        beforehand=_draw_key,
        note="A key is drawn by lot, and shown in this answer alone.",
    )
)  # fmt: skip
def set_class_entry(class_id: UUID, body: ClassEntrySet) -> ClassEntryShown:
    key: services.EnrolmentKey | None = g.enrolment_key
    run = services.set_entry(
        run_of_keeper(class_id), Entry(body.entry), by=signed_in_person(), key=key
    )
    return ClassEntryShown(
        entry=run.entry.value, key=key.text if key else None, version=run.version
    )


@endpoints.serves(
    Endpoint(
        "PUT", f"{ONE}/audience", "For whom it is", answers=ClassInFullShown, scope=WRITES,
        audience=STAFF, permission=MANAGE, body=ClassAudience, refuses=REFUSES,
    )
)  # fmt: skip
def set_class_audience(class_id: UUID, body: ClassAudience) -> ClassInFullShown:
    run = run_of_keeper(class_id)
    return shown(services.set_audience(run, body.audience(), by=signed_in_person()))


@endpoints.serves(
    Endpoint(
        "POST", f"{ONE}/syllabus", "Take the course's newest syllabus", answers=ClassInFullShown,
        scope=WRITES, audience=STAFF, permission=MANAGE, refuses=REFUSES,
        note="While it is a draft.",
    )
)  # fmt: skip
def take_class_syllabus(class_id: UUID) -> ClassInFullShown:
    return shown(services.take_newest_version(run_of_keeper(class_id), by=signed_in_person()))


@endpoints.serves(
    Endpoint(
        "POST", f"{ONE}/publish", "Publish it", answers=ClassInFullShown, scope=WRITES,
        audience=STAFF, permission=MANAGE, refuses=(*REFUSES, NotReady),
    )
)  # fmt: skip
def publish_class(class_id: UUID) -> ClassInFullShown:
    return shown(services.publish_run(run_of_keeper(class_id), by=signed_in_person()))


@endpoints.serves(
    Endpoint(
        "POST", f"{ONE}/cancel", "Cancel it with all its sessions", answers=ClassInFullShown,
        scope=WRITES, audience=STAFF, permission=MANAGE, body=ClassReason, refuses=REFUSES,
        note="Everybody who has a place or waits for one is told, once.",
    )
)  # fmt: skip
def cancel_class(class_id: UUID, body: ClassReason) -> ClassInFullShown:
    run = run_of_keeper(class_id)
    return shown(services.cancel_run(run, by=signed_in_person(), reason=body.reason))


@endpoints.serves(
    Endpoint(
        "POST", f"{ONE}/copies", "Give it once more", answers=ClassInFullShown, status=201,
        scope=WRITES, audience=STAFF, permission=MANAGE, body=ClassCopy,
        location="/classes/{id}", refuses=(*REFUSES, *TIMES, AddressTaken),
        note="A draft; rooms, video rooms and a key are to be given anew.",
    )
)  # fmt: skip
def copy_class(class_id: UUID, body: ClassCopy) -> ClassInFullShown:
    made, _skipped = services.duplicate(
        run_of_keeper(class_id), starts_local=body.starts_local, slug=body.slug,
        by=signed_in_person(),
    )  # fmt: skip
    return shown(made)


@endpoints.serves(
    Endpoint(
        "POST", f"{ONE}/instructors", "Somebody teaches it", status=201,
        answers=ClassInstructorShown,
        scope=WRITES, audience=STAFF, permission=MANAGE, body=ClassInstructorAdded,
        refuses=(*REFUSES, TeachesAlready),
    )
)  # fmt: skip
def add_class_instructor(class_id: UUID, body: ClassInstructorAdded) -> ClassInstructorShown:
    person = person_called(body.email)
    if person is None:
        sentence = _("Nobody here has this e-mail address. Invite them first.")
        raise Invalid(sentence, errors={"email": [sentence]})
    run = run_of_keeper(class_id)
    part = services.add_instructor(run, person, by=signed_in_person(), title=body.title)
    return ClassInstructorShown.of(part)


@endpoints.serves(
    Endpoint(
        "PATCH", f"{ONE}/instructors/<uuid:part_id>", "What the page says of them",
        answers=ClassInstructorShown, scope=WRITES, audience=STAFF, permission=MANAGE,
        body=ClassInstructorChange, refuses=REFUSES,
    )
)  # fmt: skip
def change_class_instructor(
    class_id: UUID, part_id: UUID, *, body: ClassInstructorChange
) -> ClassInstructorShown:
    part = instructor_in(run_of_keeper(class_id), part_id)
    return ClassInstructorShown.of(
        services.change_instructor(part, by=signed_in_person(), title=body.title)
    )


@endpoints.serves(
    Endpoint(
        "DELETE", f"{ONE}/instructors/<uuid:part_id>", "They teach it no more",
        answers=ClassInFullShown, scope=WRITES, audience=STAFF, permission=MANAGE, refuses=REFUSES,
    )
)  # fmt: skip
def remove_class_instructor(class_id: UUID, part_id: UUID) -> ClassInFullShown:
    run = run_of_keeper(class_id)
    services.remove_instructor(instructor_in(run, part_id), by=signed_in_person())
    return shown(run)


def _site(body: ClassSaid) -> Site | None:
    if body.site is None:
        return None
    found = next((site for site in sites() if site.code == body.site), None)
    if found is None:
        sentence = _("There is no such site.")
        raise Invalid(sentence, errors={"site": [sentence]})
    return found
