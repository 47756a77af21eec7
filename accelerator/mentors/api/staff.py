"""A cohort's mentoring, for its staff."""

from uuid import UUID

from accelerator.mentors.api.groups import ADMIN, COHORT, MANAGE, STAFF, cohort_of
from accelerator.mentors.api.groups import of_mentoring as endpoints
from accelerator.mentors.errors import ChangedMeanwhile, NotNow, PlacesPromised
from accelerator.mentors.queries.cohort import mentor_rows, startup_rows
from accelerator.mentors.queries.mentors import get_mentor, get_mentoring
from accelerator.mentors.rules.sheets import NoSheet, rows_in
from accelerator.mentors.schemas.giving import (
    PlacesAsked,
    PlacesForStaffShown,
    PlacesShown,
    RemindedShown,
    RemindSent,
    StartupForStaffShown,
    TermsBoth,
    TermsShown,
)
from accelerator.mentors.schemas.houses import (
    ImportedShown,
    SheetSent,
    TotalSent,
    TotalShown,
)
from accelerator.mentors.schemas.mentors import InvitedShown, MentorInvited
from accelerator.mentors.services import (
    ask,
    change_terms,
    invite_mentor,
    open_mentoring,
    set_organisation_places,
)
from accelerator.mentors.services.importing import import_mentors, plan
from accelerator.mentors.services.profiles import ToInvite
from accelerator.mentors.services.reminding import remind
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.organisations.queries import get_organisation
from hub.web.api import Endpoint, ListShown

MENTORING = f"{COHORT}/mentoring"


@endpoints.serves(
    Endpoint("GET", MENTORING, "The terms of a cohort's mentoring", answers=TermsShown,
             audience=STAFF, permission=MANAGE, refuses=(NotFound,), versioned=True)
)  # fmt: skip
def mentoring_terms(cohort_id: UUID) -> TermsShown:
    return TermsShown.of(get_mentoring(cohort_of(cohort_id)))


@endpoints.serves(
    Endpoint("POST", MENTORING, "Open a cohort's mentoring", answers=TermsShown, scope=ADMIN,
             audience=STAFF, permission=MANAGE, refuses=(NotFound,),
             note="With the usual terms. One that is open stays as it is.")
)  # fmt: skip
def open_cohort_mentoring(cohort_id: UUID) -> TermsShown:
    return TermsShown.of(open_mentoring(cohort_of(cohort_id), by=signed_in_person()))


@endpoints.serves(
    Endpoint("PUT", MENTORING, "Set the terms of a cohort's mentoring", answers=TermsShown,
             scope=ADMIN, audience=STAFF, permission=MANAGE, body=TermsBoth,
             refuses=(NotFound, ChangedMeanwhile))
)  # fmt: skip
def set_mentoring_terms(cohort_id: UUID, body: TermsBoth) -> TermsShown:
    found = get_mentoring(cohort_of(cohort_id))
    change_terms(found, body.terms(), by=signed_in_person(), version=body.version)
    return TermsShown.of(found)


@endpoints.serves(
    Endpoint("GET", f"{COHORT}/mentor-places", "The mentors of a cohort",
             answers=ListShown[PlacesForStaffShown], audience=STAFF, permission=MANAGE,
             refuses=(NotFound,), note="All who were asked, by name.")
)  # fmt: skip
def cohort_mentor_places(cohort_id: UUID) -> ListShown[PlacesForStaffShown]:
    rows = mentor_rows(cohort_of(cohort_id), seen_by=signed_in_person())
    return ListShown(items=[PlacesForStaffShown.of_row(row) for row in rows])


