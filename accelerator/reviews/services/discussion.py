"""The panel's talk about an application, once the reading is over."""

from accelerator.applications.models import Application
from accelerator.reviews.errors import RoundStands
from accelerator.reviews.models import DiscussionNote, Round, RoundState
from accelerator.reviews.permissions import can_discuss
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.history.services import record

LONGEST_NOTE = 2000


def note(round_: Round, application: Application, *, text: str, by: User) -> DiscussionNote:
    """Say something to the panel.

    Raises:
        NotFound: the person has handed in no marks on it, or may know nothing of it.
        RoundStands: the round is closed.
        Invalid: nothing said, or too much.
    """
    if not can_discuss(by, application, round_=round_):
        raise NotFound(_("There is no such discussion."))
    if round_.state is not RoundState.DISCUSSION:
        raise RoundStands(_("The round is closed; nothing more is said in it."))
    text = text.strip()
    if not text or len(text) > LONGEST_NOTE:
        sentence = _("Please write between 1 and %(most)s characters.", most=LONGEST_NOTE)
        raise Invalid(sentence, errors={"text": [sentence]})
    made = DiscussionNote(
        round_id=round_.id, application_id=application.id, author_id=by.id, text=text
    )
    db.session.add(made)
    db.session.flush()
    record("discussion.noted", made)
    return made
