"""Builders for the accelerator: programmes, cohorts, startups, applications, rounds and reads.

Rows as they would stand, without the services between; a story that is about a service calls it.
"""

from datetime import timedelta
from itertools import count
from typing import Any

from accelerator.applications.models import (
    Answer,
    Application,
    ApplicationMember,
    ApplicationState,
    Revision,
    TeamRole,
)
from accelerator.applications.rules.snapshots import fingerprint
from accelerator.conflicts.models import Conflict, ConflictSource, ConflictState
from accelerator.forms.models import Form, FormVersion, VersionState
from accelerator.programmes.models import Cohort, Phase, Programme
from accelerator.programmes.rules.intake import Timing
from accelerator.reviews.models import (
    Assignment,
    Commitment,
    CommitmentState,
    Criterion,
    Reviewer,
    Round,
    RoundEntry,
    RoundState,
)
from accelerator.startups.models import Startup
from accelerator.vocabulary.terms import ConflictKind
from hub.accounts.models import Grant, Role, ScopeKind, User
from hub.core.database import db
from hub.organisations.models import MemberRole, OrganisationKind
from tests.factories import MONDAY, a_member, a_person, an_organisation, at_once, kept

_serial = count(1)

#: A gate of one question, and one section: enough for most stories.
QUESTIONS: dict[str, Any] = {
    "gate": {
        "key": "eligibility",
        "title": {"en": "May you apply?"},
        "questions": [
            {
                "key": "works-here",
                "kind": "single-choice",
                "label": {"en": "Do you work in Jakarta, Berlin or Bangkok?"},
                "required": "now",
                "settings": {
                    "options": [
                        {"key": "yes", "label": {"en": "Yes"}},
                        {"key": "no", "label": {"en": "No"}},
                    ]
                },
            }
        ],
    },
    "sections": [
        {
            "key": "problem",
            "title": {"en": "The problem"},
            "questions": [
                {
                    "key": "headline",
                    "kind": "short-text",
                    "label": {"en": "What do you build, in one sentence?"},
                    "required": "now",
                    "settings": {"max_words": 20},
                },
                {
                    "key": "problem",
                    "kind": "long-text",
                    "label": {"en": "What problem do you solve, and for whom?"},
                    "required": "now",
                    "settings": {"max_words": 150},
                },
                {
                    "key": "company",
                    "kind": "short-text",
                    "label": {"en": "What is the company called?"},
                    "hidden_when_blind": True,
                    "personal": True,
                },
            ],
        }
    ],
    "rules": [
        {
            "key": "elsewhere",
            "condition": {"question": "works-here", "is": "equals", "value": "no"},
            "severity": "refuse",
            "reason": {"en": "This call is for teams in the three cities."},
            "code": "wrong-place",
        }
    ],
}
GOOD_ANSWERS: dict[str, Any] = {
    "works-here": "yes",
    "headline": "Water meters that call when a pipe leaks",
    "problem": "Half of the water is lost before it reaches a tap.",
    "company": "Banyu Kota",
}


def a_programme(**named: Any) -> Programme:
    n = next(_serial)
    defaults = {
        "slug": f"programme-{n}",
        "name": {"en": f"Programme {n}", "id": f"Program {n}", "de": f"Programm {n}"},
        "zone": "Asia/Jakarta",
        "currency": "IDR",
        "published_at": MONDAY,
    }
    return kept(Programme(**(defaults | named)))


@at_once()
def a_programme_manager(programme: Programme | None = None, **named: Any) -> User:
    """Of one programme, or of all."""
    person = a_person(**named)
    kind = ScopeKind.PROGRAMME if programme else ScopeKind.PLATFORM
    scope = programme.id if programme else None
    kept(Grant(user_id=person.id, role=Role.PROGRAMME_MANAGER, scope_kind=kind, scope_id=scope))
    db.session.expire(person)
    return person


@at_once()
def a_live_form(owner: Programme, definition: dict[str, Any] | None = None) -> FormVersion:
    form = kept(Form(name="Questions", owner_kind="programmes", owner_id=owner.id))
    return kept(
        FormVersion(
            form_id=form.id,
            number=1,
            state=VersionState.LIVE,
            definition=definition or QUESTIONS,
            published_at=MONDAY,
        )
    )


@at_once()
def a_cohort(**named: Any) -> Cohort:
    """Published and open: it opened a week ago and closes in two, with half an hour of grace."""
    n = next(_serial)
    programme = named.pop("programme", None) or a_programme()
    version = named.pop("form_version", None) or a_live_form(programme)
    defaults = {
        "programme_id": programme.id,
        "number": n,
        "slug": f"cohort-{n}",
        "name": {"en": f"Cohort {n}", "id": f"Angkatan {n}", "de": f"Jahrgang {n}"},
        "phase": Phase.PUBLISHED,
        "opens_at": MONDAY - timedelta(days=7),
        "closes_at": MONDAY + timedelta(days=14),
        "grace_minutes": 30,
        "seats": 3,
        "languages": ["en", "id"],
        "form_id": version.form_id,
    }
    return kept(Cohort(**(defaults | named)))


