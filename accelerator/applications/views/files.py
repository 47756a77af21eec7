"""Who is shown the files of applications: asked by `hub.files` at every download."""

from accelerator.applications import permissions
from accelerator.applications.models import Application
from accelerator.applications.queries import last_revision, revision_definition
from accelerator.forms.rules import Question
from hub.accounts.sign_in import person_or_none
from hub.core.database import db
from hub.files.models import File
from hub.files.permissions import Shown, Sight


def may_see_file(file: File) -> Shown:
    """The team and staff see all; readers what was handed in and is for them; blind readers the
    copy without names, under the application's number."""
    application = db.session.get(Application, file.owner_id)
    if application is None:
        return Shown(Sight.NO)
    seen = permissions.sight(person_or_none(), application)
    if seen >= permissions.Sight.STAFF:
        return Shown(Sight.FULL)
    question = _question_of(application, file)
    if question is None or not question.for_reviewers or seen is permissions.Sight.NONE:
        return Shown(Sight.NO)
    if seen is permissions.Sight.READER:
        return Shown(Sight.FULL)
    if question.is_hidden_when_blind:
        return Shown(Sight.NO)
    return Shown(Sight.STRIPPED, f"{application.reference}-{question.key}")


def _question_of(application: Application, file: File) -> Question | None:
    """Of the newest revision; what was replaced since is nobody's business."""
    revision = last_revision(application)
    if revision is None:
        return None
    for question in revision_definition(revision).questions:
        value = revision.answers.get(question.key)
        named = value if isinstance(value, list) else []
        if any(isinstance(e, dict) and e.get("file") == str(file.id) for e in named):
            return question
    return None
