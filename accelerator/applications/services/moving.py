"""Drafts follow a form that was published anew; what was handed in stays with what it answered."""

from uuid import UUID

from sqlalchemy import func, select

from accelerator.applications.models import Answer, Application, ApplicationState
from accelerator.applications.queries.applications import answers_of, values_of
from accelerator.applications.rules.snapshots import is_same
from accelerator.forms import queries as forms
from accelerator.forms.drafts import DraftsThere
from accelerator.forms.facts import FormPublished
from accelerator.forms.models import FormVersion
from accelerator.forms.rules import is_blank
from accelerator.forms.rules.changes import carry_over
from hub.core.database import db
from hub.history.services import record


def move_drafts(fact: FormPublished) -> None:
    """Listens. Nothing that was written is dropped; an answer that had to be turned into another
    kind counts as changed, so that whoever has it open is told."""
    if fact.before_id is None:
        return
    version = db.session.get_one(FormVersion, fact.version_id)
    new = forms.definition_of(version)
    old = forms.definition_of(db.session.get_one(FormVersion, fact.before_id))
    query = (
        select(Application)
        .where(
            Application.form_version_id == fact.before_id,
            Application.state == ApplicationState.DRAFT,
        )
        .order_by(Application.id)
        .with_for_update(of=Application)
    )
    for application in db.session.scalars(query):
        answers = answers_of(application)
        carried = carry_over(values_of(answers), old=old, new=new)
        for key, answer in answers.items():
            if not is_same(answer.value, carried.get(key)):
                answer.value, answer.version = carried.get(key), answer.version + 1
        application.form_version = version
        record("application.moved", application, after={"version": version.number})
    db.session.flush()


def drafts_on(version_id: UUID) -> DraftsThere:
    """For whoever is about to publish: how many drafts there are, and what is answered in them."""
    drafts = select(Application.id).where(
        Application.form_version_id == version_id, Application.state == ApplicationState.DRAFT
    )
    total = db.session.scalar(select(func.count()).select_from(drafts.subquery())) or 0
    answered: dict[str, int] = {}
    rows = select(Answer.key, Answer.value).where(Answer.application_id.in_(drafts))
    for key, value in db.session.execute(rows):
        answered[key] = answered.get(key, 0) + (not is_blank(value))
    return DraftsThere(total, answered)
