"""A draft begins: the gate is passed, a number given, what is known filled in."""

from typing import Any

from sqlalchemy import select

from accelerator.applications.errors import AlreadyApplied, CallIsOver, NotEligible
from accelerator.applications.facts import ApplicationBegun
from accelerator.applications.models import (
    Answer,
    Application,
    ApplicationMember,
    ApplicationState,
    TeamRole,
)
from accelerator.applications.queries.applications import form_of, living_application
from accelerator.applications.rules.carrying import SINCE, known_answers
from accelerator.forms import queries as forms
from accelerator.forms.rules import Definition, missing, refusals
from accelerator.forms.rules import keep as kept_answer
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import intake
from accelerator.programmes.rules.intake import IntakeState
from accelerator.startups.models import Startup
from accelerator.startups.permissions import leads
from accelerator.startups.queries import profile_of
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotAllowed
from hub.core.facts import announce
from hub.core.i18n import DEFAULT_LANGUAGE
from hub.core.i18n import gettext as _
from hub.history.services import record


def check_gate(definition: Definition, answers: dict[str, Any]) -> dict[str, Any]:
    """The gate's answers as they are kept.

    Raises:
        Invalid: one is missing or cannot be read; `errors` by question.
        NotEligible: a rule refuses.
    """
    gate = definition.gate
    wrong = {m.question.key: [m.why] for m in missing(definition, answers) if m.section is gate}
    if wrong:
        raise Invalid(_("Please answer these questions first."), errors=wrong)
    if found := refusals(definition, answers):
        reasons = [in_words(rule.reason) or _("This call is not for you.") for rule in found]
        raise NotEligible(reasons, [rule.code or rule.key for rule in found])
    return {
        question.key: kept_answer(question, answers[question.key])
        for question in gate.questions
        if question.key in answers
    }


def begin(
    cohort: Cohort, *, startup: Startup, gate: dict[str, Any], by: User, language: str
) -> Application:
    """A draft with a number, in the form's live version, with what is known already. `by` owns it.

    Args:
        gate: answers to the gate's questions, checked here again.
        language: in which the team writes; the call's first one if it is not read in that.

    Raises:
        NotAllowed: the startup is led by others.
        CallIsOver: closed, or not open yet.
        Invalid, NotEligible: as `check_gate`.
        AlreadyApplied: the startup has an application here.
    """
    if not leads(by, startup):
        raise NotAllowed(_("Only its owners and coordinators apply for this startup."))
    lock(cohort)
    _check_open(cohort)
    version = form_of(cohort)
    definition = forms.definition_of(version)
    answers = check_gate(definition, gate)
    _check_first(cohort, startup)
    cohort.last_number += 1
    application = Application(
        cohort=cohort,
        number=cohort.last_number,
        startup=startup,
        form_version=version,
        language=_language(cohort, language),
        made_by_id=by.id,
    )
    db.session.add(application)
    db.session.flush()
    owner = ApplicationMember(application_id=application.id, user_id=by.id, role=TeamRole.OWNER)
    db.session.add(owner)
    _fill_in(application, definition, gate=answers, by=by)
    record("application.begun", application, after=_told(application))
    announce(ApplicationBegun(application.id))
    return application


def _check_open(cohort: Cohort) -> None:
    if cohort.programme.published_at is None:
        raise CallIsOver(_("This call is not open."))
    state = intake(cohort)
    if state is IntakeState.UPCOMING:
        raise CallIsOver(_("This call is not open yet."))
    if state is IntakeState.CLOSED:
        raise CallIsOver(_("This call has ended."))


def _check_first(cohort: Cohort, startup: Startup) -> None:
    """Under the cohort's lock; the unique index has the last word."""
    there = living_application(cohort, startup.id)
    if there is not None:
        raise AlreadyApplied(
            _(
                "%(startup)s has an application here already: %(reference)s.",
                startup=startup.name,
                reference=there.reference,
            ),
            application=str(there.id),
        )


def _fill_in(
    application: Application, definition: Definition, *, gate: dict[str, Any], by: User
) -> None:
    """The gate's answers, and what the profile and the last application say."""
    last = _last_of(application.startup, besides=application)
    before = {} if last is None else {answer.key: answer.value for answer in last.answers}
    known = known_answers(definition, profile_of(application.startup), last=before)
    # Without an author: nobody of the team has looked at these yet.
    rows = [Answer(key=key, value=value, author_id=by.id) for key, value in gate.items()]
    rows += [Answer(key=key, value=value) for key, value in known.items() if key not in gate]
    if last is not None and last.revision and last.cohort_id != application.cohort_id:
        rows.append(Answer(key=SINCE, value=None, version=0))
    for row in rows:
        row.application_id = application.id
    db.session.add_all(rows)
    db.session.flush()


def _last_of(startup: Startup, *, besides: Application) -> Application | None:
    """Handed in ones before mere drafts, newest first."""
    query = (
        select(Application)
        .where(
            Application.startup_id == startup.id,
            Application.id != besides.id,
            Application.erased_at.is_(None),
        )
        .order_by((Application.revision > 0).desc(), Application.made_at.desc())
    )
    return db.session.scalars(query).first()


def _language(cohort: Cohort, wanted: str) -> str:
    read_in = cohort.languages or [DEFAULT_LANGUAGE]
    return wanted if wanted in read_in else read_in[0]


def _told(application: Application) -> dict[str, Any]:
    return {
        "reference": application.reference,
        "startup": application.startup.name,
        "cohort": in_words(application.cohort.name),
        "state": ApplicationState.DRAFT,
    }