@at_once()
def a_startup(owner: User | None = None, **named: Any) -> Startup:
    """With its organisation; `owner` leads it."""
    name = named.pop("name", None)
    more = {"name": name} if name else {}
    team = an_organisation(kind=OrganisationKind.STARTUP, **more)
    if owner is not None:
        a_member(team, owner, role=MemberRole.OWNER)
    return kept(Startup(organisation_id=team.id, **named))


@at_once()
def an_application(cohort: Cohort, owner: User | None = None, **named: Any) -> Application:
    """A draft with good answers, or handed in when `state` says so."""
    owner = owner or a_person()
    startup = named.pop("startup", None) or a_startup(owner)
    answers = named.pop("answers", GOOD_ANSWERS)
    version = _live_version(cohort)
    number = _next_number(cohort)
    defaults: dict[str, Any] = {
        "cohort_id": cohort.id,
        "number": number,
        "startup_id": startup.id,
        "form_version_id": version.id,
        "language": "en",
        "headline": str(answers.get("headline", "")),
        "made_by_id": owner.id,
    }
    if named.get("state", ApplicationState.DRAFT) not in (
        ApplicationState.DRAFT,
        ApplicationState.WITHDRAWN,
    ):
        defaults |= {
            "revision": 1,
            "submitted_at": MONDAY,
            "submitted_by_id": owner.id,
            "timing": Timing.ON_TIME,
        }
    application = kept(Application(**(defaults | named)))
    for key, value in answers.items():
        kept(Answer(application_id=application.id, key=key, value=value, author_id=owner.id))
    kept(ApplicationMember(application_id=application.id, user_id=owner.id, role=TeamRole.OWNER))
    if application.revision:
        a_revision(application, owner, answers=answers)
    return application


def a_revision(application: Application, by: User, *, answers: dict[str, Any]) -> Revision:
    return kept(
        Revision(
            application_id=application.id,
            number=application.revision,
            form_version_id=application.form_version_id,
            answers=answers,
            sha256=fingerprint(str(application.form_version_id), answers),
            timing=application.timing or Timing.ON_TIME,
            submitted_by_id=by.id,
            submitted_at=application.submitted_at or MONDAY,
        )
    )


def a_conflict(person: User, startup: Startup, **named: Any) -> Conflict:
    defaults: dict[str, Any] = {
        "kind": ConflictKind.ADVISER,
        "source": ConflictSource.DECLARED,
        "state": ConflictState.STANDS,
    }
    return kept(Conflict(person_id=person.id, startup_id=startup.id, **(defaults | named)))


@at_once()
def a_reviewer(**named: Any) -> Reviewer:
    person = named.pop("person", None) or a_person()
    defaults: dict[str, Any] = {"languages": ["en", "id"], "expertise": [], "capacity": 15}
    return kept(Reviewer(user_id=person.id, **(defaults | named)))


@at_once()
def a_round(cohort: Cohort, **named: Any) -> Round:
    """Open, blind, with two criteria of equal weight."""
    defaults: dict[str, Any] = {
        "number": next(_serial),
        "name": {"en": "First reading", "id": "Pembacaan pertama", "de": "Erste Lesung"},
        "state": RoundState.OPEN,
        "due_at": MONDAY + timedelta(days=20),
    }
    made = kept(Round(cohort_id=cohort.id, **(defaults | named)))
    for position, key in enumerate(("need", "evidence")):
        kept(
            Criterion(
                round_id=made.id, key=key, position=position, name={"en": key.title()}, weight=50
            )
        )
    return made


@at_once()
def a_read(round_: Round, application: Application, reviewer: Reviewer, **named: Any) -> Assignment:
    """The application is in the round, the reviewer has promised, and is to read it."""
    if (
        not db.session.query(RoundEntry)
        .filter_by(round_id=round_.id, application_id=application.id)
        .count()
    ):
        kept(RoundEntry(round_id=round_.id, application_id=application.id))
    if (
        not db.session.query(Commitment)
        .filter_by(round_id=round_.id, reviewer_id=reviewer.id)
        .count()
    ):
        kept(
            Commitment(
                round_id=round_.id,
                reviewer_id=reviewer.id,
                state=CommitmentState.ACCEPTED,
                most=20,
                invited_by_id=reviewer.user_id,
                answered_at=MONDAY,
            )
        )
    defaults: dict[str, Any] = {"due_at": round_.due_at}
    return kept(
        Assignment(
            round_id=round_.id,
            application_id=application.id,
            reviewer_id=reviewer.id,
            **(defaults | named),
        )
    )


@at_once()
def _next_number(cohort: Cohort) -> int:
    cohort.last_number += 1
    db.session.flush()
    return cohort.last_number


def _live_version(cohort: Cohort) -> FormVersion:
    return (
        db.session.query(FormVersion)
        .filter_by(form_id=cohort.form_id, state=VersionState.LIVE)
        .one()
    )
