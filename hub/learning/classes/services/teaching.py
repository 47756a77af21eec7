"""Who teaches a run."""

from sqlalchemy import func, select

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.learning.classes.errors import NotNow
from hub.learning.classes.models import ClassRun, RunInstructor
from hub.learning.classes.services.asking import hold_to_manage

LONGEST_TITLE = 160


class TeachesAlready(Conflict):
    code = "teaches-already"


def add_instructor(run: ClassRun, person: User, *, by: User, title: str = "") -> RunInstructor:
    """Who left before comes back. Raises: NotAllowed, NotNow, TeachesAlready, Invalid."""
    hold_to_manage(run, by=by)
    clean = _clean(title)
    query = select(RunInstructor).where(
        RunInstructor.run_id == run.id, RunInstructor.user_id == person.id
    )
    part = db.session.scalars(query).one_or_none()
    if part is not None and part.left_at is None:
        raise TeachesAlready(_("%(name)s teaches this class already.", name=person.name))
    if not person.is_active:
        raise NotNow(_("This account is closed."))
    last = select(func.max(RunInstructor.position)).where(RunInstructor.run_id == run.id)
    position = 1 + (db.session.scalar(last) or 0)
    if part is None:
        part = RunInstructor(run=run, user=person, position=position, title=clean)
        db.session.add(part)
    else:
        part.left_at, part.position, part.title = None, position, clean or part.title
    db.session.flush()
    db.session.expire(run, ["instructors"])
    record("class.instructor-added", run, after={"person": person.id, "title": part.title})
    return part


def change_instructor(part: RunInstructor, *, by: User, title: str) -> RunInstructor:
    """What the page says of them. Raises: NotAllowed, NotNow, Invalid."""
    hold_to_manage(part.run, by=by)
    before, part.title = part.title, _clean(title)
    if before != part.title:
        db.session.flush()
        record("class.instructor-changed", part.run, before={"title": before},
               after={"person": part.user_id, "title": part.title})  # fmt: skip
    return part


def remove_instructor(part: RunInstructor, *, by: User) -> None:
    """They teach it no more; that they did is kept. Raises: NotAllowed, NotNow."""
    hold_to_manage(part.run, by=by)
    if part.left_at is not None:
        raise NotNow(_("They do not teach this class any more."))
    part.left_at = now()
    db.session.flush()
    db.session.expire(part.run, ["instructors"])
    record("class.instructor-removed", part.run, after={"person": part.user_id})


def _clean(title: str) -> str:
    clean = " ".join(title.split())
    if len(clean) > LONGEST_TITLE:
        sentence = _("Please use at most %(max)d characters.", max=LONGEST_TITLE)
        raise Invalid(sentence, errors={"title": [sentence]})
    return clean
