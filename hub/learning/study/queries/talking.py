"""Discussion and announcements of a class."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select

from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of
from hub.learning.classes.models import ClassRun
from hub.learning.classes.permissions import can_teach
from hub.learning.study.models import Announcement, Post
from hub.learning.study.permissions import can_read


@dataclass(frozen=True)
class Thread:
    """`answers` counts those that the reader may see; `last_at` is of the newest of them."""

    post: Post
    answers: int
    last_at: datetime


def threads(
    run: ClassRun, *, hidden_too: bool, cursor: str | None = None, limit: int = 20
) -> Page[Post]:
    """Newest first."""
    query = select(Post).where(Post.run_id == run.id, Post.thread_id.is_(None))
    if not hidden_too:
        query = query.where(Post.hidden_at.is_(None))
    return page_of(query, by=[Post.made_at, Post.id], cursor=cursor, limit=limit, descending=True)


def with_answers(posts: Sequence[Post], *, hidden_too: bool) -> list[Thread]:
    query = (
        select(Post.thread_id, func.count(), func.max(Post.made_at))
        .where(Post.thread_id.in_([post.id for post in posts]))
        .group_by(Post.thread_id)
    )
    if not hidden_too:
        query = query.where(Post.hidden_at.is_(None))
    counted = {id_: (count, last) for id_, count, last in db.session.execute(query)}
    return [
        Thread(post, *counted[post.id]) if post.id in counted else Thread(post, 0, post.made_at)
        for post in posts
    ]


def answers_to(post: Post, *, hidden_too: bool) -> list[Post]:
    query = _answers(post, hidden_too=hidden_too)
    return list(db.session.scalars(query.order_by(Post.made_at, Post.id)))


def answers_page(
    post: Post, *, hidden_too: bool, cursor: str | None = None, limit: int = 20
) -> Page[Post]:
    """As `answers_to`, a page at a time."""
    query = _answers(post, hidden_too=hidden_too)
    return page_of(query, by=[Post.made_at, Post.id], cursor=cursor, limit=limit)


def post_seen(post_id: UUID, person: User) -> Post:
    """In a class that the person takes part in; a hidden one by who teaches alone, and an answer
    in a hidden thread, too. Raises: NotFound."""
    found = db.session.get(Post, post_id)
    if found is None or not can_read(person, found.run) or _is_hidden_from(found, person):
        raise NotFound(_("There is no such post."))
    return found


def _answers(post: Post, *, hidden_too: bool) -> Select[Post]:
    query = select(Post).where(Post.thread_id == post.id)
    return query if hidden_too else query.where(Post.hidden_at.is_(None))


def _is_hidden_from(post: Post, person: User) -> bool:
    begun = db.session.get(Post, post.thread_id) if post.thread_id else None
    hidden = post.hidden_at is not None or (begun is not None and begun.hidden_at is not None)
    return hidden and not can_teach(person, post.run)


def announcements(
    run: ClassRun, *, cursor: str | None = None, limit: int = 10
) -> Page[Announcement]:
    """Newest first."""
    query = select(Announcement).where(Announcement.run_id == run.id)
    by = [Announcement.made_at, Announcement.id]
    return page_of(query, by=by, cursor=cursor, limit=limit, descending=True)
