"""Staff keep courses: find, make, change, publish, put away."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.programmes.queries import programme_names
from accelerator.vocabulary.words import missing_languages
from hub.accounts.queries.history import shown_history_of
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.learning.courses import queries, services
from hub.learning.courses.forms.courses import ArchiveCourseForm, CourseForm, CoursesForm
from hub.learning.courses.models import Course
from hub.learning.courses.names import STATES
from hub.learning.courses.permissions import can_make_courses, managed_programmes
from hub.learning.courses.views.blueprint import bp
from hub.learning.courses.views.doors import MANAGE, kept, refuse, refusing
from hub.web.access import Audience, open_to
from hub.web.paging import pager_of

REFUSED = (Invalid, Conflict, NotAllowed)


@bp.get("/admin/courses")
@open_to(Audience.STAFF, permission=MANAGE)
def manage() -> ResponseReturnValue:
    staff = signed_in_person()
    form = CoursesForm(request.args)
    search = form.search() if form.validate() else queries.Search()
    page = queries.kept_courses(staff, search, cursor=request.args.get("cursor"))
    return render_template(
        "hub/learning/courses/manage.html",
        form=form,
        courses=[(each, STATES[queries.state_of(each)]) for each in page.items],
        searched=search != queries.Search(),
        pager=pager_of(page),
    )


@bp.route("/admin/courses/new", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def create() -> ResponseReturnValue:
    form = _form(None)
    if form.validate_on_submit():
        staff = signed_in_person()
        try:
            with transaction():
                course = services.make_course(form.draft(), by=staff)
                _require(course, form)
        except REFUSED as refusal:
            refuse(form, refusal)
        else:
            flash(_("The course is there. Now write its first version."), "ok")
            return redirect(url_for(".course", course_id=course.id))
    page = render_template("hub/learning/courses/edit.html", form=form, course=None)
    return page, 422 if form.errors else 200


@bp.get("/admin/courses/<uuid:course_id>")
@open_to(Audience.STAFF, permission=MANAGE)
def course(course_id: UUID) -> ResponseReturnValue:
    found = kept(course_id)
    return render_template(
        "hub/learning/courses/course.html",
        course=found,
        state=STATES[queries.state_of(found)],
        versions=list(reversed(found.versions)),
        draft=queries.draft_of(found),
        current=queries.current_version(found),
        prerequisites=queries.prerequisites_of(found),
        missing=missing_languages(found.title),
        entries=shown_history_of(found),
    )


@bp.route("/admin/courses/<uuid:course_id>/edit", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def edit(course_id: UUID) -> ResponseReturnValue:
    found = kept(course_id)
    form = _form(found)
    if form.validate_on_submit():
        try:
            with transaction():
                draft, by = form.draft(services.course_draft_of(found)), signed_in_person()
                services.change_course(found, draft, by=by, expected=form.expected)
                _require(found, form)
        except REFUSED as refusal:
            refuse(form, refusal)
        else:
            flash(_("Saved."), "ok")
            return redirect(url_for(".course", course_id=course_id))
    page = render_template("hub/learning/courses/edit.html", form=form, course=found)
    return page, 422 if form.errors else 200


@bp.post("/admin/courses/<uuid:course_id>/publish")
@open_to(Audience.STAFF, permission=MANAGE)
def publish(course_id: UUID) -> ResponseReturnValue:
    found = kept(course_id)
    with refusing(), transaction():
        services.publish_course(found, by=signed_in_person())
        flash(_("Everybody sees the course now."), "ok")
    return redirect(url_for(".course", course_id=course_id))


@bp.route("/admin/courses/<uuid:course_id>/archive", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def archive(course_id: UUID) -> ResponseReturnValue:
    found = kept(course_id)
    form = ArchiveCourseForm()
    if form.validate_on_submit():
        with transaction():
            services.archive_course(found, by=signed_in_person(), reason=form.reason.data or "")
        flash(_("The course is archived. You can restore it at any time."), "ok")
        return redirect(url_for(".course", course_id=course_id))
    page = render_template("hub/learning/courses/archive.html", form=form, course=found)
    return page, 422 if form.errors else 200


@bp.post("/admin/courses/<uuid:course_id>/restore")
@open_to(Audience.STAFF, permission=MANAGE)
def restore(course_id: UUID) -> ResponseReturnValue:
    found = kept(course_id)
    with transaction():
        services.restore_course(found, by=signed_in_person())
    flash(_("The course is back."), "ok")
    return redirect(url_for(".course", course_id=course_id))


def _form(course: Course | None) -> CourseForm:
    staff = signed_in_person()
    shown: dict[str, Any] = {"hours": 6}
    courses = queries.courses_to_require(course)
    if course is not None:
        required = [str(each.id) for each in queries.prerequisites_of(course)]
        draft = services.course_draft_of(course)
        shown = CourseForm.shown(draft) | {"prerequisites": required, "version": course.version}
    form = CourseForm(**shown)
    named = programme_names(managed_programmes(staff)).items()
    form.offer(
        sorted(named, key=lambda pair: pair[1]), courses, also_nowhere=can_make_courses(staff)
    )
    return form


def _require(course: Course, form: CourseForm) -> None:
    required = queries.courses_with_ids(form.required_ids)
    services.set_prerequisites(course, required, by=signed_in_person())
