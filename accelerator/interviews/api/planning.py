"""Plans, and a day's turns, by API."""

from uuid import UUID

from accelerator.interviews.api.groups import ADMIN, MANAGE, STAFF
from accelerator.interviews.api.groups import days as endpoints
from accelerator.interviews.errors import DayMoved, PlanStale
from accelerator.interviews.models import DayPlan
from accelerator.interviews.names import WHY
from accelerator.interviews.queries.days import (
    get_day,
    get_plan,
    listed,
)
from accelerator.interviews.schemas.days import (
    CalledOff,
    DayPlanShown,
    InterviewDayShown,
)
from accelerator.interviews.services import days, publishing
from booking.bookings.errors import Refused, SlotTaken
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotFound
from hub.web.api import Endpoint


@endpoints.serves(
    Endpoint(
        "POST",
        "/interview-days/<uuid:day_id>/plans",
        "Propose a plan",
        answers=DayPlanShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            DayMoved,
            Invalid,
        ),
        note="Exact: as many teams as possible, moving as few as possible. Nothing changes yet.",
    )
)
def propose_interview_plan(day_id: UUID) -> DayPlanShown:
    person = signed_in_person()
    found = get_day(day_id, by=person)
    return _plan(publishing.propose(found, by=person))


@endpoints.serves(
    Endpoint(
        "GET",
        "/interview-plans/<uuid:proposal_id>",
        "One plan",
        answers=DayPlanShown,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def interview_plan(proposal_id: UUID) -> DayPlanShown:
    return _plan(get_plan(proposal_id, by=signed_in_person()))


@endpoints.serves(
    Endpoint(
        "POST",
        "/interview-plans/<uuid:proposal_id>/apply",
        "Take a plan over",
        answers=InterviewDayShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            DayMoved,
            PlanStale,
            SlotTaken,
            Refused,
        ),
    )
)
def apply_interview_plan(proposal_id: UUID) -> InterviewDayShown:
    person = signed_in_person()
    plan = get_plan(proposal_id, by=person)
    publishing.take_over(plan, by=person)
    return InterviewDayShown.of(plan.day)


@endpoints.serves(
    Endpoint(
        "POST",
        "/interview-days/<uuid:day_id>/choose",
        "Let the teams choose",
        answers=InterviewDayShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            DayMoved,
            Invalid,
            SlotTaken,
            Refused,
        ),
        note="Books the rooms and writes to the teams.",
    )
)
def choose_day(day_id: UUID) -> InterviewDayShown:
    person = signed_in_person()
    found = get_day(day_id, by=person)
    publishing.open_choosing(found, by=person)
    return InterviewDayShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        "/interview-days/<uuid:day_id>/publish",
        "Publish a day",
        answers=InterviewDayShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            DayMoved,
            Invalid,
            SlotTaken,
            Refused,
        ),
        note="Rooms, reads and letters, or nothing.",
    )
)
def publish_day(day_id: UUID) -> InterviewDayShown:
    person = signed_in_person()
    found = get_day(day_id, by=person)
    publishing.publish(found, by=person)
    return InterviewDayShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        "/interview-days/<uuid:day_id>/finish",
        "Say that a day is over",
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
def finish_day(day_id: UUID) -> InterviewDayShown:
    person = signed_in_person()
    found = get_day(day_id, by=person)
    days.finish(found, by=person)
    return InterviewDayShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        "/interview-days/<uuid:day_id>/call-off",
        "Call a day off",
        answers=InterviewDayShown,
        scope=ADMIN,
        body=CalledOff,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            DayMoved,
        ),
    )
)
def call_day_off(day_id: UUID, body: CalledOff) -> InterviewDayShown:
    person = signed_in_person()
    found = get_day(day_id, by=person)
    publishing.call_off(found, by=person, reason=body.reason)
    return InterviewDayShown.of(found)


def _plan(plan: DayPlan) -> DayPlanShown:
    seen = listed(plan.day, signed_in_person()).seen
    return DayPlanShown.of(plan, seen=seen, reasons=WHY)
