"""The discussion of a class, and what those who teach announce, by API."""

from uuid import UUID

from hub.core.database import lock
from hub.core.errors import Conflict, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.learning.study.api.groups import CLASS, READS, WRITES, endpoints, reader_at
from hub.learning.study.errors import TooLateToEdit
from hub.learning.study.models import Post
from hub.learning.study.queries import talking as queries
from hub.learning.study.queries.reading import Reader
from hub.learning.study.schemas.talking import (
    AnnouncementShown,
    AnnouncementWritten,
    ClassPostShown,
    ClassPostWritten,
    ClassThreadBegun,
    ClassThreadShown,
)
from hub.learning.study.services import talking
from hub.web.api import Endpoint, ListShown, Paged, expect_version

DISCUSSION = f"{CLASS}/discussion"
ONE = f"{DISCUSSION}/<uuid:post_id>"
ANNOUNCEMENTS = f"{CLASS}/announcements"
MADE = "/classes/{class_id}/discussion/{id}"
HIDING = "For those who teach the class. Nothing is deleted: they still see it, nobody else does."


@endpoints.serves(
    Endpoint("GET", DISCUSSION, "The threads of a class, newest first",
             answers=ListShown[ClassThreadShown], query=Paged, refuses=READS)
)  # fmt: skip
def class_threads(class_id: UUID, query: Paged) -> ListShown[ClassThreadShown]:
    reader = reader_at(class_id)
    hidden_too = reader.teaches
    page = queries.threads(
        reader.run, hidden_too=hidden_too, cursor=query.cursor, limit=query.limit
    )
    found = queries.with_answers(page.items, hidden_too=hidden_too)
    items = [ClassThreadShown.with_answers(each, seen_by=reader.person) for each in found]
    return ListShown(items=items, next=page.next)


@endpoints.serves(
    Endpoint("POST", DISCUSSION, "Ask the class", answers=ClassPostShown, status=201,
             scope=WRITES, body=ClassThreadBegun, refuses=READS, location=MADE,
             note="Everybody in the class and who teaches can read it, with your name.")
)  # fmt: skip
def begin_class_thread(class_id: UUID, body: ClassThreadBegun) -> ClassPostShown:
    reader = reader_at(class_id)
    post = talking.begin_thread(reader.run, title=body.title, text=body.text, by=reader.person)
    return ClassPostShown.of(post, seen_by=reader.person)


@endpoints.serves(
    Endpoint("GET", ONE, "One post", answers=ClassPostShown, versioned=True, refuses=READS)
)
def class_post(class_id: UUID, post_id: UUID) -> ClassPostShown:
    reader = reader_at(class_id)
    return ClassPostShown.of(_post(reader, post_id), seen_by=reader.person)


@endpoints.serves(
    Endpoint("PATCH", ONE, "Mend what you have written", answers=ClassPostShown, scope=WRITES,
             body=ClassPostWritten, versioned=True, refuses=(*READS, NotAllowed, TooLateToEdit),
             note="For half an hour; then it stands, for others have answered it.")
)  # fmt: skip
def edit_class_post(class_id: UUID, post_id: UUID, *, body: ClassPostWritten) -> ClassPostShown:
    reader = reader_at(class_id)
    post = _post(reader, post_id)
    lock(post)
    expect_version(post.version)
    talking.edit_post(post, text=body.text, by=reader.person)
    return ClassPostShown.of(post, seen_by=reader.person)


@endpoints.serves(
    Endpoint("GET", f"{ONE}/answers", "The answers to a post, oldest first",
             answers=ListShown[ClassPostShown], query=Paged, refuses=READS)
)  # fmt: skip
def class_post_answers(class_id: UUID, post_id: UUID, *, query: Paged) -> ListShown[ClassPostShown]:
    reader = reader_at(class_id)
    page = queries.answers_page(
        _post(reader, post_id), hidden_too=reader.teaches, cursor=query.cursor, limit=query.limit
    )
    items = [ClassPostShown.of(each, seen_by=reader.person) for each in page.items]
    return ListShown(items=items, next=page.next)


@endpoints.serves(
    Endpoint("POST", f"{ONE}/answers", "Answer a post", answers=ClassPostShown, status=201,
             scope=WRITES, body=ClassPostWritten, refuses=(*READS, Conflict), location=MADE)
)  # fmt: skip
def answer_class_post(class_id: UUID, post_id: UUID, *, body: ClassPostWritten) -> ClassPostShown:
    reader = reader_at(class_id)
    post = talking.answer(_post(reader, post_id), text=body.text, by=reader.person)
    return ClassPostShown.of(post, seen_by=reader.person)


@endpoints.serves(
    Endpoint("POST", f"{ONE}/hide", "Hide a post", answers=ClassPostShown, scope=WRITES,
             refuses=(*READS, NotAllowed), note=HIDING)
)  # fmt: skip
def hide_class_post(class_id: UUID, post_id: UUID) -> ClassPostShown:
    reader = reader_at(class_id)
    post = talking.hide_post(_post(reader, post_id), by=reader.person)
    return ClassPostShown.of(post, seen_by=reader.person)


@endpoints.serves(
    Endpoint("POST", f"{ONE}/show", "Show a hidden post again", answers=ClassPostShown,
             scope=WRITES, refuses=(*READS, NotAllowed), note="For those who teach the class.")
)  # fmt: skip
def show_class_post(class_id: UUID, post_id: UUID) -> ClassPostShown:
    reader = reader_at(class_id)
    post = talking.hide_post(_post(reader, post_id), by=reader.person, shown=True)
    return ClassPostShown.of(post, seen_by=reader.person)


@endpoints.serves(
    Endpoint("GET", ANNOUNCEMENTS, "What those who teach have told the class, newest first",
             answers=ListShown[AnnouncementShown], query=Paged, refuses=READS)
)  # fmt: skip
def class_announcements(class_id: UUID, query: Paged) -> ListShown[AnnouncementShown]:
    run = reader_at(class_id).run
    page = queries.announcements(run, cursor=query.cursor, limit=query.limit)
    return ListShown(items=[AnnouncementShown.of(each) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint("POST", ANNOUNCEMENTS, "Tell the class", answers=AnnouncementShown, status=201,
             scope=WRITES, body=AnnouncementWritten, refuses=(*READS, NotAllowed),
             note="For those who teach it. Everybody with a place and who teaches gets it by mail,"
             " once.")
)  # fmt: skip
def announce_to_class(class_id: UUID, body: AnnouncementWritten) -> AnnouncementShown:
    reader = reader_at(class_id)
    made = talking.announce_to_class(reader.run, title=body.title, text=body.text, by=reader.person)
    return AnnouncementShown.of(made)


def _post(reader: Reader, post_id: UUID) -> Post:
    """Of this class. Raises: NotFound."""
    post = queries.post_seen(post_id, reader.person)
    if post.run_id != reader.run.id:
        raise NotFound(_("There is no such post."))
    return post
