"""Finding applications that may come from the same people, and saying whether they do."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from accelerator.applications.facts import ApplicationSubmitted
from accelerator.applications.models import (
    Answer,
    Application,
    ApplicationMark,
    ApplicationMember,
    DuplicateVerdict,
)
from accelerator.applications.permissions import can_staff
from accelerator.applications.rules.doubles import Traits, marks
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.files.models import File
from hub.history.services import record


def mark(fact: ApplicationSubmitted) -> None:
    """Listener: keep by what this application could be known again."""
    application = db.session.get_one(Application, fact.application_id)
    db.session.execute(
        delete(ApplicationMark).where(ApplicationMark.application_id == application.id)
    )
    db.session.add_all(
        ApplicationMark(application_id=application.id, kind=kind, mark=value)
        for kind, value in sorted(marks(_traits(application)))
    )
    db.session.flush()


def judge_double(
    application: Application, other: Application, *, is_one: bool, note: str = "", by: User
) -> None:
    """Staff say whether two applications are one. Saying it again replaces what was said.

    Raises: NotAllowed.
    """
    if not (can_staff(by, application) and can_staff(by, other)):
        raise NotAllowed(_("Only staff of the programme say this."))
    for one, two in ((application, other), (other, application)):
        query = select(DuplicateVerdict).where(
            DuplicateVerdict.application_id == one.id, DuplicateVerdict.other_id == two.id
        )
        verdict = db.session.scalar(query) or DuplicateVerdict(
            application_id=one.id, other_id=two.id
        )
        verdict.is_duplicate, verdict.made_by_id = is_one, by.id
        verdict.note = " ".join(note.split())[:500]
        db.session.add(verdict)
    db.session.flush()
    record(
        "application.double-judged",
        application,
        after={"other": other.reference, "double": is_one},
        reason=note.strip(),
    )


def _traits(application: Application) -> Traits:
    query = select(Answer.key, Answer.value).where(Answer.application_id == application.id)
    answers = {key: value for key, value in db.session.execute(query)}  # noqa: C416
    people = db.session.execute(
        select(User.id, User.email)
        .join(ApplicationMember, ApplicationMember.user_id == User.id)
        .where(ApplicationMember.application_id == application.id)
    ).all()
    phones = [answers.get("phone"), application.startup.phone]
    return Traits(
        name=application.startup.name,
        headline=application.headline,
        website=str(answers.get("website") or application.startup.organisation.website),
        phones=[phone for phone in phones if isinstance(phone, str)],
        addresses=[email for _id, email in people],
        people=[str(id_) for id_, _email in people],
        decks=_decks(answers.get("deck")),
    )


def _decks(answer: Any) -> list[str]:
    ids = [UUID(str(each["file"])) for each in answer or [] if isinstance(each, dict)]
    return list(db.session.scalars(select(File.sha256).where(File.id.in_(ids)))) if ids else []
