"""Days and panels by API."""

from uuid import UUID

from accelerator.interviews.api.groups import ADMIN, MANAGE, STAFF
from accelerator.interviews.api.groups import days as endpoints
from accelerator.interviews.errors import DayMoved
from accelerator.interviews.queries.days import (
    days_of,
    get_day,
    get_panel,
)
from accelerator.interviews.schemas.days import (
    InterviewDaySent,
    InterviewDayShown,
    InterviewPanelShown,
    PanelSent,
)
from accelerator.interviews.services import days
from accelerator.programmes.queries import managed_cohort
from booking.bookings.errors import Refused, SlotTaken
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotFound
from hub.web.api import Endpoint, ListShown


@endpoints.serves(
    Endpoint(
        "GET",
        "/cohorts/<uuid:cohort_id>/interview-days",
        "Interview days of a cohort",
        answers=ListShown[InterviewDayShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def interview_days(cohort_id: UUID) -> ListShown[InterviewDayShown]:
    cohort = managed_cohort(cohort_id, by=signed_in_person())
    return ListShown(items=[InterviewDayShown.of(each) for each in days_of(cohort)])


@endpoints.serves(
    Endpoint(
        "POST",
        "/cohorts/<uuid:cohort_id>/interview-days",
        "Make an interview day",
        answers=InterviewDayShown,
        status=201,
        scope=ADMIN,
        body=InterviewDaySent,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            Invalid,
        ),
    )
)
def make_interview_day(cohort_id: UUID, body: InterviewDaySent) -> InterviewDayShown:
    person = signed_in_person()
    cohort = managed_cohort(cohort_id, by=person)
    return InterviewDayShown.of(days.make_day(cohort, body.draft(), by=person))


@endpoints.serves(
    Endpoint(
        "GET",
        "/interview-days/<uuid:day_id>",
        "One interview day",
        answers=InterviewDayShown,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def interview_day(day_id: UUID) -> InterviewDayShown:
    return InterviewDayShown.of(get_day(day_id, by=signed_in_person()))


@endpoints.serves(
    Endpoint(
        "PUT",
        "/interview-days/<uuid:day_id>",
        "Change an interview day",
        answers=InterviewDayShown,
        scope=ADMIN,
        body=InterviewDaySent,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            DayMoved,
            Invalid,
            SlotTaken,
            Refused,
        ),
        note="As a whole. While times are given out it stays where it is.",
    )
)
def change_interview_day(day_id: UUID, body: InterviewDaySent) -> InterviewDayShown:
    person = signed_in_person()
    found = get_day(day_id, by=person)
    days.change_day(found, body.draft(), by=person)
    return InterviewDayShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        "/interview-days/<uuid:day_id>/panels",
        "Add a panel",
        answers=InterviewPanelShown,
        status=201,
        scope=ADMIN,
        body=PanelSent,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            DayMoved,
            Invalid,
            SlotTaken,
            Refused,
        ),
    )
)
def add_interview_panel(day_id: UUID, body: PanelSent) -> InterviewPanelShown:
    person = signed_in_person()
    made = days.add_panel(get_day(day_id, by=person), body.draft(), by=person)
    return InterviewPanelShown.of(made)


@endpoints.serves(
    Endpoint(
        "PUT",
        "/interview-panels/<uuid:panel_id>",
        "Change a panel",
        answers=InterviewPanelShown,
        scope=ADMIN,
        body=PanelSent,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            DayMoved,
            Invalid,
            SlotTaken,
            Refused,
        ),
    )
)
def change_interview_panel(panel_id: UUID, body: PanelSent) -> InterviewPanelShown:
    person = signed_in_person()
    panel = get_panel(panel_id, by=person)
    days.change_panel(panel, body.draft(), by=person)
    return InterviewPanelShown.of(panel)


@endpoints.serves(
    Endpoint(
        "DELETE",
        "/interview-panels/<uuid:panel_id>",
        "Remove a panel",
        answers=InterviewDayShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            DayMoved,
        ),
    )
)
def remove_interview_panel(panel_id: UUID) -> InterviewDayShown:
    person = signed_in_person()
    panel = get_panel(panel_id, by=person)
    day = panel.day
    days.remove_panel(panel, by=person)
    return InterviewDayShown.of(day)
