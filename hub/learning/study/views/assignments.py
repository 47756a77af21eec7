"""Work that is handed in, and its marking by those who teach."""

from collections.abc import Sequence
from typing import BinaryIO, cast
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from hub.accounts.sign_in import person_or_none, signed_in_person
from hub.core.database import db
from hub.core.errors import HubError
from hub.core.i18n import gettext as _
from hub.files.models import File
from hub.files.services import Stored, store_document
from hub.learning.classes.permissions import can_teach
from hub.learning.study.forms import MarkForm, WorkForm, marks_sent
from hub.learning.study.models import Submission
from hub.learning.study.queries import assignments as queries
from hub.learning.study.queries.outline import outline_of
from hub.learning.study.queries.reading import Reader, assignment_of
from hub.learning.study.rules.rubric import lines_of, missing, out_of_range
from hub.learning.study.services import assignments
from hub.learning.study.services.assignments import MOST_FILES, WORK_LIMITS, Verdict
from hub.learning.study.views.blueprint import bp
from hub.learning.study.views.doors import LEARN, MARKING, reader_at, run_to_teach
from hub.web.access import Audience, open_to
from hub.web.acting import refused
from hub.web.paging import pager_of

ASSIGNMENT = f"{LEARN}/assignments/<key>"


@bp.get(ASSIGNMENT)
@open_to(Audience.PEOPLE)
def assignment(slug: str, key: str) -> ResponseReturnValue:
    return _page(reader_at(slug), key, form=WorkForm())


@bp.post(ASSIGNMENT)
@open_to(Audience.PEOPLE)
def hand_in_work(slug: str, key: str) -> ResponseReturnValue:
    reader, form = reader_at(slug), WorkForm()
    learner = reader.learner
    try:
        files = _stored(form.files.data or ()) if form.validate() else []
    except HubError as refusal:  # what is too large, or no document
        form.refuse("files", refusal)
        return _page(reader, key, form=form), refusal.status
    status = refused(
        form,
        lambda: assignments.hand_in_work(
            learner, key, text=form.text.data or "", files=files, by=reader.person
        ),
        said=_("Handed in. You get a mail when it is marked."),
    )
    if status:
        return _page(reader_at(slug), key, form=form), status
    return redirect(url_for(".assignment", slug=slug, key=key), 303)


@bp.get(MARKING)
@open_to(Audience.PEOPLE)
def marking(run_id: UUID) -> ResponseReturnValue:
    run, everything = run_to_teach(run_id), request.args.get("show") == "all"
    page = queries.works_of(run, waiting=not everything, cursor=request.args.get("cursor"))
    return render_template(
        "hub/learning/study/marking.html",
        run=run,
        everything=everything,
        works=page.items,
        titles={each.key: each.title for each in run.of_version.assignments},
        files=queries.files_of(each.id for each in page.items),
        pager=pager_of(page),
        person=signed_in_person(),
    )


@bp.get(f"{MARKING}/<uuid:submission_id>")
@open_to(Audience.PEOPLE)
def mark_page(run_id: UUID, submission_id: UUID) -> ResponseReturnValue:
    work = _work(submission_id)
    form = MarkForm(formdata=None, data={"feedback": work.feedback, "version": work.version})
    return _marking(work, form)


@bp.post(f"{MARKING}/<uuid:submission_id>")
@open_to(Audience.PEOPLE)
def mark_work(run_id: UUID, submission_id: UUID) -> ResponseReturnValue:
    work, form = _work(submission_id), MarkForm()
    run = work.enrolment.run
    marks = marks_sent(assignment_of(run, work.assignment_key).rubric)
    verdict, person = Verdict(marks, form.feedback.data or ""), signed_in_person()
    status = refused(
        form,
        lambda: assignments.mark_work(work, verdict, version=form.expected or 0, by=person),
        said=_("Marked. %(name)s is told by mail.", name=work.enrolment.name),
        version=lambda: _work(submission_id).version,
    )
    if status:
        return _marking(_work(submission_id), form), status
    return redirect(url_for(".marking", run_id=run.id), 303)


def may_see_file(file: File) -> bool:
    """Who handed it in, and who teaches the class."""
    work, person = db.session.get(Submission, file.owner_id), person_or_none()
    if work is None or person is None:
        return False
    return work.enrolment.user_id == person.id or can_teach(person, work.enrolment.run)


def _stored(uploads: Sequence[FileStorage]) -> list[Stored]:
    """Before the transaction, for it takes its time."""
    sent = [each for each in uploads if each.filename]
    return [
        store_document(cast(BinaryIO, each.stream), each.filename or "", limits=WORK_LIMITS)
        for each in sent[: MOST_FILES + 1]
    ]


def _page(reader: Reader, key: str, *, form: WorkForm) -> str:
    _before, after = outline_of(reader).around(key)
    stands = queries.work_stands(reader.enrolment, key) if reader.enrolment else None
    found = assignment_of(reader.run, key)
    return render_template(
        "hub/learning/study/assignment.html",
        reader_here=reader,
        run=reader.run,
        assignment=found,
        lines=lines_of(found.rubric),
        stands=stands,
        form=form,
        limits=(MOST_FILES, WORK_LIMITS.max_bytes),
        after=after,
        person=reader.person,
    )


def _marking(work: Submission, form: MarkForm) -> str:
    found = assignment_of(work.enrolment.run, work.assignment_key)
    sent = marks_sent(found.rubric) if form.is_submitted() else work.marks
    wrong = dict.fromkeys(missing(found.rubric, sent), _("Please give points."))
    wrong |= dict.fromkeys(
        out_of_range(found.rubric, sent), _("There are not so many points, or fewer than none.")
    )
    return render_template(
        "hub/learning/study/mark.html",
        run=work.enrolment.run,
        work=work,
        assignment=found,
        lines=lines_of(found.rubric),
        marks=sent,
        stands=queries.work_stands(work.enrolment, work.assignment_key),
        form=form,
        wrong=wrong if form.is_submitted() else {},
        person=signed_in_person(),
    )


def _work(submission_id: UUID) -> Submission:
    """Raises: NotFound."""
    return queries.work_to_mark(submission_id, by=signed_in_person())
