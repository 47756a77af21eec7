"""Versions of a course: begun, written as one document, published."""

from uuid import UUID

from flask import g

from hub.accounts.sign_in import signed_in_person
from hub.core.database import lock
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.files.rules import LARGEST
from hub.learning.courses import queries, services
from hub.learning.courses.api.groups import (
    MANAGE,
    ONE,
    STAFF,
    VERSION,
    WRITES,
    endpoints,
    kept,
    kept_version,
)
from hub.learning.courses.errors import DraftExists, NotReady, VersionFrozen
from hub.learning.courses.models import CourseVersion
from hub.learning.courses.permissions import can_manage_course
from hub.learning.courses.schemas.courses import (
    CourseShown,
    DocumentSent,
    DocumentShown,
    VersionShown,
)
from hub.learning.courses.schemas.parts import ContentAsked
from hub.web.api import Endpoint, ListShown
from hub.web.api.versions import expect_version


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/versions",
        "The versions of a course",
        answers=ListShown[VersionShown],
        refuses=(NotFound,),
        note="The newest first. Drafts are shown to those who keep the course.",
    )
)
def course_versions(course_id: UUID) -> ListShown[VersionShown]:
    person = signed_in_person()
    found = queries.course_shown_to(course_id, person)
    all_of_it = can_manage_course(person, found)
    shown = [each for each in reversed(found.versions) if all_of_it or not each.is_draft]
    return ListShown(items=[VersionShown.of(each) for each in shown])


@endpoints.serves(
    Endpoint(
        "GET", VERSION, "One version", answers=VersionShown, versioned=True, refuses=(NotFound,)
    )
)
def course_version(course_id: UUID, number: int) -> VersionShown:
    person = signed_in_person()
    course = queries.course_shown_to(course_id, person)
    found = queries.version_numbered(course, number)
    if found.is_draft and not can_manage_course(person, course):
        raise NotFound(_("This course has no such version."))
    return VersionShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/versions",
        "Begin a new version",
        answers=VersionShown,
        status=201,
        scope=WRITES,
        audience=STAFF,
        permission=MANAGE,
        versioned=True,
        location="/courses/{course}/versions/{number}",
        refuses=(NotFound, DraftExists, Conflict),
        note="A draft like the newest one, with all its parts. There is one draft at a time.",
    )
)
def begin_course_version(course_id: UUID) -> VersionShown:
    return VersionShown.of(services.new_version(kept(course_id), by=signed_in_person()))


@endpoints.serves(
    Endpoint(
        "GET",
        f"{VERSION}/document",
        "A version as one document",
        answers=DocumentShown,
        audience=STAFF,
        permission=MANAGE,
        query=ContentAsked,
        versioned=True,
        refuses=(NotFound,),
        note="With the right answers. Put it to another course, here or in another city.",
    )
)
def course_document(course_id: UUID, number: int, *, query: ContentAsked) -> DocumentShown:
    return _document(kept_version(course_id, number), with_content=query.content)


def store_files(course_id: UUID, *, body: DocumentSent) -> None:
    """Looked through before the transaction, for that takes its time."""
    draft = services.understood(body.document)
    g.stored = services.stored_files(kept(course_id), draft.all_files)


@endpoints.serves(
    Endpoint(
        "PUT",
        f"{ONE}/document",
        "Write the draft from a document",
        answers=DocumentShown,
        scope=WRITES,
        audience=STAFF,
        permission=MANAGE,
        body=DocumentSent,
        beforehand=store_files,
        largest_body=2 * LARGEST,
        versioned=True,
        refuses=(NotFound, Conflict),
        note="All of it at once: what the draft had is gone. Without a draft a new version begins.",
    )
)
def put_course_document(course_id: UUID, body: DocumentSent) -> DocumentShown:
    found = kept(course_id)
    if (draft := queries.draft_of(found)) is not None:
        lock(draft)
        expect_version(draft.version)
    by = signed_in_person()
    version = services.put_document(found, body.document, by=by, stored=g.stored)
    return _document(version)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{VERSION}/publish",
        "Publish a version",
        answers=VersionShown,
        scope=WRITES,
        audience=STAFF,
        permission=MANAGE,
        versioned=True,
        refuses=(NotFound, NotReady, VersionFrozen, Conflict),
        note="From then on it stays as it is, and new classes begin with it.",
    )
)
def publish_course_version(course_id: UUID, number: int) -> VersionShown:
    found = kept_version(course_id, number)
    lock(found)
    expect_version(found.version)
    services.publish_version(found, by=signed_in_person())
    return VersionShown.of(found)


@endpoints.serves(
    Endpoint(
        "DELETE",
        VERSION,
        "Throw a draft away",
        answers=CourseShown,
        scope=WRITES,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, VersionFrozen, Conflict),
    )
)
def discard_course_version(course_id: UUID, number: int) -> CourseShown:
    found = kept_version(course_id, number)
    course = found.course
    services.discard_version(found, by=signed_in_person())
    return CourseShown.of(course)


def _document(version: CourseVersion, *, with_content: bool = False) -> DocumentShown:
    try:
        document = queries.document_of(version, with_content=with_content)
    except OSError as gone:
        raise Invalid(_("One of its files cannot be read.")) from gone
    return DocumentShown(
        course=version.course.slug,
        number=version.number,
        document=document,
        version=version.version,
    )
