"""Rooms and tables of a mentor day, by API."""

from uuid import UUID

from accelerator.mentor_days.api.groups import ADMIN, DAY, MANAGE, STAFF, day_of
from accelerator.mentor_days.api.groups import days as endpoints
from accelerator.mentor_days.errors import MentorDayMoved
from accelerator.mentor_days.queries.days import get_room
from accelerator.mentor_days.queries.planning import rooms_of
from accelerator.mentor_days.schemas.days import (
    DayRoomShown,
    MentorDayShown,
    RoomChanged,
    RoomsAdded,
)
from accelerator.mentor_days.services import places
from booking.bookings.errors import Refused, SlotTaken
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotFound
from hub.web.api import Endpoint, ListShown


@endpoints.serves(
    Endpoint(
        "GET",
        f"{DAY}/rooms",
        "Rooms of a mentor day",
        answers=ListShown[DayRoomShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
        note="All of them, in their order.",
    )
)
def day_rooms(mentor_day_id: UUID) -> ListShown[DayRoomShown]:
    found = rooms_of(day_of(mentor_day_id))
    return ListShown(items=[DayRoomShown.of(each) for each in found])


@endpoints.serves(
    Endpoint(
        "POST",
        f"{DAY}/rooms",
        "Add rooms or tables",
        answers=ListShown[DayRoomShown],
        scope=ADMIN,
        body=RoomsAdded,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            MentorDayMoved,
            Invalid,
            SlotTaken,
            Refused,
        ),
    )
)
def add_day_rooms(mentor_day_id: UUID, body: RoomsAdded) -> ListShown[DayRoomShown]:
    made = places.add_rooms(day_of(mentor_day_id), body.wanted(), by=signed_in_person())
    return ListShown(items=[DayRoomShown.of(each) for each in made])


@endpoints.serves(
    Endpoint(
        "PATCH",
        "/mentor-day-rooms/<uuid:day_room_id>",
        "Rename a room, or close it",
        answers=DayRoomShown,
        scope=ADMIN,
        body=RoomChanged,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            MentorDayMoved,
            Invalid,
            SlotTaken,
            Refused,
        ),
        note="Meetings stand until the plan is mended.",
    )
)
def change_day_room(day_room_id: UUID, body: RoomChanged) -> DayRoomShown:
    person = signed_in_person()
    found = get_room(day_room_id, by=person)
    if body.name is not None:
        places.rename_room(found, body.name, by=person)
    if body.closed is not None:
        places.set_closed(found, closed=body.closed, by=person)
    return DayRoomShown.of(found)


@endpoints.serves(
    Endpoint(
        "DELETE",
        "/mentor-day-rooms/<uuid:day_room_id>",
        "Take a room off a mentor day",
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
def remove_day_room(day_room_id: UUID) -> MentorDayShown:
    found = get_room(day_room_id, by=signed_in_person())
    day = found.day
    places.remove_room(found, by=signed_in_person())
    return MentorDayShown.of(day)
