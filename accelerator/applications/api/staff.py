"""Staff find applications, look at one, screen it, give it more time."""

from uuid import UUID

from accelerator.applications.api.endpoints import ADMIN, MANAGE, ONE, STAFF
from accelerator.applications.api.endpoints import staffs as endpoints
from accelerator.applications.errors import NotHandedIn
from accelerator.applications.models import Application
from accelerator.applications.queries import (
    answers_of,
    deadline_of,
    definition_of,
    last_revision,
    members_of,
    values_of,
)
from accelerator.applications.queries import staff as queries
from accelerator.applications.queries.record import changed_answers, flagged, rule_codes
from accelerator.applications.rules.staff_words import REASONS
from accelerator.applications.schemas.staff import (
    ApplicationsChosen,
    CohortApplicationInFullShown,
    CohortApplicationsAsked,
    CohortApplicationShown,
    CohortApplicationsShown,
    DoubleJudged,
    DoubleShown,
    InformationRequestShown,
    LetThroughShown,
    ListedApplicationShown,
    MoreTimeGiven,
    ScreeningShown,
    ScreeningUndone,
    StaffMemberShown,
    VerdictSent,
)
from accelerator.applications.services.asking import extend
from accelerator.applications.services.doubles import judge_double
from accelerator.applications.services.screening import (
    AlreadyTold,
    screen,
    screen_all,
    undo_screening,
)
from accelerator.programmes.queries import managed_cohort
from hub.accounts.models import User
from hub.accounts.queries.history import people_in
from hub.accounts.schemas.history import EntryShown
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, NotFound
from hub.history.queries import history_of
from hub.web.api import Endpoint, ListShown, Paged

IN_COHORT = "/cohorts/<uuid:cohort_id>/applications"


@endpoints.serves(
    Endpoint(
        "GET",
        IN_COHORT,
        "A cohort's applications, by number unless asked otherwise",
        answers=CohortApplicationsShown,
        audience=STAFF,
        permission=MANAGE,
        query=CohortApplicationsAsked,
        refuses=(NotFound,),
    )
)
def cohort_applications(cohort_id: UUID, query: CohortApplicationsAsked) -> CohortApplicationsShown:
    person = signed_in_person()
    cohort = managed_cohort(cohort_id, by=person)
    page = queries.applications_in(
        cohort, query.sought(), seen_by=person, cursor=query.cursor, limit=query.limit
    )
    doubled = queries.has_doubles([each.id for each in page.items])
    counts = queries.count_by_state(cohort, seen_by=person)
    overdue = queries.overdue_requests(cohort, seen_by=person)
    return CohortApplicationsShown(
        items=[
            ListedApplicationShown.listed(each, doubled=each.id in doubled) for each in page.items
        ],
        next=page.next,
        counts={state.value: number for state, number in counts.items()},
        overdue=[InformationRequestShown.of(each) for each in overdue],
    )


@endpoints.serves(
    Endpoint(
        "POST",
        f"{IN_COHORT}/let-through",
        "Let many be read at once",
        answers=LetThroughShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=ApplicationsChosen,
        refuses=(NotFound,),
        note="Those that wait for screening; what cannot be is left as it is.",
    )
)
def let_applications_through(cohort_id: UUID, body: ApplicationsChosen) -> LetThroughShown:
    person = signed_in_person()
    cohort = managed_cohort(cohort_id, by=person)
    chosen = queries.ready_to_screen(cohort, body.applications, seen_by=person)
    return LetThroughShown(let_through=screen_all(chosen, by=person))


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/record",
        "One application as staff see it",
        answers=CohortApplicationInFullShown,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def application_record(application_id: UUID) -> CohortApplicationInFullShown:
    person = signed_in_person()
    return _in_full(queries.staff_application(application_id, by=person), person)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/record/history",
        "What happened to an application, newest first",
        answers=ListShown[EntryShown],
        audience=STAFF,
        permission=MANAGE,
        query=Paged,
        refuses=(NotFound,),
    )
)
def application_history(application_id: UUID, query: Paged) -> ListShown[EntryShown]:
    found = queries.staff_application(application_id, by=signed_in_person())
    page = history_of(found, cursor=query.cursor, limit=query.limit)
    return ListShown(items=EntryShown.all_of(page.items, people_in(page.items)), next=page.next)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/screenings",
        "Screen an application",
        answers=CohortApplicationShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=VerdictSent,
        refuses=(NotFound, NotHandedIn, AlreadyTold),
        note="Turned down, its team has mail with the message. The same again is nothing new.",
    )
)
def screen_application(application_id: UUID, body: VerdictSent) -> CohortApplicationShown:
    person = signed_in_person()
    found = queries.staff_application(application_id, by=person)
    screen(found, body.verdict(), by=person)
    return CohortApplicationShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/screenings/undo",
        "Screen it again: it is handed in as before",
        answers=CohortApplicationShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=ScreeningUndone,
        refuses=(NotFound, NotHandedIn, AlreadyTold),
    )
)
def undo_application_screening(
    application_id: UUID, body: ScreeningUndone
) -> CohortApplicationShown:
    person = signed_in_person()
    found = queries.staff_application(application_id, by=person)
    undo_screening(found, reason=body.reason, by=person)
    return CohortApplicationShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/more-time",
        "Give one team a later deadline",
        answers=CohortApplicationShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=MoreTimeGiven,
        refuses=(NotFound, Conflict),
        note="After the end it opens the application again. The team has mail.",
    )
)
def give_more_time(application_id: UUID, body: MoreTimeGiven) -> CohortApplicationShown:
    person = signed_in_person()
    found = queries.staff_application(application_id, by=person)
    extend(found, body.until, reason=body.reason, by=person)
    return CohortApplicationShown.of(found)


@endpoints.serves(
    Endpoint(
        "PUT",
        f"{ONE}/doubles/<uuid:other_id>",
        "Say whether two applications are one",
        answers=CohortApplicationInFullShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=DoubleJudged,
        refuses=(NotFound,),
    )
)
def judge_doubles(
    application_id: UUID, other_id: UUID, *, body: DoubleJudged
) -> CohortApplicationInFullShown:
    person = signed_in_person()
    found, other = (queries.staff_application(i, by=person) for i in (application_id, other_id))
    judge_double(found, other, is_one=body.same, note=body.note, by=person)
    return _in_full(found, person)


def _in_full(found: Application, person: User) -> CohortApplicationInFullShown:
    answers, revision = answers_of(found), last_revision(found)
    definition = definition_of(found, answers)
    return CohortApplicationInFullShown.with_all(
        found,
        answers=revision.answers if revision else {},
        form_version=revision.form_version_id if revision else found.form_version_id,
        changed_answers=changed_answers(definition, values_of(answers), revision=revision),
        flags=flagged(definition, revision),
        reason_codes=list(dict.fromkeys([*REASONS, *dict(rule_codes(found))])),
        team=[StaffMemberShown.of(each) for each in members_of(found)],
        deadline=deadline_of(found).told,
        screenings=[ScreeningShown.of(each) for each in queries.screenings_of(found)],
        requests=[InformationRequestShown.of(each) for each in queries.requests_of(found)],
        doubles=[DoubleShown.of(each) for each in queries.doubles_of(found, seen_by=person)],
    )
