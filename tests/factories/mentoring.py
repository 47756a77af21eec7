"""Mentors, what they give, and startups in a cohort that ask."""

from datetime import timedelta
from typing import Any

from accelerator.matching.models import Pairing, PairingState
from accelerator.mentors.models import (
    Availability,
    GivingState,
    Mentor,
    Mentoring,
    MentoringWish,
    MentorPlaces,
)
from accelerator.mentors.services.giving import Terms
from accelerator.participations.models import Participation, ParticipationState
from accelerator.programmes.models import Cohort
from accelerator.startups.models import Startup
from hub.accounts.models import User
from hub.core.clock import now
from hub.organisations.models import Organisation, OrganisationKind
from tests.factories import a_member, a_person, an_organisation, at_once, kept
from tests.factories.programme import a_startup, an_application


@at_once()
def a_mentor(person: User | None = None, **named: Any) -> Mentor:
    """Knows pricing and grants, works in Indonesian and English."""
    known = {"topics": ["pricing", "grants"], "languages": ["id", "en"], "headline": "Helps"}
    return kept(Mentor(user=person or a_person(), **known | named))


def a_support_organisation(**named: Any) -> Organisation:
    return an_organisation(kind=OrganisationKind.SUPPORT, **named)


def a_mentoring(cohort: Cohort, **named: Any) -> Mentoring:
    return kept(Mentoring(cohort=cohort, **vars(Terms()) | named))


@at_once()
def places_of(cohort: Cohort, mentor: Mentor | None = None, **named: Any) -> MentorPlaces:
    """Accepted, two places. With `organisation`, the mentor is its member."""
    mentor = mentor or a_mentor()
    organisation = named.get("organisation")
    if organisation is not None:
        a_member(organisation, mentor.user)
    said = {"state": GivingState.ACCEPTED, "places": 2, "answered_at": now()} | named
    if said["state"] is GivingState.ASKED:
        said["answered_at"] = None
    asked_by_id = said.pop("asked_by_id", mentor.user_id)
    return kept(MentorPlaces(cohort=cohort, mentor=mentor, asked_by_id=asked_by_id, **said))


@at_once()
def a_participation(cohort: Cohort, startup: Startup | None = None, **named: Any) -> Participation:
    """A startup that takes part in the cohort; its owner leads it."""
    startup = startup or a_startup()
    application = named.pop("application", None) or an_application(cohort, startup=startup)
    given = {"state": ParticipationState.ACTIVE} | named
    return kept(Participation(cohort=cohort, startup=startup, application=application, **given))


@at_once()
def a_wish(cohort: Cohort, startup: Startup, **named: Any) -> MentoringWish:
    """Needs pricing most, then grants; works in Indonesian or English."""
    needs = [{"topic": "pricing", "sentence": "What may a city pay?"}, {"topic": "grants"}]
    said = {"needs": needs, "languages": ["id", "en"]} | named
    changed_by_id = said.pop("changed_by_id", None) or a_person().id
    return kept(MentoringWish(cohort=cohort, startup=startup, changed_by_id=changed_by_id, **said))


def a_week(
    *, mentor: Mentor | None = None, startup: Startup | None = None, **named: Any
) -> Availability:
    """Monday to Friday, nine to five, in Jakarta."""
    days = [{"weekday": day, "from": "09:00", "until": "17:00"} for day in range(5)]
    said = {"zone": "Asia/Jakarta", "weekly": days} | named
    return kept(Availability(mentor=mentor, startup=startup, **said))


def a_pairing(places: MentorPlaces, startup: Startup, **named: Any) -> Pairing:
    """Just published; both have three days to answer. `state=ACTIVE` has both accepted."""
    said = {"fit": 7000, "answer_by": now() + timedelta(days=3)} | named
    if said.get("state") is PairingState.ACTIVE:
        said = {"mentor_accepted_at": now(), "startup_accepted_at": now()} | said
    return kept(
        Pairing(
            cohort=places.cohort,
            mentor=places.mentor,
            organisation_id=places.organisation_id,
            startup=startup,
            **said,
        )
    )
