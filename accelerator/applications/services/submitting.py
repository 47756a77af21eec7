"""Hand in: what stands there now becomes a revision, once, however often the button is pressed."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from accelerator.applications.emails import teams as emails
from accelerator.applications.errors import CallIsOver, Incomplete, NotEligible
from accelerator.applications.facts import ApplicationSubmitted
from accelerator.applications.models import (
    HANDED_IN,
    Application,
    ApplicationState,
    Revision,
)
from accelerator.applications.permissions import can_lead
from accelerator.applications.queries.applications import (
    answers_of,
    deadline_of,
    definition_of,
    editing_now,
    last_revision,
    values_of,
)
from accelerator.applications.rules.carrying import part_of
from accelerator.applications.rules.snapshots import copied, fingerprint, snapshot
from accelerator.forms.rules import Definition, missing, refusals
from accelerator.startups.permissions import can_change
from accelerator.startups.services import Profile, change_profile, keep_profile
from accelerator.vocabulary.terms import Dimension, Sector, Stage
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotAllowed
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.history.services import record


def submit(application: Application, *, by: User) -> Revision:
    """Hand in what stands there now. When that is in already, the revision that has it.

    Raises:
        NotAllowed: only its owner hands in.
        CallIsOver: too late, or nothing can be changed any more.
        Incomplete: all that is missing, each question once.
        NotEligible: a rule refuses what was answered since the gate.
    """
    lock(application)
    if not can_lead(by, application):
        raise NotAllowed(_("Only the owner of the application hands it in."))
    allowed = editing_now(application)
    answers = answers_of(application)
    definition = definition_of(application, answers)
    values = values_of(answers)
    if not allowed:
        there = last_revision(application)
        if there is not None and there.sha256 == _fingerprint(
            application, definition, values=values
        ):
            return there
        raise CallIsOver(_("The time to hand in is over."))
    _check(definition, values)
    return _hand_in(application, definition, values=values, by=by)


def revise(application: Application, *, by: User) -> Revision:
    """Make what stands there now the newest revision, for an answer to a request of the hub: by
    whoever may answer it, also after the deadline. The same again is the same revision.

    Raises: Incomplete, NotEligible.
    """
    lock(application)
    answers = answers_of(application)
    definition = definition_of(application, answers)
    _check(definition, values_of(answers))
    return _hand_in(application, definition, values=values_of(answers), by=by)


def _check(definition: Definition, values: dict[str, Any]) -> None:
    lacking = missing(definition, values)
    if lacking:
        errors = {each.question.key: [each.why] for each in lacking}
        raise Incomplete(_("Not everything is answered yet."), errors=errors)
    if found := refusals(definition, values):
        reasons = [in_words(rule.reason) or _("This call is not for you.") for rule in found]
        raise NotEligible(reasons, [rule.code or rule.key for rule in found])


def _hand_in(
    application: Application, definition: Definition, *, values: dict[str, Any], by: User
) -> Revision:
    there = last_revision(application)
    sha256 = _fingerprint(application, definition, values=values)
    if there is not None and there.sha256 == sha256 and application.state in HANDED_IN:
        return there
    before, at = application.state, now()
    revision = Revision(
        application_id=application.id,
        number=application.revision + 1,
        form_version_id=application.form_version_id,
        answers=snapshot(definition, values),
        sha256=sha256,
        timing=deadline_of(application).timing(at, before=application.timing),
        submitted_by_id=by.id,
        submitted_at=at,
    )
    db.session.add(revision)
    _settle(application, revision)
    _tell_the_profile(application, revision.answers, by=by)
    record(
        "application.submitted",
        application,
        before={"state": before},
        after={
            "state": application.state,
            "revision": revision.number,
            "timing": revision.timing,
            "sha256": sha256,
        },
    )
    emails.submitted(application, revision)
    announce(ApplicationSubmitted(application.id, revision.number))
    return revision


def _settle(application: Application, revision: Revision) -> None:
    """One that was screened as eligible stays so: its readers see that there is a newer one."""
    if application.state in (ApplicationState.DRAFT, ApplicationState.INELIGIBLE):
        application.state = ApplicationState.SUBMITTED
    application.revision = revision.number
    application.submitted_at = revision.submitted_at
    application.submitted_by_id = revision.submitted_by_id
    application.timing = revision.timing
    for name, value in vars(copied(revision.answers)).items():
        setattr(application, name, value)
    application.version += 1
    db.session.flush()


def _fingerprint(
    application: Application, definition: Definition, *, values: dict[str, Any]
) -> str:
    return fingerprint(str(application.form_version_id), snapshot(definition, values))


def _tell_the_profile(application: Application, answers: dict[str, Any], *, by: User) -> None:
    """What was answered is the newest that the startup says of itself; it is kept as it was."""
    startup = application.startup
    if can_change(by, startup):
        said = {part: value for key, value in answers.items() if (part := part_of(key))}
        # An answer that fits the form but not the profile is no reason to refuse it.
        with suppress(Invalid):
            change_profile(startup, _profile(startup, said), by=by)
    keep_profile(startup, occasion_kind="applications", occasion_id=application.id)


def _profile(startup: Any, said: dict[str, Any]) -> Profile:
    current = Profile(**{name: getattr(startup, name) for name in Profile.__dataclass_fields__})
    terms = copied(said)
    given: dict[str, Any] = {
        "stage": terms.stage if isinstance(terms.stage, Stage) else None,
        "sector": terms.sector if isinstance(terms.sector, Sector) else None,
        "dimension": terms.dimension if isinstance(terms.dimension, Dimension) else None,
        "country": terms.country,
        "founded_on": _day(said.get("founded_on")),
        "people": _count(said.get("people")),
        "full_time": _count(said.get("full_time")),
        "phone": _text(said.get("phone")),
        "video_url": _text(said.get("video_url")),
        "pitch": _text(said.get("pitch")),
    }
    return replace(current, **{name: value for name, value in given.items() if value})


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _count(value: Any) -> int:
    return int(value) if isinstance(value, str) and value.isdigit() else 0


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
