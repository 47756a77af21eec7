"""Who comes to a mentor day, by API."""

from uuid import UUID

from accelerator.mentor_days.api.groups import ADMIN, DAY, MANAGE, STAFF, day_of
from accelerator.mentor_days.api.groups import days as endpoints
from accelerator.mentor_days.errors import MentorDayMoved
from accelerator.mentor_days.queries.days import gathering, get_coming_mentor, get_coming_startup
from accelerator.mentor_days.schemas.days import (
    AwaySent,
    DayMentorShown,
    DayStartupShown,
    MentorDayShown,
    MentorHoursSent,
    MentorsAdded,
    StartupHoursSent,
    StartupsAdded,
)
from accelerator.mentor_days.services import coming
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotFound
from hub.web.api import Endpoint, ListShown


@endpoints.serves(
    Endpoint(
        "GET",
        f"{DAY}/mentors",
        "Mentors of a mentor day",
        answers=ListShown[DayMentorShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
        note="All of them, by name.",
    )
)
def day_mentors(mentor_day_id: UUID) -> ListShown[DayMentorShown]:
    found = gathering(day_of(mentor_day_id), signed_in_person())
    return ListShown(items=[DayMentorShown.of(each) for each in found.mentors])


@endpoints.serves(
    Endpoint(
        "POST",
        f"{DAY}/mentors",
        "Add mentors to a mentor day",
        answers=ListShown[DayMentorShown],
        scope=ADMIN,
        body=MentorsAdded,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            MentorDayMoved,
            Invalid,
        ),
    )
)
def add_day_mentors(mentor_day_id: UUID, body: MentorsAdded) -> ListShown[DayMentorShown]:
    day, person = day_of(mentor_day_id), signed_in_person()
    made = coming.add_mentors(day, body.mentors, by=person)
    return ListShown(items=[DayMentorShown.of(each) for each in made])


@endpoints.serves(
    Endpoint(
        "PUT",
        "/mentor-day-mentors/<uuid:day_mentor_id>",
        "Say when a mentor is there",
        answers=DayMentorShown,
        scope=ADMIN,
        body=MentorHoursSent,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            MentorDayMoved,
            Invalid,
        ),
    )
)
def change_day_mentor(day_mentor_id: UUID, body: MentorHoursSent) -> DayMentorShown:
    found = get_coming_mentor(day_mentor_id, by=signed_in_person())
    coming.change_mentor(found, body.hours(), by=signed_in_person())
    return DayMentorShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        "/mentor-day-mentors/<uuid:day_mentor_id>/away",
        "Note that a mentor is away",
        answers=DayMentorShown,
        scope=ADMIN,
        body=AwaySent,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            MentorDayMoved,
        ),
        note="Meetings stand until the plan is mended.",
    )
)
def note_mentor_away(day_mentor_id: UUID, body: AwaySent) -> DayMentorShown:
    found = get_coming_mentor(day_mentor_id, by=signed_in_person())
    coming.set_away(found, away=body.away, by=signed_in_person())
    return DayMentorShown.of(found)


@endpoints.serves(
    Endpoint(
        "DELETE",
        "/mentor-day-mentors/<uuid:day_mentor_id>",
        "Take a mentor off a mentor day",
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
def remove_day_mentor(day_mentor_id: UUID) -> MentorDayShown:
    found = get_coming_mentor(day_mentor_id, by=signed_in_person())
    day = found.day
    coming.remove(found, by=signed_in_person())
    return MentorDayShown.of(day)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{DAY}/startups",
        "Startups of a mentor day",
        answers=ListShown[DayStartupShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
        note="All of them, by name.",
    )
)
def day_startups(mentor_day_id: UUID) -> ListShown[DayStartupShown]:
    found = gathering(day_of(mentor_day_id), signed_in_person())
    return ListShown(items=[DayStartupShown.of(each) for each in found.startups])


@endpoints.serves(
    Endpoint(
        "POST",
        f"{DAY}/startups",
        "Add startups to a mentor day",
        answers=ListShown[DayStartupShown],
        scope=ADMIN,
        body=StartupsAdded,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            MentorDayMoved,
            Invalid,
        ),
    )
)
def add_day_startups(mentor_day_id: UUID, body: StartupsAdded) -> ListShown[DayStartupShown]:
    day, person = day_of(mentor_day_id), signed_in_person()
    made = coming.add_startups(day, body.startups, by=person)
    return ListShown(items=[DayStartupShown.of(each) for each in made])


@endpoints.serves(
    Endpoint(
        "PUT",
        "/mentor-day-startups/<uuid:day_startup_id>",
        "Say when a startup is there",
        answers=DayStartupShown,
        scope=ADMIN,
        body=StartupHoursSent,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            MentorDayMoved,
            Invalid,
        ),
    )
)
def change_day_startup(day_startup_id: UUID, body: StartupHoursSent) -> DayStartupShown:
    found = get_coming_startup(day_startup_id, by=signed_in_person())
    coming.change_startup(found, body.hours(), by=signed_in_person())
    return DayStartupShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        "/mentor-day-startups/<uuid:day_startup_id>/away",
        "Note that a startup is away",
        answers=DayStartupShown,
        scope=ADMIN,
        body=AwaySent,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            MentorDayMoved,
        ),
        note="Meetings stand until the plan is mended.",
    )
)
def note_startup_away(day_startup_id: UUID, body: AwaySent) -> DayStartupShown:
    found = get_coming_startup(day_startup_id, by=signed_in_person())
    coming.set_away(found, away=body.away, by=signed_in_person())
    return DayStartupShown.of(found)


@endpoints.serves(
    Endpoint(
        "DELETE",
        "/mentor-day-startups/<uuid:day_startup_id>",
        "Take a startup off a mentor day",
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
def remove_day_startup(day_startup_id: UUID) -> MentorDayShown:
    found = get_coming_startup(day_startup_id, by=signed_in_person())
    day = found.day
    coming.remove(found, by=signed_in_person())
    return MentorDayShown.of(day)
