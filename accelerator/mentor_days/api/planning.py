"""The plan of a mentor day, by API."""

from uuid import UUID

from accelerator.mentor_days.api.groups import ADMIN, DAY, MANAGE, STAFF, day_of
from accelerator.mentor_days.api.groups import days as endpoints
from accelerator.mentor_days.errors import MentorDayMoved
from accelerator.mentor_days.queries.days import gathering, get_meeting
from accelerator.mentor_days.schemas.days import MentorDayShown
from accelerator.mentor_days.schemas.plans import (
    DayMeetingShown,
    DayPlanOfMentorsShown,
    MeetingChanged,
)
from accelerator.mentor_days.services import planning, reckoning
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotFound
from hub.web.api import Endpoint


@endpoints.serves(
    Endpoint(
        "GET",
        f"{DAY}/plan",
        "The plan",
        answers=DayPlanOfMentorsShown,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def day_plan(mentor_day_id: UUID) -> DayPlanOfMentorsShown:
    found = day_of(mentor_day_id)
    return DayPlanOfMentorsShown.of(found, gathering(found, signed_in_person()))


def _plan_thought(mentor_day_id: UUID) -> planning.PlanThought:
    return planning.thought_of(day_of(mentor_day_id), by=signed_in_person())


@endpoints.serves(
    Endpoint(
        "POST",
        f"{DAY}/plan",
        "Make the plan",
        answers=DayPlanOfMentorsShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            MentorDayMoved,
            Invalid,
        ),
        thinks=_plan_thought,
        later="/mentor-days/{day}/plan",
        note="Around what is fixed. A large one is left to a job, and answered with 202: look again"
        " until its reckoning is null, or stop it.",
    )
)
def make_day_plan(mentor_day_id: UUID, thought: planning.PlanThought) -> DayPlanOfMentorsShown:
    found, person = day_of(mentor_day_id), signed_in_person()
    planning.plan_day(found, thought, by=person)
    return DayPlanOfMentorsShown.of(found, gathering(found, person))


@endpoints.serves(
    Endpoint(
        "DELETE",
        f"{DAY}/plan",
        "Throw the plan away",
        answers=MentorDayShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            MentorDayMoved,
        ),
    )
)
def throw_day_plan_away(mentor_day_id: UUID) -> MentorDayShown:
    found, person = day_of(mentor_day_id), signed_in_person()
    planning.throw_away(found, by=person)
    return MentorDayShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{DAY}/plan/stop",
        "Stop what is left to a job: a plan, a change, a step",
        answers=MentorDayShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            MentorDayMoved,
        ),
    )
)
def stop_day_plan(mentor_day_id: UUID) -> MentorDayShown:
    found = day_of(mentor_day_id)
    reckoning.stop(found, by=signed_in_person())
    return MentorDayShown.of(found)


@endpoints.serves(
    Endpoint(
        "PATCH",
        "/mentor-day-meetings/<uuid:day_meeting_id>",
        "Fix a meeting, or let plans move it",
        answers=DayMeetingShown,
        scope=ADMIN,
        body=MeetingChanged,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            MentorDayMoved,
        ),
    )
)
def change_day_meeting(day_meeting_id: UUID, body: MeetingChanged) -> DayMeetingShown:
    person = signed_in_person()
    found = get_meeting(day_meeting_id, by=person)
    planning.set_fixed(found, fixed=body.fixed, by=person)
    return DayMeetingShown.of(found)
