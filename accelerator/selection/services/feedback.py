"""From the readers' notes to what founders read: gathered, edited by staff, published."""

from dataclasses import dataclass

from sqlalchemy import select

from accelerator.applications.models import Application, Outcome
from accelerator.programmes.models import Cohort
from accelerator.selection.emails.offers import feedback_later
from accelerator.selection.errors import DecidedMeanwhile, NamesAReader
from accelerator.selection.models import Feedback, FeedbackState
from accelerator.selection.permissions import can_decide, can_select
from accelerator.selection.queries.feedback import (
    feedback_of,
    founders_notes,
    quarters_of,
    readers_of,
    wanting,
)
from accelerator.selection.rules.feedback import names_in
from accelerator.selection.services.releasing import publish
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.ids import new_id
from hub.history.services import record

LONGEST_TEXT = 6000


@dataclass(frozen=True)
class Edited:
    """`names_are_meant`: somebody who is named has read it, and is meant to be named."""

    text: str
    with_quarters: bool = False
    names_are_meant: bool = False


def gather(cohort: Cohort, *, by: User) -> int:
    """Gather the readers' notes for every team that is turned down; how many were new. What nobody
    has edited yet is gathered anew, the rest stays as it was.

    Raises: NotAllowed.
    """
    if not can_select(by, cohort):
        raise NotAllowed(_("Only staff of the programme look after feedback."))
    lock(cohort)
    teams = wanting(cohort, seen_by=by)
    notes = founders_notes([each.application.id for each in teams])
    new = 0
    for each in teams:
        given = notes.get(each.application.id, [])
        if each.feedback is None:
            made = Feedback(
                id=new_id(),
                application_id=each.application.id,
                original=given,
                text="\n\n".join(note["text"].strip() for note in given),
                state=FeedbackState.DRAFT,
                version=1,
            )
            db.session.add(made)
            record("feedback.gathered", made, after={"notes": len(given)})
            new += 1
        elif each.feedback.state is FeedbackState.DRAFT and each.feedback.original != given:
            each.feedback.original = given
            each.feedback.text = "\n\n".join(note["text"].strip() for note in given)
            each.feedback.version += 1
            record("feedback.gathered", each.feedback, after={"notes": len(given)})
    db.session.flush()
    return new


def edit_feedback(
    application: Application, edited: Edited, *, by: User, expected: int | None = None
) -> Feedback:
    """Make it fit for the founders: it goes out with the release. What readers wrote stays beside
    it as it was.

    Args:
        expected: the version that the caller saw; 0: that there was none.

    Raises:
        NotAllowed: not staff of the programme, or with a conflict of interest.
        DecidedMeanwhile: somebody else edited it since.
        Conflict: the founders have read it.
        NamesAReader: it seems to name a reader, and nobody said that this is meant.
        Invalid: it says nothing, or too much.
    """
    if not can_decide(by, application):
        raise NotAllowed(_("Only staff of the programme look after feedback."))
    lock(application.cohort)
    feedback = feedback_of(application)
    standing = feedback.version if feedback else 0
    if expected is not None and expected != standing:
        message = _("Somebody edited this since you looked. Please look again.")
        raise DecidedMeanwhile(message, version=standing)
    if feedback is not None and feedback.state is FeedbackState.PUBLISHED:
        raise Conflict(_("The team has read this already."))
    _check_words(application, edited)
    feedback = feedback or _begun(application)
    before = {"state": feedback.state}
    feedback.text = edited.text.strip()
    feedback.with_quarters = edited.with_quarters
    feedback.state = FeedbackState.EDITED
    feedback.edited_by_id, feedback.edited_at = by.id, now()
    feedback.version += 1
    db.session.flush()
    record("feedback.edited", feedback, before=before, after={"state": feedback.state})
    return feedback


def _begun(application: Application) -> Feedback:
    made = Feedback(
        id=new_id(),
        application_id=application.id,
        original=founders_notes([application.id]).get(application.id, []),
        state=FeedbackState.DRAFT,
        version=0,
    )
    db.session.add(made)
    return made


def publish_late(application: Application, *, by: User) -> Feedback:
    """Feedback that was not ready when its team was turned down: the team has it now, with a mail.

    Raises:
        NotAllowed: as `edit_feedback`.
        Conflict: the team has not been turned down (then it goes out with the release), or nobody
            has edited it.
    """
    if not can_decide(by, application):
        raise NotAllowed(_("Only staff of the programme look after feedback."))
    lock(application.cohort)
    db.session.refresh(application)
    query = select(Feedback).where(Feedback.application_id == application.id)
    feedback = db.session.scalar(query)
    if application.outcome is not Outcome.REJECTED:
        raise Conflict(_("This goes out with the release."))
    if feedback is None or feedback.state is FeedbackState.DRAFT:
        raise Conflict(_("Edit the feedback first."))
    if feedback.state is FeedbackState.PUBLISHED:
        return feedback
    wanted = {application.id} if feedback.with_quarters else set()
    placed = quarters_of(application.cohort, wanted) if wanted else {}
    publish(feedback, placed.get(application.id, []))
    db.session.flush()
    feedback_later(application, feedback.text)
    return feedback


def _check_words(application: Application, edited: Edited) -> None:
    text = edited.text.strip()
    errors = []
    if not text:
        errors.append(_("Write something that helps the team."))
    if len(text) > LONGEST_TEXT:
        errors.append(_("At most %(count)s characters, please.", count=LONGEST_TEXT))
    if errors:
        raise Invalid(errors[0], errors={"text": errors})
    named = names_in(text, readers_of(application))
    if named and not edited.names_are_meant:
        sentence = _("This seems to name a reader: %(names)s.", names=", ".join(named))
        raise NamesAReader(sentence, errors={"text": [sentence]})
