"""A word to some of a class by mail, each once; to all of it as an announcement."""

from collections.abc import Collection
from uuid import UUID

from hub.accounts.models import User
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.learning.classes.models import ClassRun
from hub.learning.classes.permissions import can_teach
from hub.learning.enrolments.queries import holders_of
from hub.learning.study.models import Announcement
from hub.learning.study.services.talking import announce_to_class
from hub.learning.teaching.emails import messages
from hub.learning.teaching.rules.messages import LONGEST_TEXT, LONGEST_TITLE, Word


def write_to(
    run: ClassRun, word: Word, *, by: User, people: Collection[UUID] | None = None
) -> list[User]:
    """Write to those of `people` who have a place; or announce it to the whole class (None).

    Returns: to whom it is written now; nobody, when this very message has been sent before.

    Raises:
        NotAllowed: they do not teach the class.
        Invalid: no words, too many of them, or nobody to read them.
        Conflict: another class has an announcement of that name.
    """
    if not can_teach(by, run):
        raise NotAllowed(_("Only those who teach this class may do this."))
    told = word.trimmed
    _check(told)
    receivers = [each.user for each in holders_of(run) if people is None or each.user_id in people]
    if not receivers:
        raise Invalid(_("Please choose at least one person with a place in the class."))
    if people is None:
        return receivers if _is_announced(run, told, by=by) else []
    if messages.was_sent(run, told.once):
        return []
    messages.send(run, receivers, word=told, by=by)
    named = [person.id for person in receivers]
    after = {"title": told.title, "text": told.text, "receivers": named, "number": len(receivers)}
    record("class.message-sent", run, after=after)
    return receivers


def _is_announced(run: ClassRun, word: Word, *, by: User) -> bool:
    """Whether it is now, and was not before."""
    lock(run)
    is_new = db.session.get(Announcement, word.once) is None
    announce_to_class(run, title=word.title, text=word.text, by=by, once=word.once)
    return is_new


def _check(word: Word) -> None:
    errors: dict[str, list[str]] = {}
    if not 0 < len(word.title) <= LONGEST_TITLE:
        errors["title"] = [_("A subject of at most %(most)s characters, please.",
                             most=LONGEST_TITLE)]  # fmt: skip
    if not 0 < len(word.text) <= LONGEST_TEXT:
        errors["text"] = [_("Please write at most %(most)s characters.", most=LONGEST_TEXT)]
    if errors:
        raise Invalid(_("Please look at the message once more."), errors=errors)
