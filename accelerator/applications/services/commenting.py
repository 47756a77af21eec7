"""What a team says to each other beside its answers."""

from accelerator.applications.models import Application, TeamComment
from accelerator.applications.permissions import can_comment, can_edit
from accelerator.applications.queries.applications import answers_of, definition_of
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record

LONGEST = 2000


def comment(
    application: Application, text: str, *, by: User, key: str | None = None
) -> TeamComment:
    """Also after the deadline: teams go on talking.

    Raises:
        NotAllowed: who only reads along.
        Invalid: nothing is said, too much, or about no question of the form.
    """
    if not can_comment(by, application):
        raise NotAllowed(_("Your part in this team does not allow comments."))
    said = text.strip()
    if not said or len(said) > LONGEST:
        sentence = _("Please write 1 to %(most)s characters.", most=LONGEST)
        raise Invalid(sentence, errors={"text": [sentence]})
    if (
        key is not None
        and definition_of(application, answers_of(application)).question(key) is None
    ):
        raise Invalid(
            _("There is no such question."), errors={"key": [_("There is no such question.")]}
        )
    made = TeamComment(application_id=application.id, key=key, author=by, text=said)
    db.session.add(made)
    db.session.flush()
    # What is said in a team is the team's; history knows that, not what.
    record("application.commented", application, after={"question": key})
    return made


def resolve(made: TeamComment, application: Application, *, by: User) -> None:
    """Settled. Twice is once. Raises: NotAllowed."""
    if made.author_id != by.id and not can_edit(by, application):
        raise NotAllowed(_("Its author or somebody who writes settles a comment."))
    if made.resolved_at is None:
        made.resolved_at = now()
        db.session.flush()
        record("application.comment-settled", application, after={"question": made.key})
