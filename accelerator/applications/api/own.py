"""Begin, write, hand in and withdraw applications."""

from typing import Any
from uuid import UUID

from flask import request
from pydantic import JsonValue
from sqlalchemy import select

from accelerator.applications import services
from accelerator.applications.api.endpoints import WRITES, endpoints
from accelerator.applications.errors import (
    AlreadyApplied,
    AnswerChanged,
    ApplicationChanged,
    CallIsOver,
    Incomplete,
    NotEligible,
    NotHandedIn,
)
from accelerator.applications.models import Application
from accelerator.applications.queries import (
    answers_of,
    applications_of,
    definition_of,
    get_application,
    last_revision,
    status_of,
    statuses_of,
    values_of,
)
from accelerator.applications.schemas.own import (
    AnswerGivenShown,
    ApplicationChange,
    ApplicationsAsked,
    LackingShown,
    NewApplication,
    OwnApplicationInFullShown,
    OwnApplicationShown,
    RevisionShown,
    WithdrawalMeant,
    fields_of,
    version_of,
)
from accelerator.applications.services import Given
from accelerator.applications.services.answering import changed
from accelerator.forms.rules import missing
from accelerator.programmes.queries import cohort_shown_to
from accelerator.startups.models import Startup
from accelerator.startups.queries import startups_led_by
from accelerator.startups.services import make_startup, startup_of
from hub.accounts.models import User
from hub.accounts.sign_in import signed_in_person
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.web.api import Endpoint, ListShown, expect_version
from hub.web.api.versions import ChangedMeanwhile, VersionNeeded

ONE = "/applications/<uuid:application_id>"


@endpoints.serves(
    Endpoint(
        "GET",
        "/applications",
        "Your applications",
        answers=ListShown[OwnApplicationShown],
        query=ApplicationsAsked,
        note="All in whose team you are, newest first.",
    )
)
def own_applications(query: ApplicationsAsked) -> ListShown[OwnApplicationShown]:
    page = applications_of(signed_in_person(), cursor=query.cursor, limit=query.limit)
    shown = [OwnApplicationShown.of(each, status) for each, status in statuses_of(page.items)]
    return ListShown(items=shown, next=page.next)


@endpoints.serves(
    Endpoint(
        "POST",
        "/cohorts/<uuid:cohort_id>/applications",
        "Begin an application",
        answers=OwnApplicationInFullShown,
        status=201,
        scope=WRITES,
        body=NewApplication,
        refuses=(NotFound, NotAllowed, CallIsOver, AlreadyApplied, NotEligible),
        location="/applications/{id}",
        versioned=True,
        note="The answers to the gate decide whether this is for you; nothing is kept if not.",
    )
)
def begin_application(cohort_id: UUID, body: NewApplication) -> OwnApplicationInFullShown:
    person = signed_in_person()
    cohort = cohort_shown_to(cohort_id, person)
    application = services.begin(
        cohort, startup=_startup(body, person), gate=body.answers, by=person, language=body.language
    )
    there = answers_of(application)
    more = {
        key: Given(value, there[key].version if key in there else 0)
        for key, value in body.answers.items()
    }
    _save_all(application, more, by=person)
    return in_full(application)


@endpoints.serves(
    Endpoint(
        "GET",
        ONE,
        "One of your applications, with its answers",
        answers=OwnApplicationInFullShown,
        refuses=(NotFound,),
        versioned=True,
    )
)
def own_application(application_id: UUID) -> OwnApplicationInFullShown:
    return in_full(get_application(application_id, seen_by=signed_in_person()))


