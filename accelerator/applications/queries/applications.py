"""One application, its answers and its deadline; and the applications of a person."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from accelerator.applications.models import (
    Answer,
    Application,
    ApplicationMember,
    ApplicationState,
    InformationRequest,
    Revision,
)
from accelerator.applications.permissions import Sight, sight
from accelerator.applications.rules.carrying import SINCE, part_of, with_since
from accelerator.applications.rules.deadlines import Deadline, Editing, editing
from accelerator.applications.rules.snapshots import fingerprint, snapshot
from accelerator.applications.rules.states import Standing
from accelerator.forms import queries as forms
from accelerator.forms.models import FormVersion
from accelerator.forms.rules import Definition, is_blank
from accelerator.programmes.models import Cohort, Phase
from accelerator.programmes.queries import live_version
from accelerator.startups.queries import PROFILE, last_kept, profile_of
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of

READ_IN = frozenset({Phase.REVIEW, Phase.SELECTION})


def get_application(
    application_id: UUID, *, seen_by: User | None, at_least: Sight = Sight.TEAM
) -> Application:
    """Raises NotFound also for what is none of this person's business."""
    found = db.session.get(Application, application_id)
    if found is None or sight(seen_by, found) < at_least:
        raise NotFound(_("There is no such application, or it is not yours."))
    return found


def form_of(cohort: Cohort) -> FormVersion:
    """The version that new applications are pinned to. Raises NotFound when there is none yet."""
    found = live_version(cohort)
    if found is None:
        raise NotFound(_("This call has no form yet. Please come back later."))
    return found


def definition_of(application: Application, answers: dict[str, Answer]) -> Definition:
    """What this application is asked: its form, and what returning startups are asked besides."""
    definition = forms.definition_of(application.form_version)
    return with_since(definition) if SINCE in answers else definition


def answers_of(application: Application) -> dict[str, Answer]:
    """By question."""
    query = select(Answer).where(Answer.application_id == application.id)
    return {answer.key: answer for answer in db.session.scalars(query)}


def values_of(answers: dict[str, Answer]) -> dict[str, Any]:
    return {key: answer.value for key, answer in answers.items()}


def deadline_of(application: Application) -> Deadline:
    return Deadline(
        application.cohort.window,
        is_open_by_phase=application.cohort.phase is Phase.PUBLISHED,
        extended_until=application.extended_until,
        reopened_until=application.reopened_until,
    )


def editing_now(application: Application, *, at: datetime | None = None) -> Editing:
    """What may be written at this instant, whoever wants to."""
    instant, asked = at or now(), None
    if application.state is ApplicationState.MORE_INFO:
        asked = asked_keys(application)
    return editing(application.state, deadline_of(application), at=instant, asked=asked)


def asked_keys(application: Application) -> tuple[datetime, frozenset[str]] | None:
    """Until when which questions are open for the request that waits, if one does."""
    query = (
        select(InformationRequest)
        .where(
            InformationRequest.application_id == application.id,
            InformationRequest.answered_at.is_(None),
            InformationRequest.closed_at.is_(None),
        )
        .order_by(InformationRequest.asked_at.desc())
    )
    waiting = db.session.scalars(query).first()
    return (waiting.due_at, frozenset(waiting.keys)) if waiting else None


def living_application(cohort: Cohort, startup_id: UUID) -> Application | None:
    """The startup's application in this cohort that was not withdrawn."""
    query = select(Application).where(
        Application.cohort_id == cohort.id,
        Application.startup_id == startup_id,
        Application.state != ApplicationState.WITHDRAWN,
    )
    return db.session.scalar(query)


def applications_of(
    person: User, *, cursor: str | None = None, limit: int = 20
) -> Page[Application]:
    """Those in whose team somebody is, newest first, with what `standing_of` needs."""
    query = (
        select(Application)
        .join(ApplicationMember, ApplicationMember.application_id == Application.id)
        .where(ApplicationMember.user_id == person.id, ApplicationMember.left_at.is_(None))
        .options(selectinload(Application.answers), selectinload(Application.form_version))
    )
    by = [Application.made_at, Application.id]
    return page_of(query, by=by, cursor=cursor, limit=limit, descending=True)


