"""A run goes public, and a run is cancelled."""

from dataclasses import dataclass

from accelerator.vocabulary.words import missing_languages
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.facts import announce
from hub.core.i18n import LANGUAGE_NAMES
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.learning.classes.errors import NotNow, NotReady
from hub.learning.classes.facts import ClassCancelled, ClassPublished
from hub.learning.classes.models import ClassRun, ClassSession, Mode, Provider, RunState
from hub.learning.classes.queries.seats import pool_of
from hub.learning.classes.queries.sessions import standing_sessions
from hub.learning.classes.services.asking import hold_to_manage
from hub.learning.classes.services.moving import call_off, reason_of
from hub.learning.classes.services.seats import hold_seats


@dataclass(frozen=True)
class Missing:
    """What a run lacks. One that `blocks` keeps it from being published; others are advice."""

    code: str
    sentence: str
    blocks: bool = True


def missing(run: ClassRun) -> list[Missing]:
    """The checklist before publication, what blocks first."""
    found = [*_of_course(run), *_of_sessions(run), *_of_people(run), *_of_words(run)]
    return sorted(found, key=lambda each: not each.blocks)


def publish_run(run: ClassRun, *, by: User, expected: int | None = None) -> ClassRun:
    """Everybody sees it, and may ask for a place when its window is open.

    Raises: NotAllowed, NotNow, ClassChanged; NotReady, which says what is missing.
    """
    hold_to_manage(run, by=by, expected=expected)
    if run.state is not RunState.DRAFT:
        raise NotNow(_("This class is published."))
    lacks = [(each.code, each.sentence) for each in missing(run) if each.blocks]
    if lacks:
        raise NotReady(lacks)
    run.state, run.published_at = RunState.PUBLISHED, now()
    run.version += 1
    db.session.flush()
    record("class.published", run, before={"state": RunState.DRAFT}, after={"state": run.state})
    announce(ClassPublished(run.id))
    return run


def cancel_run(run: ClassRun, *, by: User, reason: str, expected: int | None = None) -> ClassRun:
    """With all its sessions to come and their rooms; its own dates stay, as what was to be. Who has
    a place or waits for one is told and let go by `enrolments`, which hears `ClassCancelled`.

    Raises: NotAllowed, NotNow (over, or cancelled already), ClassChanged, Invalid (no reason).
    """
    clean = reason_of(reason)
    hold_to_manage(run, by=by, expected=expected)
    if run.ends_at is not None and run.ends_at <= now():
        raise NotNow(_("This class is over. What has been cannot be cancelled."))
    hold_seats(run)
    before, run.state = run.state, RunState.CANCELLED
    run.cancelled_at, run.cancel_reason = now(), clean
    run.version += 1
    db.session.flush()
    for session in standing_sessions(run):
        if session.ends_at > now():
            call_off(session, reason=clean)
    record("class.cancelled", run, before={"state": before}, after={"state": run.state},
           reason=clean)  # fmt: skip
    announce(ClassCancelled(run.id, clean))
    db.session.expire(run, ["sessions"])
    return run


def _of_course(run: ClassRun) -> list[Missing]:
    found = []
    if not run.course.is_shown:
        found.append(Missing("course-not-published", _("Its course is not published.")))
    if run.course.published_at is not None and pool_of(run).seats == 0:
        found.append(Missing("no-seats", _("It has no seats.")))
    return found


def _of_sessions(run: ClassRun) -> list[Missing]:
    sessions = standing_sessions(run)
    if not sessions:
        return [Missing("no-sessions", _("No session is planned."))]
    found = []
    if all(session.starts_at <= now() for session in sessions):
        found.append(Missing("in-the-past", _("All its sessions are in the past.")))
    if any(_is_nowhere(session) for session in sessions):
        found.append(Missing("nowhere", _("A session has neither a room nor a video room.")))
    if run.mode is not Mode.ONLINE and any(session.booking_id is None for session in sessions):
        blocks = run.mode is Mode.IN_SPACE
        found.append(Missing("no-room", _("A session has no room."), blocks=blocks))
    if run.mode is not Mode.IN_SPACE and not all(session.is_online for session in sessions):
        blocks = run.mode is Mode.ONLINE
        found.append(Missing("no-video", _("A session has no video room."), blocks=blocks))
    return found


def _of_people(run: ClassRun) -> list[Missing]:
    if any(part.left_at is None for part in run.instructors):
        return []
    return [Missing("no-instructor", _("Nobody teaches it yet."))]


def _of_words(run: ClassRun) -> list[Missing]:
    """Advice: who reads another language gets what there is."""
    lacks = dict.fromkeys(
        code
        for words in (run.name, run.course.summary, run.about, *run.of_version.outcomes)
        for code in missing_languages(words)
    )
    names = ", ".join(LANGUAGE_NAMES[code] for code in lacks)
    sentence = _("Some of its texts are not written in: %(languages)s.", languages=names)
    return [Missing("languages", sentence, blocks=False)] if lacks else []


def _is_nowhere(session: ClassSession) -> bool:
    return session.booking_id is None and session.provider is Provider.NONE
