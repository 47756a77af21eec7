"""Tables to keep: a cohort's applications with their answers, as staff may see them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accelerator.applications.models import Application, Revision
from accelerator.applications.permissions import seen_by_staff
from accelerator.forms.models import FormVersion
from accelerator.forms.queries import definition_of
from accelerator.forms.rules import Question, said
from accelerator.programmes.models import Cohort
from accelerator.startups.models import Startup
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.database import db
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of

PORTION = 100


def columns_of(cohort: Cohort) -> dict[str, str]:
    """Machine name → heading; after what every application has, the questions of every version of
    the form, in the order in which they were asked."""
    fixed = {
        "reference": _("Reference"),
        "startup": _("Startup"),
        "headline": _("Headline"),
        "state": _("State"),
        "outcome": _("Outcome"),
        "timing": _("Deadline"),
        "submitted_at": _("Handed in"),
        "sector": _("Sector"),
        "dimension": _("Smart-city dimension"),
        "stage": _("Stage"),
        "city": _("City"),
        "country": _("Country"),
    }
    asked = {f"answer.{q.key}": in_words(q.label) or q.key for q in _questions(cohort).values()}
    return fixed | asked


def rows_of(cohort: Cohort, *, seen_by: User) -> Iterator[list[object]]:
    """In the order of `columns_of`: newest revisions, a portion at a time; drafts have no answers
    here, they are the teams'."""
    cursor = None
    while True:
        page = rows_after(cohort, seen_by=seen_by, cursor=cursor, limit=PORTION)
        yield from page.items
        cursor = page.next
        if cursor is None:
            return


def rows_after(
    cohort: Cohort, *, seen_by: User, cursor: str | None = None, limit: int = 20
) -> Page[list[object]]:
    """A page of the same table, by number."""
    query = (
        select(Application)
        .where(Application.cohort_id == cohort.id)
        .options(joinedload(Application.startup).joinedload(Startup.organisation))
    )
    page = page_of(
        seen_by_staff(query, seen_by),
        by=[Application.number, Application.id],
        cursor=cursor,
        limit=limit,
    )
    questions, columns = _questions(cohort), list(columns_of(cohort))
    given = _answers([application.id for application in page.items])
    rows: list[list[object]] = []
    for application in page.items:
        row = _row(application) | _said(questions, given.get(application.id, {}))
        rows.append([row[name] for name in columns])
    return Page(rows, next=page.next)


def _row(application: Application) -> dict[str, Any]:
    plain = ("headline", "city", "country", "submitted_at")
    terms = ("state", "outcome", "timing", "sector", "dimension", "stage")
    return {
        "reference": application.reference,
        "startup": application.startup.name,
        **{name: getattr(application, name) for name in plain},
        **{name: str(getattr(application, name) or "") for name in terms},
    }


def _said(questions: dict[str, Question], answers: dict[str, Any]) -> dict[str, str]:
    return {
        f"answer.{key}": said(question, answers.get(key)).line
        for key, question in questions.items()
    }


def _questions(cohort: Cohort) -> dict[str, Question]:
    query = (
        select(FormVersion)
        .where(FormVersion.form_id == cohort.form_id, FormVersion.published_at.is_not(None))
        .order_by(FormVersion.number)
    )
    versions = db.session.scalars(query).all() if cohort.form_id else []
    return {q.key: q for version in versions for q in definition_of(version).questions}


def _answers(ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    query = (
        select(Revision.application_id, Revision.answers)
        .join(Application, Application.id == Revision.application_id)
        .where(Revision.application_id.in_(ids), Revision.number == Application.revision)
    )
    return {application_id: answers for application_id, answers in db.session.execute(query)}  # noqa: C416