def begun_by(person: User, cohort: Cohort) -> list[Application]:
    """Applications in this cohort in whose team somebody is, but for withdrawn ones."""
    query = (
        select(Application)
        .join(ApplicationMember, ApplicationMember.application_id == Application.id)
        .where(
            ApplicationMember.user_id == person.id,
            ApplicationMember.left_at.is_(None),
            Application.cohort_id == cohort.id,
            Application.state != ApplicationState.WITHDRAWN,
        )
        .order_by(Application.number)
    )
    return list(db.session.scalars(query).unique())


def last_revision(application: Application) -> Revision | None:
    return revision_numbered(application, application.revision)


def revision_numbered(application: Application, number: int) -> Revision | None:
    query = select(Revision).where(
        Revision.application_id == application.id, Revision.number == number
    )
    return db.session.scalar(query)


def handed_in_fingerprint(applications: list[Application]) -> dict[UUID, str]:
    """Of the newest revision of each, by application."""
    newest = [(a.id, a.revision) for a in applications if a.revision]
    if not newest:
        return {}
    query = (
        select(Revision.application_id, Revision.sha256)
        .join(Application, Application.id == Revision.application_id)
        .where(
            Revision.application_id.in_([each for each, _number in newest]),
            Revision.number == Application.revision,
        )
    )
    return dict(db.session.execute(query).all())


def is_changed(application: Application, fingerprints: dict[UUID, str] | None = None) -> bool:
    """Whether something was written since it was handed in."""
    known = handed_in_fingerprint([application]) if fingerprints is None else fingerprints
    if application.id not in known:
        return False
    answers = {answer.key: answer for answer in application.answers}
    definition = definition_of(application, answers)
    current = snapshot(definition, values_of(answers))
    return fingerprint(str(application.form_version_id), current) != known[application.id]


def standing_of(application: Application, *, is_changed: bool) -> Standing:
    return Standing(
        state=application.state.value,
        outcome=application.outcome.value if application.outcome else None,
        is_open=bool(editing_now(application)),
        is_changed=is_changed,
        is_read=application.cohort.phase in READ_IN,
    )


def revisions_of(application: Application) -> list[Revision]:
    """Newest first."""
    query = select(Revision).where(Revision.application_id == application.id)
    return list(db.session.scalars(query.order_by(Revision.number.desc())))


def requests_of(application: Application) -> list[InformationRequest]:
    """What the hub asked, newest first."""
    query = select(InformationRequest).where(InformationRequest.application_id == application.id)
    return list(db.session.scalars(query.order_by(InformationRequest.asked_at.desc())))


def get_request(application: Application, request_id: UUID) -> InformationRequest:
    """Raises: NotFound, also for what another team was asked."""
    found = db.session.get(InformationRequest, request_id)
    if found is None or found.application_id != application.id:
        raise NotFound(_("There is no such question."))
    return found


def revision_definition(revision: Revision) -> Definition:
    """What its answers were given to."""
    definition = forms.definition_of(revision.form_version)
    return with_since(definition) if SINCE in revision.answers else definition


def profile_changes(application: Application) -> list[tuple[str, Any, Any]]:
    """(part, then, now): what the team says of its startup now and said otherwise when it last
    applied; empty for one that applies for the first time."""
    kept = last_kept(application.startup, besides=application.id)
    if kept is None:
        return []
    told = {
        part: answer.value
        for answer in application.answers
        if (part := part_of(answer.key)) and not is_blank(answer.value)
    }
    current = profile_of(application.startup) | told
    return [
        (part, kept.profile.get(part), current[part])
        for part in PROFILE
        if str(kept.profile.get(part) or "") != str(current[part] or "")
    ]