@endpoints.serves(
    Endpoint("POST", f"{COHORT}/mentor-places", "Ask a mentor for a cohort", answers=PlacesShown,
             status=201, scope=ADMIN, audience=STAFF, permission=MANAGE, body=PlacesAsked,
             refuses=(NotFound, NotNow), note="By mail. Who was asked already is not asked again.")
)  # fmt: skip
def ask_for_cohort(cohort_id: UUID, body: PlacesAsked) -> PlacesShown:
    house = get_organisation(body.organisation).id if body.organisation else None
    cohort, person = cohort_of(cohort_id), signed_in_person()
    mentor = get_mentor(body.mentor)
    return PlacesShown.of(ask(mentor, cohort, by=person, organisation_id=house, places=body.places))


@endpoints.serves(
    Endpoint("GET", f"{MENTORING}/startups", "What the startups of a cohort have said",
             answers=ListShown[StartupForStaffShown], audience=STAFF, permission=MANAGE,
             refuses=(NotFound,), note="What you have a conflict of interest with is left out.")
)  # fmt: skip
def cohort_mentoring_startups(cohort_id: UUID) -> ListShown[StartupForStaffShown]:
    rows = startup_rows(cohort_of(cohort_id), seen_by=signed_in_person())
    return ListShown(items=[StartupForStaffShown.of(row) for row in rows])


@endpoints.serves(
    Endpoint("POST", f"{MENTORING}/reminders", "Remind of what is missing", answers=RemindedShown,
             scope=ADMIN, audience=STAFF, permission=MANAGE, body=RemindSent, refuses=(NotFound,),
             note="Nobody gets the same reminder twice a day.")
)  # fmt: skip
def remind_cohort_mentoring(cohort_id: UUID, body: RemindSent) -> RemindedShown:
    return RemindedShown(count=remind(cohort_of(cohort_id), body.what, by=signed_in_person()))


@endpoints.serves(
    Endpoint("POST", f"{COHORT}/mentor-invitations", "Invite a mentor for a cohort",
             answers=InvitedShown, status=201, scope=ADMIN, audience=STAFF, permission=MANAGE,
             body=MentorInvited, refuses=(NotFound, Conflict),
             note="`cohort` in the body is ignored: it is the one of the address.")
)  # fmt: skip
def invite_for_cohort(cohort_id: UUID, body: MentorInvited) -> InvitedShown:
    to = ToInvite(body.email, body.language, cohort=cohort_of(cohort_id), places=body.places)
    sent = invite_mentor(to, body.profile(), by=signed_in_person())
    return InvitedShown(id=sent.id, email=sent.email)


@endpoints.serves(
    Endpoint("POST", f"{COHORT}/mentor-imports", "Mentors from a table", answers=ImportedShown,
             scope=ADMIN, audience=STAFF, permission=MANAGE, body=SheetSent, refuses=(NotFound,),
             note="Unknown people are invited, mentors asked. Look first: `dry_run`.")
)  # fmt: skip
def import_for_cohort(cohort_id: UUID, body: SheetSent) -> ImportedShown:
    cohort = cohort_of(cohort_id)
    try:
        rows = rows_in(body.text)
    except NoSheet as odd:
        message = _("This is no table of mentors, or it is too long.")
        raise Invalid(message, errors={"text": [message]}) from odd
    lines = plan(rows, cohort=cohort)
    done = None if body.dry_run else import_mentors(rows, cohort=cohort, by=signed_in_person())
    return ImportedShown.of(lines, done)


@endpoints.serves(
    Endpoint("PUT", f"{MENTORING}/organisations/<uuid:organisation_id>",
             "Set the places of an organisation together", answers=TotalShown, scope=ADMIN,
             audience=STAFF, permission=MANAGE, body=TotalSent,
             refuses=(NotFound, PlacesPromised))
)  # fmt: skip
def set_total_of_organisation(
    cohort_id: UUID, organisation_id: UUID, *, body: TotalSent
) -> TotalShown:
    cohort, house = cohort_of(cohort_id), get_organisation(organisation_id)
    set_organisation_places(cohort, house, places=body.places, by=signed_in_person())
    return TotalShown(cohort=cohort.id, organisation=house.id, places=body.places)
