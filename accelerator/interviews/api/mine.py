"""A team's interview and a juror's day by API."""

from uuid import UUID

from accelerator.interviews.api.groups import APPLIES
from accelerator.interviews.api.groups import own as endpoints
from accelerator.interviews.errors import DayMoved, SlotGone
from accelerator.interviews.queries.mine import (
    get_jury_day,
    get_own,
    interviews_of,
    jury_days,
    order_for,
)
from accelerator.interviews.queries.openings import openings_for
from accelerator.interviews.schemas.meetings import (
    FreeTimeShown,
    InterviewShown,
    JuryDayShown,
    TimeChosen,
    TurnShown,
    WishesSent,
)
from accelerator.interviews.services import inviting, picking
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.web.api import Endpoint, ListShown


@endpoints.serves(
    Endpoint("GET", "/interviews", "Your teams' interviews", answers=ListShown[InterviewShown])
)
def own_interviews() -> ListShown[InterviewShown]:
    return ListShown(items=[InterviewShown.of(each) for each in interviews_of(signed_in_person())])


@endpoints.serves(
    Endpoint(
        "GET",
        "/interviews/<uuid:invited_id>",
        "One interview",
        answers=InterviewShown,
        refuses=(NotFound,),
    )
)
def own_interview(invited_id: UUID) -> InterviewShown:
    return InterviewShown.of(get_own(invited_id, signed_in_person()))


@endpoints.serves(
    Endpoint(
        "GET",
        "/interviews/<uuid:invited_id>/times",
        "Times that are free for your team",
        answers=ListShown[FreeTimeShown],
        refuses=(NotFound,),
    )
)
def free_times(invited_id: UUID) -> ListShown[FreeTimeShown]:
    invited = get_own(invited_id, signed_in_person())
    found = openings_for(invited).free if picking.is_choosing(invited.day) else ()
    return ListShown(items=[FreeTimeShown.of(each) for each in found])


@endpoints.serves(
    Endpoint(
        "PUT",
        "/interviews/<uuid:invited_id>/meeting",
        "Choose a time",
        answers=InterviewShown,
        scope=APPLIES,
        body=TimeChosen,
        refuses=(
            NotFound,
            NotAllowed,
            DayMoved,
            SlotGone,
        ),
        note="First come, first served; instead of the one you have.",
    )
)
def choose_time(invited_id: UUID, body: TimeChosen) -> InterviewShown:
    person = signed_in_person()
    invited = get_own(invited_id, person)
    picking.pick(invited, body.panel, starts_at=body.starts_at, by=person)
    return InterviewShown.of(invited)


@endpoints.serves(
    Endpoint(
        "DELETE",
        "/interviews/<uuid:invited_id>/meeting",
        "Give your time back",
        answers=InterviewShown,
        scope=APPLIES,
        refuses=(
            NotFound,
            NotAllowed,
            DayMoved,
        ),
    )
)
def give_time_back(invited_id: UUID) -> InterviewShown:
    person = signed_in_person()
    invited = get_own(invited_id, person)
    picking.give_up(invited, by=person)
    return InterviewShown.of(invited)


@endpoints.serves(
    Endpoint(
        "PUT",
        "/interviews/<uuid:invited_id>/wishes",
        "Say what suits your team",
        answers=InterviewShown,
        scope=APPLIES,
        body=WishesSent,
        refuses=(
            NotFound,
            NotAllowed,
            DayMoved,
            Invalid,
        ),
    )
)
def say_what_suits(invited_id: UUID, body: WishesSent) -> InterviewShown:
    person = signed_in_person()
    invited = get_own(invited_id, person)
    inviting.say_wishes(invited, body.wishes(), by=person)
    return InterviewShown.of(invited)


@endpoints.serves(
    Endpoint("GET", "/jury-days", "Days on whose panels you are", answers=ListShown[JuryDayShown])
)
def own_jury_days() -> ListShown[JuryDayShown]:
    return ListShown(items=[JuryDayShown.of(each) for each in jury_days(signed_in_person())])


@endpoints.serves(
    Endpoint(
        "GET",
        "/jury-days/<uuid:day_id>/meetings",
        "The order of your day",
        answers=ListShown[TurnShown],
        refuses=(NotFound,),
        note="Marks go to PUT /reviews/{id}.",
    )
)
def order_of_day(day_id: UUID) -> ListShown[TurnShown]:
    person = signed_in_person()
    turns = order_for(get_jury_day(day_id, person), person)
    return ListShown(items=[TurnShown.of(each) for each in turns])