@endpoints.serves(
    Endpoint(
        "PATCH",
        ONE,
        "Save answers",
        answers=OwnApplicationInFullShown,
        scope=WRITES,
        body=ApplicationChange,
        refuses=(
            NotFound,
            NotAllowed,
            CallIsOver,
            AnswerChanged,
            ApplicationChanged,
            ChangedMeanwhile,
            VersionNeeded,
        ),
        versioned=True,
        note="All or none. A draft takes whatever can be stored; what is required is asked for "
        "when it is handed in. 409 carries `conflicts` with what stands there now.",
    )
)
def change_application(application_id: UUID, body: ApplicationChange) -> OwnApplicationInFullShown:
    person = signed_in_person()
    application = get_application(application_id, seen_by=person)
    lock(application)
    db.session.expire(application, ["answers"])
    current = version_of(application)
    expect_version(current)
    if body.version is not None and body.version != current:
        raise ApplicationChanged(
            _("This was changed since you looked. Please read it again, then change it."),
            version=current,
        )
    known = body.version is not None or bool(request.headers.get("If-Match"))
    _save_all(application, _given(application, body.answers, known=known), by=person)
    return in_full(application)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/submit",
        "Hand it in",
        answers=RevisionShown,
        scope=WRITES,
        refuses=(NotFound, NotAllowed, CallIsOver, Incomplete, NotEligible),
        note="What stands there becomes a revision; when it is in already, the same one again. "
        "422 names all that is missing.",
    )
)
def submit_application(application_id: UUID) -> RevisionShown:
    person = signed_in_person()
    application = get_application(application_id, seen_by=person)
    return RevisionShown.of(services.submit(application, by=person), application)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/receipt",
        "What was handed in last",
        answers=RevisionShown,
        refuses=(NotFound, NotHandedIn),
    )
)
def application_receipt(application_id: UUID) -> RevisionShown:
    application = get_application(application_id, seen_by=signed_in_person())
    revision = last_revision(application)
    if revision is None:
        raise NotHandedIn(_("This application has not been handed in."))
    return RevisionShown.of(revision, application)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/withdraw",
        "Withdraw it",
        answers=OwnApplicationShown,
        scope=WRITES,
        body=WithdrawalMeant,
        refuses=(NotFound, NotAllowed, Conflict),
        versioned=True,
        note="Nobody reads it any more. While the call is open, the startup may apply anew.",
    )
)
def withdraw_application(application_id: UUID, body: WithdrawalMeant) -> OwnApplicationShown:
    person = signed_in_person()
    application = get_application(application_id, seen_by=person)
    lock(application)
    expect_version(version_of(application))
    services.withdraw(application, by=person, reason=body.reason)
    return OwnApplicationShown.of(application)


def _startup(body: NewApplication, person: User) -> Startup:
    if (body.startup is None) is (body.startup_name is None):
        sentence = _("Please give a startup or the name of a new one.")
        raise Invalid(sentence, errors={"startup": [sentence]})
    if body.startup_name is not None:
        return make_startup(name=body.startup_name, by=person)
    led = {each.id: each for each in startups_led_by(person)}
    named = db.session.scalar(select(Startup).where(Startup.id == body.startup))
    organisation = led.get(named.organisation_id if named else body.startup or UUID(int=0))
    if organisation is None:
        sentence = _("You lead no such startup.")
        raise Invalid(sentence, errors={"startup": [sentence]})
    return startup_of(organisation)


def _given(
    application: Application, answers: dict[str, JsonValue], *, known: bool
) -> dict[str, Given]:
    """Raises VersionNeeded for a bare value without any version."""
    there = {answer.key: answer.version for answer in application.answers}
    found = {}
    for key, each in answers.items():
        if isinstance(each, dict) and set(each) == {"value", "version"}:
            version = each["version"]
            found[key] = Given(each["value"], version if isinstance(version, int) else -1)
        elif known:
            found[key] = Given(each, there.get(key, 0))
        else:
            raise VersionNeeded(_("Please say which version of the answer you saw."))
    return found


def _save_all(application: Application, given: dict[str, Given], *, by: User) -> None:
    """All or none. Raises: as `save_answers`, AnswerChanged, Invalid."""
    outcome = services.save_answers(application, given, by=by)
    if outcome.clashes:
        raise changed(outcome.clashes)
    if outcome.refused:
        errors: dict[str, list[str]] = {k: [why] for k, why in outcome.refused.items()}
        raise Invalid(next(iter(outcome.refused.values())), errors=errors)
    db.session.expire(application, ["answers"])


def in_full(application: Application) -> OwnApplicationInFullShown:
    db.session.expire(application, ["answers"])
    answers = answers_of(application)
    lacking = missing(definition_of(application, answers), values_of(answers))
    told: dict[str, Any] = fields_of(application, status_of(application))
    return OwnApplicationInFullShown(
        **told,
        answers={key: AnswerGivenShown.of(answer) for key, answer in sorted(answers.items())},
        missing=[LackingShown(question=m.question.key, why=m.why) for m in lacking],
    )
