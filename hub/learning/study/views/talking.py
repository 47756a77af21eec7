"""Discussion and announcements of a class."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.ids import new_id
from hub.learning.study.forms import AnnouncementForm, PostForm, ThreadForm
from hub.learning.study.models import Post
from hub.learning.study.queries import talking as queries
from hub.learning.study.queries.reading import Reader
from hub.learning.study.services import talking
from hub.learning.study.views.blueprint import bp
from hub.learning.study.views.doors import RUN, reader_at
from hub.web.access import Audience, open_to
from hub.web.acting import pressed, refused
from hub.web.paging import pager_of

DISCUSSION = f"{RUN}/discussion"
ONE = f"{DISCUSSION}/<uuid:post_id>"
ANNOUNCEMENTS = f"{RUN}/announcements"


@bp.get(DISCUSSION)
@open_to(Audience.PEOPLE)
def discussion(slug: str) -> ResponseReturnValue:
    return _threads(reader_at(slug), ThreadForm())


@bp.post(DISCUSSION)
@open_to(Audience.PEOPLE)
def begin_thread(slug: str) -> ResponseReturnValue:
    reader, form = reader_at(slug), ThreadForm()
    said = {"title": form.title.data or "", "text": form.text.data or ""}
    status = refused(
        form,
        lambda: talking.begin_thread(reader.run, **said, by=reader.person),
        said=_("Everybody in the class can read and answer it now."),
    )
    if status:
        return _threads(reader_at(slug), form), status
    return redirect(url_for(".discussion", slug=slug), 303)


@bp.get(ONE)
@open_to(Audience.PEOPLE)
def thread(slug: str, post_id: UUID) -> ResponseReturnValue:
    return _thread(reader_at(slug), post_id, form=PostForm())


@bp.post(ONE)
@open_to(Audience.PEOPLE)
def answer(slug: str, post_id: UUID) -> ResponseReturnValue:
    reader, form = reader_at(slug), PostForm()
    status = refused(
        form,
        lambda: talking.answer(_post(reader, post_id), text=form.text.data or "", by=reader.person),
        said=_("Your answer is there."),
    )
    if status:
        return _thread(reader_at(slug), post_id, form=form), status
    return redirect(url_for(".thread", slug=slug, post_id=post_id), 303)


@bp.route(f"{ONE}/edit", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def edit_post(slug: str, post_id: UUID) -> ResponseReturnValue:
    reader = reader_at(slug)
    post = _post(reader, post_id)
    form = PostForm(data={"text": post.text})
    status: int | None = 200
    if request.method == "POST":
        said = form.text.data or ""
        status = refused(
            form,
            lambda: talking.edit_post(_post(reader, post_id), text=said, by=reader.person),
            said=_("Changed."),
        )
    if status is None:
        return redirect(url_for(".thread", slug=slug, post_id=post.thread_id or post.id), 303)
    return render_template(
        "hub/learning/study/edit_post.html", run=reader.run, post=post, form=form
    ), status


@bp.post(f"{ONE}/<what>")
@open_to(Audience.PEOPLE)
def hide_post(slug: str, post_id: UUID, *, what: str) -> ResponseReturnValue:
    reader = reader_at(slug)
    if what not in ("hide", "show"):
        raise NotFound(_("There is no such page."))
    shown = what == "show"
    pressed(
        lambda: talking.hide_post(_post(reader, post_id), by=reader.person, shown=shown),
        said=_("It is shown again.") if shown else _("It is hidden; you alone who teach see it."),
    )
    post = _post(reader, post_id)
    return redirect(url_for(".thread", slug=slug, post_id=post.thread_id or post.id), 303)


@bp.get(ANNOUNCEMENTS)
@open_to(Audience.PEOPLE)
def announcements(slug: str) -> ResponseReturnValue:
    return _announcements(reader_at(slug), AnnouncementForm())


@bp.post(ANNOUNCEMENTS)
@open_to(Audience.PEOPLE)
def announce(slug: str) -> ResponseReturnValue:
    reader, form = reader_at(slug), AnnouncementForm()
    said = {"title": form.title.data or "", "text": form.text.data or ""}
    status = refused(
        form,
        lambda: talking.announce_to_class(reader.run, **said, by=reader.person, once=form.named()),
        said=_("It is on this page, and on its way by mail."),
    )
    if status:
        return _announcements(reader_at(slug), form), status
    return redirect(url_for(".announcements", slug=slug), 303)


def _threads(reader: Reader, form: ThreadForm) -> str:
    page = queries.threads(reader.run, hidden_too=reader.teaches, cursor=request.args.get("cursor"))
    return render_template(
        "hub/learning/study/discussion.html",
        run=reader.run,
        reader_here=reader,
        threads=queries.with_answers(page.items, hidden_too=reader.teaches),
        pager=pager_of(page),
        form=form,
        person=reader.person,
    )


def _thread(reader: Reader, post_id: UUID, *, form: PostForm) -> str:
    post = _post(reader, post_id)
    return render_template(
        "hub/learning/study/thread.html",
        run=reader.run,
        reader_here=reader,
        post=post,
        answers=queries.answers_to(post, hidden_too=reader.teaches),
        form=form,
        person=reader.person,
    )


def _announcements(reader: Reader, form: AnnouncementForm) -> str:
    page = queries.announcements(reader.run, cursor=request.args.get("cursor"))
    form.once.data = form.once.data or str(new_id())
    return render_template(
        "hub/learning/study/announcements.html",
        run=reader.run,
        reader_here=reader,
        announcements=page.items,
        pager=pager_of(page),
        form=form,
        person=reader.person,
    )


def _post(reader: Reader, post_id: UUID) -> Post:
    """Of this class. Raises: NotFound."""
    post = queries.post_seen(post_id, signed_in_person())
    if post.run_id != reader.run.id:
        raise NotFound(_("There is no such post."))
    return post
