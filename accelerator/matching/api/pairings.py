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
    pairings_in,
    pairings_of_mentor,
    pairings_of_people,
)
from accelerator.matching.schemas.pairings import PairingForStaffShown, PairingShown, ReasonSent
from accelerator.matching.services import pairing as services
from accelerator.mentors.models import Side
from accelerator.mentors.queries.mentors import mentor_of
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
