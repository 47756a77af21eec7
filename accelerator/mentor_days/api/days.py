"""Days by API: made, changed, copied, published, called off."""

from uuid import UUID

from accelerator.mentor_days.api.groups import ADMIN, DAY, MANAGE, STAFF, day_of
from accelerator.mentor_days.api.groups import days as endpoints
from accelerator.mentor_days.errors import MentorDayMoved
from accelerator.mentor_days.queries.days import days_page
from accelerator.mentor_days.schemas.days import (
    AskedShown,
    DayCalledOff,
    DayCopied,
    MentorDaySent,
    MentorDayShown,
)
from accelerator.mentor_days.services import days, publishing
from accelerator.mentor_days.services.coming import ask_everybody
from accelerator.mentors.errors import Engaged
from accelerator.programmes.queries import managed_cohort
from booking.bookings.errors import Refused, SlotTaken
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotFound
from hub.web.api import Endpoint, ListShown, Paged


@endpoints.serves(
    Endpoint(
        "GET",
        "/cohorts/<uuid:cohort_id>/mentor-days",
        "Mentor days of a cohort",
        answers=ListShown[MentorDayShown],
        query=Paged,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def mentor_days(cohort_id: UUID, query: Paged) -> ListShown[MentorDayShown]:
    found = days_page(
        managed_cohort(cohort_id, by=signed_in_person()), cursor=query.cursor, limit=query.limit
    )
    return ListShown(items=[MentorDayShown.of(each) for each in found.items], next=found.next)


@endpoints.serves(
    Endpoint(
        "POST",
        "/cohorts/<uuid:cohort_id>/mentor-days",
        "Make a mentor day",
        answers=MentorDayShown,
        status=201,
        scope=ADMIN,
        body=MentorDaySent,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            Invalid,
        ),
    )
)
def make_mentor_day(cohort_id: UUID, body: MentorDaySent) -> MentorDayShown:
    person = signed_in_person()
    cohort = managed_cohort(cohort_id, by=person)
    return MentorDayShown.of(days.make_day(cohort, body.draft(), by=person))


@endpoints.serves(
    Endpoint(
        "GET",
        DAY,
        "One mentor day",
        answers=MentorDayShown,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def mentor_day(mentor_day_id: UUID) -> MentorDayShown:
    return MentorDayShown.of(day_of(mentor_day_id))


@endpoints.serves(
    Endpoint(
        "PUT",
        DAY,
        "Change a mentor day",
        answers=MentorDayShown,
        scope=ADMIN,
        body=MentorDaySent,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            Invalid,
            MentorDayMoved,
        ),
        note="As a whole. While there is a plan its times stay.",
    )
)
def change_mentor_day(mentor_day_id: UUID, body: MentorDaySent) -> MentorDayShown:
    found = day_of(mentor_day_id)
    days.change_day(found, body.draft(), by=signed_in_person())
    return MentorDayShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{DAY}/copy",
        "Copy a mentor day",
        answers=MentorDayShown,
        status=201,
        scope=ADMIN,
        body=DayCopied,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
        note="With the rooms, and the people who still take part; wishes do not come along.",
    )
)
def copy_mentor_day(mentor_day_id: UUID, body: DayCopied) -> MentorDayShown:
    made = days.copy_day(day_of(mentor_day_id), body.held_on, by=signed_in_person())
    return MentorDayShown.of(made)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{DAY}/ask",
        "Ask who has not answered",
        answers=AskedShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            MentorDayMoved,
        ),
        note="Once a day at most.",
    )
)
def ask_about_mentor_day(mentor_day_id: UUID) -> AskedShown:
    return AskedShown(mails=ask_everybody(day_of(mentor_day_id), by=signed_in_person()))


@endpoints.serves(
    Endpoint(
        "POST",
        f"{DAY}/publish",
        "Publish the plan",
        answers=MentorDayShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            MentorDayMoved,
            Invalid,
            Engaged,
            SlotTaken,
            Refused,
        ),
        later="/mentor-days/{id}",
        note="Rooms are booked, people engaged and everybody gets their plan, or nothing at all."
        " Where many are told, a job does it, and the answer is 202: look again until its reckoning"
        " is null (failed: refused says why), or stop it as a plan.",
    )
)
def publish_mentor_day(mentor_day_id: UUID) -> MentorDayShown:
    found = day_of(mentor_day_id)
    publishing.publish(found, by=signed_in_person())
    return MentorDayShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{DAY}/call-off",
        "Call a mentor day off",
        answers=MentorDayShown,
        scope=ADMIN,
        body=DayCalledOff,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            MentorDayMoved,
        ),
        later="/mentor-days/{id}",
        note="Where many are told, a job does it, as in publishing.",
    )
)
def call_off_mentor_day(mentor_day_id: UUID, body: DayCalledOff) -> MentorDayShown:
    found = day_of(mentor_day_id)
    publishing.call_off(found, by=signed_in_person(), reason=body.reason)
    return MentorDayShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{DAY}/finish",
        "End a mentor day",
        answers=MentorDayShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            MentorDayMoved,
            Invalid,
        ),
    )
)
def finish_mentor_day(mentor_day_id: UUID) -> MentorDayShown:
    found = day_of(mentor_day_id)
    publishing.finish(found, by=signed_in_person())
    return MentorDayShown.of(found)
