"""Staff write the parts of a draft: lessons, quizzes, assignments. What is published is shown as it
is."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.vocabulary.words import in_words
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import LANGUAGE_NAMES, LANGUAGES
from hub.core.i18n import gettext as _
from hub.learning.courses import queries, services
from hub.learning.courses.forms.items import FORMS, ItemForm, LessonFileForm, held
from hub.learning.courses.models import CourseVersion, Lesson
from hub.learning.courses.queries import Item
from hub.learning.courses.rules.outline import Kind
from hub.learning.courses.views.blueprint import bp, lesson_text
from hub.learning.courses.views.doors import MANAGE, kept_version, refuse, refusing
from hub.learning.courses.views.versions import ONE
from hub.web.access import Audience, open_to
from hub.web.forms import HubForm

PART = f"{ONE}/parts/<key>"
#: In front of the names of the small form's fields, for the lesson's own has a title too.
FILE = "new-"


@bp.route(f"{ONE}/new/<kind>", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def new_part(course_id: UUID, number: int, *, kind: str) -> ResponseReturnValue:
    version, wanted = kept_version(course_id, number), _kind(kind)
    form = FORMS[wanted](**held(None), version=version.version)
    if form.validate_on_submit() and not _only_looks():
        try:
            with transaction():
                by, draft = signed_in_person(), form.draft(None)
                made = services.add_item(version, draft, by=by, expected=form.expected)
        except (Invalid, Conflict) as refusal:
            refuse(form, refusal)
        else:
            return redirect(_after(version, made))
    return _editor(version, wanted, form=form, item=None)


@bp.route(PART, methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def part(course_id: UUID, number: int, *, key: str) -> ResponseReturnValue:
    """Its editor in a draft; else the part as it is."""
    version = kept_version(course_id, number)
    item = queries.item_called(version, key)
    if not version.is_draft:
        return redirect(url_for(".look", course_id=course_id, number=number, key=key))
    draft = queries.item_draft_of(item)
    form = FORMS[draft.kind](**held(draft), version=version.version)
    if form.validate_on_submit() and not _only_looks():
        try:
            with transaction():
                by, wanted = signed_in_person(), form.draft(draft)
                services.change_item(version, key, draft=wanted, by=by, expected=form.expected)
        except (Invalid, Conflict) as refusal:
            refuse(form, refusal)
        else:
            flash(_("Saved."), "ok")
            return redirect(_after(version, item))
    return _editor(version, draft.kind, form=form, item=item)


@bp.get(f"{PART}/look")
@open_to(Audience.STAFF, permission=MANAGE)
def look(course_id: UUID, number: int, *, key: str) -> ResponseReturnValue:
    """As learners see it."""
    version = kept_version(course_id, number)
    return render_template(
        "hub/learning/courses/look.html",
        version=version,
        item=queries.item_called(version, key),
        kind=queries.kind_of(queries.item_called(version, key)),
        named=LANGUAGE_NAMES,
    )


@bp.post(f"{PART}/move")
@open_to(Audience.STAFF, permission=MANAGE)
def move_part(course_id: UUID, number: int, *, key: str) -> ResponseReturnValue:
    steps = -1 if request.form.get("to") == "up" else 1
    with refusing(), transaction():
        version = kept_version(course_id, number)
        services.move_item(version, key, by_steps=steps, by=signed_in_person())
    here = url_for(".version", course_id=course_id, number=number, _anchor=f"part-{key}")
    return redirect(here, 303)


@bp.route(f"{PART}/remove", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def remove_part(course_id: UUID, number: int, *, key: str) -> ResponseReturnValue:
    version = kept_version(course_id, number)
    item = queries.item_called(version, key)
    form = HubForm()
    if form.validate_on_submit():
        with refusing(), transaction():
            services.remove_item(version, key, by=signed_in_person())
        return redirect(url_for(".version", course_id=course_id, number=number), 303)
    return render_template(
        "hub/learning/courses/remove.html", form=form, version=version, item=item
    )


@bp.post(f"{PART}/files")
@open_to(Audience.STAFF, permission=MANAGE)
def add_file(course_id: UUID, number: int, *, key: str) -> ResponseReturnValue:
    """Its bytes are looked through before the transaction, for that takes its time."""
    lesson = queries.lesson_called(kept_version(course_id, number), key)
    form = LessonFileForm(prefix=FILE)
    if form.validate_on_submit():
        name = services.file_name(form.file.data.filename or "")
        with refusing():
            stored = services.store_file(name, form.file.data.read())
            with transaction():
                by, title = signed_in_person(), form.title.data
                services.add_file(lesson, name, stored=stored, title=title, by=by)
                flash(_("The file is there. The text calls it %(name)s.", name=name), "ok")
    else:
        flash(_("Please choose a file."), "error")
    return _to_files(course_id, number, key=key)


@bp.post(f"{PART}/files/remove")
@open_to(Audience.STAFF, permission=MANAGE)
def remove_file(course_id: UUID, number: int, *, key: str) -> ResponseReturnValue:
    lesson = queries.lesson_called(kept_version(course_id, number), key)
    with refusing(), transaction():
        services.remove_file(lesson, request.form.get("name", ""), by=signed_in_person())
    return _to_files(course_id, number, key=key)


def _editor(
    version: CourseVersion, kind: Kind, *, form: ItemForm, item: Item | None
) -> ResponseReturnValue:
    page = render_template(
        f"hub/learning/courses/{kind.value}.html",
        form=form,
        version=version,
        item=item,
        kind=kind,
        file_form=LessonFileForm(formdata=None, prefix=FILE) if kind is Kind.LESSON else None,
        looks=_looks(form, item) if _only_looks() else [],
    )
    return page, 422 if form.errors else 200


def _looks(form: ItemForm, item: Item | None) -> list[tuple[str, str, Any]]:
    """(language, its title, its text as learners would see it), where there is any."""
    field: Any = form["body" if "body" in form else "brief" if "brief" in form else "intro"]
    lesson = item if isinstance(item, Lesson) else None
    return [
        (code, in_words(form.title.data, code), lesson_text(lesson, field.data[code], under=2))
        for code in LANGUAGES
        if field.data.get(code)
    ]


def _only_looks() -> bool:
    """The button beside Save: show it, and keep nothing."""
    return "look" in request.form


def _after(version: CourseVersion, item: Item) -> str:
    """A lesson may want pictures, a quiz questions: on to its own page; else to the outline."""
    course_id, number = version.course_id, version.number
    if "done" in request.form:
        return url_for(".version", course_id=course_id, number=number, _anchor=f"part-{item.key}")
    return url_for(".part", course_id=course_id, number=number, key=item.key)


def _to_files(course_id: UUID, number: int, *, key: str) -> ResponseReturnValue:
    return redirect(
        url_for(".part", course_id=course_id, number=number, key=key, _anchor="files"), 303
    )


def _kind(given: str) -> Kind:
    try:
        return Kind(given)
    except ValueError as unknown:
        raise NotFound(_("There is no such kind.")) from unknown
