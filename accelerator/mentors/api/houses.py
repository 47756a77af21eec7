"""A support organisation's side, for its coordinators."""

from uuid import UUID

from accelerator.mentors.api.groups import HOUSES
from accelerator.mentors.api.groups import of_mentoring as endpoints
from accelerator.mentors.errors import NotNow, PlacesPromised
from accelerator.mentors.permissions import can_coordinate
from accelerator.mentors.queries.coordinating import mentors_of, open_cohorts, promises_of
from accelerator.mentors.schemas.giving import (
    OwnPlacesAsked,
    PlacesShown,
)
from accelerator.mentors.schemas.houses import (
    HousePromiseShown,
    HouseSideShown,
    OwnMentorOfHouseShown,
    TotalSent,
    TotalShown,
)
from accelerator.mentors.schemas.mentors import InvitedShown, MentorInvited
from accelerator.mentors.services import ask, invite_mentor, set_organisation_places
from accelerator.mentors.services.profiles import ToInvite
from accelerator.programmes.models import Cohort
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, NotFound
from hub.core.i18n import gettext as _
from hub.organisations.models import Organisation
from hub.organisations.queries import get_organisation
from hub.web.api import Endpoint

HOUSE = "/organisations/<uuid:organisation_id>/mentors"


@endpoints.serves(
    Endpoint("GET", HOUSE, "The mentors of your support organisation", answers=HouseSideShown,
             refuses=(NotFound,), note="For its coordinators and owners: states and counts.")
)  # fmt: skip
def mentors_of_organisation(organisation_id: UUID) -> HouseSideShown:
    house = _coordinated(organisation_id)
    return HouseSideShown(
        mentors=[OwnMentorOfHouseShown.of(each) for each in mentors_of(house)],
        promises=[HousePromiseShown.of(each) for each in promises_of(house, open_cohorts())],
    )


@endpoints.serves(
    Endpoint("POST", HOUSE, "Invite a mentor of your support organisation", answers=InvitedShown,
             status=201, scope=HOUSES, body=MentorInvited, refuses=(NotFound, Conflict))
)  # fmt: skip
def invite_for_organisation(organisation_id: UUID, body: MentorInvited) -> InvitedShown:
    house = _coordinated(organisation_id)
    cohort = _open(body.cohort) if body.cohort else None
    to = ToInvite(body.email, body.language, organisation=house, cohort=cohort, places=body.places)
    sent = invite_mentor(to, body.profile(), by=signed_in_person())
    return InvitedShown(id=sent.id, email=sent.email)


@endpoints.serves(
    Endpoint("POST", f"{HOUSE}/<uuid:mentor_id>/places", "Ask one of your mentors for a cohort",
             answers=PlacesShown, status=201, scope=HOUSES, body=OwnPlacesAsked,
             refuses=(NotFound, NotNow))
)  # fmt: skip
def ask_for_organisation(
    organisation_id: UUID, mentor_id: UUID, *, body: OwnPlacesAsked
) -> PlacesShown:
    house = _coordinated(organisation_id)
    mentor = next((e.mentor for e in mentors_of(house) if e.mentor.id == mentor_id), None)
    if mentor is None:
        raise NotFound(_("There is no such mentor."))
    cohort, person = _open(body.cohort), signed_in_person()
    said = ask(mentor, cohort, by=person, organisation_id=house.id, places=body.places)
    return PlacesShown.of(said)


@endpoints.serves(
    Endpoint("PUT", f"{HOUSE}/cohorts/<uuid:cohort_id>",
             "Set the places of all your mentors together", answers=TotalShown, scope=HOUSES,
             body=TotalSent, refuses=(NotFound, PlacesPromised))
)  # fmt: skip
def set_own_total(organisation_id: UUID, cohort_id: UUID, *, body: TotalSent) -> TotalShown:
    house, cohort = _coordinated(organisation_id), _open(cohort_id)
    set_organisation_places(cohort, house, places=body.places, by=signed_in_person())
    return TotalShown(cohort=cohort.id, organisation=house.id, places=body.places)


def _coordinated(organisation_id: UUID) -> Organisation:
    """Raises: NotFound, also for others' organisations."""
    house = get_organisation(organisation_id)
    if house.archived_at is not None or not can_coordinate(signed_in_person(), house):
        raise NotFound(_("There is no such support organisation, or you do not coordinate it."))
    return house


def _open(cohort_id: UUID) -> Cohort:
    found = next((each for each in open_cohorts() if each.id == cohort_id), None)
    if found is None:
        raise NotFound(_("There is no such cohort, or it does not look for mentors."))
    return found
