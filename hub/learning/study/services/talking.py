"""What is said in a class: questions and answers, and what those who teach announce."""

from uuid import UUID

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.ids import new_id
from hub.history.services import record
from hub.learning.classes.models import ClassRun
from hub.learning.classes.permissions import can_teach
from hub.learning.study import emails
from hub.learning.study.errors import NoPlaceInClass, TooLateToEdit
from hub.learning.study.models import Announcement, Post
from hub.learning.study.permissions import can_read
from hub.learning.study.rules.windows import can_edit
from hub.learning.study.services.checks import hold_teaching, written

LONGEST_TITLE = 160
LONGEST_POST = 4000
LONGEST_ANNOUNCEMENT = 8000


def begin_thread(run: ClassRun, *, title: str, text: str, by: User) -> Post:
    """Raises: NoPlaceInClass, Invalid."""
    _hold_reading(run, by=by)
    post = Post(
        run_id=run.id,
        author_id=by.id,
        title=written(title, field="title", longest=LONGEST_TITLE),
        text=written(text, field="text", longest=LONGEST_POST),
    )
    return _said(post)


def answer(thread: Post, *, text: str, by: User) -> Post:
    """Raises: NoPlaceInClass, Invalid; Conflict, in a thread that is hidden."""
    _hold_reading(thread.run, by=by)
    begun = db.session.get_one(Post, thread.thread_id) if thread.thread_id else thread
    if begun.hidden_at is not None:
        raise Conflict(_("This thread is hidden."))
    clean = written(text, field="text", longest=LONGEST_POST)
    return _said(Post(run_id=begun.run_id, thread_id=begun.id, author_id=by.id, text=clean))


def edit_post(post: Post, *, text: str, by: User) -> Post:
    """One's own, for a while. Raises: NotAllowed, NoPlaceInClass, TooLateToEdit, Invalid."""
    _hold_reading(post.run, by=by)
    if post.author_id != by.id:
        raise NotAllowed(_("This was written by somebody else."))
    clean = written(text, field="text", longest=LONGEST_POST)
    lock(post)
    if not can_edit(post.made_at, now()):
        raise TooLateToEdit
    if clean != post.text:
        before = {"text": post.text}
        post.text, post.edited_at = clean, now()
        post.version += 1
        db.session.flush()
        record("class-post.edited", post, before=before, after={"text": clean})
    return post


def hide_post(post: Post, *, by: User, shown: bool = False) -> Post:
    """Kept, and seen by those who teach alone; or shown again. Raises: NotAllowed."""
    hold_teaching(post.run, by=by)
    lock(post)
    if (post.hidden_at is None) is not shown:
        post.hidden_at = None if shown else now()
        post.hidden_by_id = None if shown else by.id
        post.version += 1
        db.session.flush()
        record("class-post.shown-again" if shown else "class-post.hidden", post)
    return post


def announce_to_class(
    run: ClassRun, *, title: str, text: str, by: User, once: UUID | None = None
) -> Announcement:
    """On the class's page, and by mail to everybody with a place and who teaches, once each.
    `once` names this very announcement: sent twice, it is made once.

    Raises: NotAllowed, Invalid; Conflict, when another class has one of that name.
    """
    hold_teaching(run, by=by)
    if once is not None:
        lock(run)
        before = db.session.get(Announcement, once)
        if before is not None:
            return _same(before, run)
    made = Announcement(
        id=once or new_id(),
        run_id=run.id,
        author_id=by.id,
        title=written(title, field="title", longest=LONGEST_TITLE),
        text=written(text, field="text", longest=LONGEST_ANNOUNCEMENT),
    )
    db.session.add(made)
    db.session.flush()
    told = emails.announced(made)
    record("class.announced", made, after={"title": made.title, "told": told})
    return made


def _same(before: Announcement, run: ClassRun) -> Announcement:
    if before.run_id != run.id:
        raise Conflict(_("This was sent to another class. Please open the page again."))
    return before


def _hold_reading(run: ClassRun, *, by: User) -> None:
    if not can_read(by, run):
        raise NoPlaceInClass


def _said(post: Post) -> Post:
    db.session.add(post)
    db.session.flush()
    record("class-post.written", post, after={"thread": str(post.thread_id or post.id)})
    return post


def can_hide(person: User, post: Post) -> bool:
    return can_teach(person, post.run)
