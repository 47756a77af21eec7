"""Care for pairs by API: who needs help, cases, and mentors' loads."""

from uuid import UUID

from accelerator.mentors.permissions import can_coordinate
from accelerator.programmes.queries import managed_cohort
from accelerator.sessions.api.groups import COHORT, MANAGE, STAFF, WRITES
from accelerator.sessions.api.groups import of_care as endpoints
from accelerator.sessions.errors import ChangedMeanwhile, NotNow
from accelerator.sessions.models import CareCase
from accelerator.sessions.queries.health import care_in, get_case
from accelerator.sessions.queries.loads import loads_of
from accelerator.sessions.schemas.care import (
    CareAsked,
    CareCaseShown,
    CareClosed,
    CareLookedShown,
    CareNoted,
    CareRowShown,
    CareWords,
    MentorLoadShown,
)
from accelerator.sessions.services import caring as services
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.organisations.queries import get_organisation
from hub.web.api import Endpoint, ListShown

CASE = "/care-cases/<uuid:case_id>"


@endpoints.serves(
    Endpoint(
        "GET",
        f"{COHORT}/care",
        "How the pairs of a cohort are getting on",
        answers=ListShown[CareRowShown],
        audience=STAFF,
        permission=MANAGE,
        query=CareAsked,
        refuses=(NotFound,),
        note="Who needs help first. Startups that you have a conflict with, and pairs of which you"
        " are a side, are not among them.",
    )
)
def care(cohort_id: UUID, query: CareAsked) -> ListShown[CareRowShown]:
    person = signed_in_person()
    view = care_in(managed_cohort(cohort_id, by=person), seen_by=person, sought=query.sought())
    return ListShown(items=[CareRowShown.of(row) for row in view.rows])


@endpoints.serves(
    Endpoint(
        "POST",
        f"{COHORT}/care/look",
        "Look now",
        answers=CareLookedShown,
        audience=STAFF,
        permission=MANAGE,
        scope=WRITES,
        refuses=(NotFound, NotAllowed),
        note="What the daily checks do. A pair that is silent gets one gentle mail for each case.",
    )
)
def look_after_cohort(cohort_id: UUID) -> CareLookedShown:
    person = signed_in_person()
    opened, settled = services.look_now(managed_cohort(cohort_id, by=person), by=person)
    return CareLookedShown(opened=opened, settled=settled)


@endpoints.serves(
    Endpoint(
        "GET",
        CASE,
        "A case",
        answers=CareCaseShown,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def care_case(case_id: UUID) -> CareCaseShown:
    return CareCaseShown.of(_case(case_id))


@endpoints.serves(
    Endpoint(
        "POST",
        f"{CASE}/note",
        "Note what was done",
        answers=CareCaseShown,
        audience=STAFF,
        permission=MANAGE,
        scope=WRITES,
        body=CareNoted,
        refuses=(NotFound, NotAllowed, NotNow, ChangedMeanwhile, Invalid),
    )
)
def note_care_case(case_id: UUID, body: CareNoted) -> CareCaseShown:
    case = _case(case_id)
    services.note(case, body.text, by=signed_in_person(), version=body.version)
    return CareCaseShown.of(case)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{CASE}/close",
        "Close a case that is seen to",
        answers=CareCaseShown,
        audience=STAFF,
        permission=MANAGE,
        scope=WRITES,
        body=CareClosed,
        refuses=(NotFound, NotAllowed, NotNow, ChangedMeanwhile, Invalid),
        note="There is another only when the same trouble comes anew.",
    )
)
def close_care_case(case_id: UUID, body: CareClosed) -> CareCaseShown:
    case = _case(case_id)
    services.close(case, body.text, by=signed_in_person(), version=body.version)
    return CareCaseShown.of(case)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{CASE}/write",
        "Write to both sides",
        answers=CareCaseShown,
        audience=STAFF,
        permission=MANAGE,
        scope=WRITES,
        body=CareWords,
        refuses=(NotFound, NotAllowed, NotNow, ChangedMeanwhile, Invalid),
    )
)
def write_for_care_case(case_id: UUID, body: CareWords) -> CareCaseShown:
    case = _case(case_id)
    services.write_to_both(case, body.text, by=signed_in_person(), version=body.version)
    return CareCaseShown.of(case)


@endpoints.serves(
    Endpoint(
        "GET",
        "/organisations/<uuid:organisation_id>/mentor-load",
        "How much the mentors of your support organisation give",
        answers=ListShown[MentorLoadShown],
        refuses=(NotFound,),
        note="In the cohorts that are not over; for its coordinators.",
    )
)
def mentor_load(organisation_id: UUID) -> ListShown[MentorLoadShown]:
    person, house = signed_in_person(), get_organisation(organisation_id)
    if house.archived_at is not None or not can_coordinate(person, house):
        raise NotFound(_("There is no such support organisation, or you do not coordinate it."))
    return ListShown(
        items=[
            MentorLoadShown.of(row, each.cohort.id)
            for each in loads_of(house, seen_by=person)
            for row in each.mentors
        ]
    )


def _case(case_id: UUID) -> CareCase:
    return get_case(case_id, seen_by=signed_in_person())
