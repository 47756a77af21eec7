"""Staff write versions: the outline, what it promises, publishing, documents."""

import json
from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.queries.history import shown_history_of
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.learning.courses import queries, services
from hub.learning.courses.errors import DraftExists
from hub.learning.courses.forms.courses import DocumentForm, SyllabusForm
from hub.learning.courses.models import Course
from hub.learning.courses.views.blueprint import bp
from hub.learning.courses.views.doors import MANAGE, kept, kept_version, refuse
from hub.web.access import Audience, open_to
from hub.web.forms import HubForm

ONE = "/admin/courses/<uuid:course_id>/versions/<int:number>"


@bp.post("/admin/courses/<uuid:course_id>/versions")
@open_to(Audience.STAFF, permission=MANAGE)
def new_version(course_id: UUID) -> ResponseReturnValue:
    """A draft like the newest version; or the one that is there already."""
    try:
        with transaction():
            number = services.new_version(kept(course_id), by=signed_in_person()).number
    except DraftExists as there:
        number = int(there.details["number"])
    return redirect(url_for(".version", course_id=course_id, number=number))


@bp.get(ONE)
@open_to(Audience.STAFF, permission=MANAGE)
def version(course_id: UUID, number: int) -> ResponseReturnValue:
    found = kept_version(course_id, number)
    return render_template(
        "hub/learning/courses/version.html",
        course=found.course,
        version=found,
        outline=queries.outline_of(found),
        reasons=queries.reasons_against(found) if found.is_draft else [],
        is_current=found == queries.current_version(found.course),
        entries=shown_history_of(found),
    )


@bp.route(f"{ONE}/about", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def syllabus(course_id: UUID, number: int) -> ResponseReturnValue:
    found = kept_version(course_id, number)
    held = [{"line": line} for line in [*found.outcomes, {}, {}]]
    form = SyllabusForm(outcomes=held, syllabus=found.syllabus, version=found.version)
    if form.validate_on_submit():
        try:
            with transaction():
                services.change_version(
                    found,
                    outcomes=form.wanted(),
                    syllabus=form.syllabus.data,
                    by=signed_in_person(),
                    expected=form.expected,
                )
        except (Invalid, Conflict) as refusal:
            refuse(form, refusal)
        else:
            return redirect(url_for(".version", course_id=course_id, number=number))
    page = render_template("hub/learning/courses/syllabus.html", form=form, version=found)
    return page, 422 if form.errors else 200


@bp.route(f"{ONE}/publish", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def publish_version(course_id: UUID, number: int) -> ResponseReturnValue:
    """Says first what it does and what stands in the way."""
    found = kept_version(course_id, number)
    form = HubForm()
    if form.validate_on_submit():
        try:
            with transaction():
                services.publish_version(found, by=signed_in_person())
        except Conflict as refusal:
            flash(str(refusal), "error")
        else:
            flash(_("Version %(number)s is published.", number=number), "ok")
            return redirect(url_for(".course", course_id=course_id))
    page = render_template(
        "hub/learning/courses/publish.html",
        form=form,
        version=found,
        reasons=queries.reasons_against(found),
    )
    return page, 422 if form.is_submitted() else 200


@bp.route(f"{ONE}/discard", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def discard(course_id: UUID, number: int) -> ResponseReturnValue:
    found = kept_version(course_id, number)
    if not found.is_draft:
        raise NotFound(_("There is no such draft."))
    form = HubForm()
    if form.validate_on_submit():
        with transaction():
            services.discard_version(found, by=signed_in_person())
        flash(_("The draft is gone."), "ok")
        return redirect(url_for(".course", course_id=course_id))
    return render_template("hub/learning/courses/discard.html", form=form, version=found)


@bp.get(f"{ONE}/document")
@open_to(Audience.STAFF, permission=MANAGE)
def export(course_id: UUID, number: int) -> ResponseReturnValue:
    """The whole version as one JSON file, pictures and files in it."""
    found = kept_version(course_id, number)
    document = queries.document_of(found, with_content=True)
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    response = Response(text, mimetype="application/json")
    response.headers.set(
        "Content-Disposition", "attachment", filename=f"{found.course.slug}-{number}.json"
    )
    return response


@bp.route("/admin/courses/<uuid:course_id>/document", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def bring_in(course_id: UUID) -> ResponseReturnValue:
    """Make the draft what a document says."""
    found = kept(course_id)
    form = DocumentForm()
    errors: dict[str, list[str]] = {}
    if form.validate_on_submit():
        try:
            number = _brought(found, form.file.data.read())
        except Invalid as refusal:
            errors = refusal.errors or {"": [str(refusal)]}
        except Conflict as refusal:
            refuse(form, refusal)
        else:
            flash(_("The draft is what the document says. Look at it, then publish it."), "ok")
            return redirect(url_for(".version", course_id=course_id, number=number))
    page = render_template(
        "hub/learning/courses/bring_in.html", form=form, course=found, errors=errors
    )
    return page, 422 if form.errors or errors else 200


def _brought(course: Course, content: bytes) -> int:
    """Its files are stored before the transaction, for that takes its time."""
    try:
        document = json.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as odd:
        raise Invalid(_("This is not a JSON file.")) from odd
    stored = services.stored_files(course, services.understood(document).all_files)
    with transaction():
        by = signed_in_person()
        return services.put_document(course, document, by=by, stored=stored).number
