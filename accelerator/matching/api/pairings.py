"""Pairs: one's own, a cohort's, and the answers of both sides."""

from uuid import UUID

from accelerator.matching.api.groups import (
    ADMIN,
    COHORT,
    MANAGE,
    OWN,
    PAIRING,
    STAFF,
    cohort_of,
    pairing_of,
)
from accelerator.matching.api.groups import of_pairings as endpoints
from accelerator.matching.errors import NotNow
from accelerator.matching.models import Pairing
from accelerator.matching.permissions import side_of
from accelerator.matching.queries.pairings import (
    live_of,
    pairings_in,
    pairings_of_mentor,
    pairings_of_people,
)
from accelerator.matching.schemas.asking import MentorAsked
from accelerator.matching.schemas.pairings import (
    PairingForStaffShown,
    PairingShown,
    PairingsToldShown,
    ReasonSent,
)
from accelerator.matching.services import pairing as services
from accelerator.matching.services.telling import asked_about, told_of
from accelerator.mentors.models import Side
from accelerator.mentors.permissions import can_see_hours
from accelerator.mentors.queries.mentors import get_mentor, mentor_of
from accelerator.participations.queries.startups import get_participation
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.web.api import Endpoint, ListShown


@endpoints.serves(
    Endpoint(
        "GET",
        f"{COHORT}/pairings",
        "The pairs of a cohort",
        answers=ListShown[PairingForStaffShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
        note="All of them, live ones first; without startups that you have a conflict with.",
    )
)
def cohort_pairings(cohort_id: UUID) -> ListShown[PairingForStaffShown]:
    found = pairings_in(cohort_of(cohort_id), seen_by=signed_in_person())
    return ListShown(items=[PairingForStaffShown.of(each) for each in found])


@endpoints.serves(
    Endpoint(
        "GET",
        "/pairings",
        "Your pairs",
        answers=ListShown[PairingShown],
        note="As a mentor and of the startups that you belong to; all of them, live ones first.",
    )
)
def my_pairings() -> ListShown[PairingShown]:
    person = signed_in_person()
    mentor = mentor_of(person)
    mine = pairings_of_mentor(mentor) if mentor else []
    return ListShown(
        items=[
            *(PairingShown.of(each, side=Side.MENTOR) for each in mine),
            *(_shown(each) for each in pairings_of_people(person)),
        ]
    )


@endpoints.serves(
    Endpoint(
        "GET",
        "/participations/<uuid:participation_id>/mentoring/why",
        "Why these mentors, and why not another",
        answers=PairingsToldShown,
        query=MentorAsked,
        refuses=(NotFound,),
        note="For all people of the startup. No ranking, no number, and no name of another startup"
        " is told. `mentor`: one of the cohort whom the startup could wish for and does not have.",
    )
)
def told_pairings(participation_id: UUID, query: MentorAsked) -> PairingsToldShown:
    person = signed_in_person()
    found = get_participation(participation_id, seen_by=person)
    if not can_see_hours(person, found.startup):
        raise NotFound(_("There is no such startup in a cohort, or it is not yours."))
    if query.mentor and str(query.mentor) not in asked_about(found):
        raise NotFound(_("There is no such mentor in this cohort."))
    told = told_of(found, by=person)
    missing = told.missing if told and told.is_known else None
    return PairingsToldShown(
        published=told is not None,
        mentors=[each.mentor_id for each in live_of(found.cohort_id, startup_id=found.startup_id)],
        open_places=missing.open if missing else 0,
        open_because=missing.sentences if missing else [],
        why_not=told.why_not(get_mentor(query.mentor)) if told and query.mentor else [],
    )


@endpoints.serves(
    Endpoint("GET", PAIRING, "One pair", answers=PairingShown, refuses=(NotFound,), versioned=True)
)
def pairing(pairing_id: UUID) -> PairingShown:
    return _shown(pairing_of(pairing_id))


@endpoints.serves(
    Endpoint(
        "POST",
        f"{PAIRING}/accept",
        "Say yes to a pair",
        answers=PairingShown,
        scope=OWN,
        refuses=(NotFound, NotAllowed, NotNow),
        note="Whoever leads the startup, or the mentor. When both have, they work together.",
    )
)
def accept_a_pair(pairing_id: UUID) -> PairingShown:
    found = pairing_of(pairing_id)
    services.accept(found, side=_side(found), by=signed_in_person())
    return _shown(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{PAIRING}/decline",
        "Say no to a pair",
        answers=PairingShown,
        scope=OWN,
        body=ReasonSent,
        refuses=(NotFound, NotAllowed, NotNow, Invalid),
        note="The place is free at once, and the two are not proposed to each other again.",
    )
)
def decline_a_pair(pairing_id: UUID, body: ReasonSent) -> PairingShown:
    found = pairing_of(pairing_id)
    services.decline(found, side=_side(found), by=signed_in_person(), reason=body.reason)
    return _shown(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{PAIRING}/end",
        "End a pair",
        answers=PairingShown,
        scope=OWN,
        body=ReasonSent,
        refuses=(NotFound, NotAllowed, NotNow, Invalid),
        note="By either side or by the programme's staff.",
    )
)
def end_a_pair(pairing_id: UUID, body: ReasonSent) -> PairingShown:
    found = pairing_of(pairing_id)
    services.end(found, by=signed_in_person(), reason=body.reason)
    return _shown(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{PAIRING}/remind",
        "Remind whoever has not answered",
        answers=PairingShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, NotAllowed, NotNow),
        note="Not more than once a day.",
    )
)
def remind_a_pair(pairing_id: UUID) -> PairingShown:
    found = pairing_of(pairing_id)
    services.remind_now(found, by=signed_in_person())
    return _shown(found)


def _shown(found: Pairing) -> PairingShown:
    return PairingShown.of(found, side=side_of(signed_in_person(), found))


def _side(found: Pairing) -> Side:
    side = side_of(signed_in_person(), found)
    if side is None:
        raise NotAllowed(_("Only they themselves answer this."))
    return side
