"""The teams of a day, by API."""

from uuid import UUID

from accelerator.interviews.api.groups import ADMIN, MANAGE, STAFF
from accelerator.interviews.api.groups import days as endpoints
from accelerator.interviews.errors import DayMoved, SlotGone
from accelerator.interviews.queries.days import (
    get_day,
    get_invited,
    get_panel,
    listed,
)
from accelerator.interviews.queries.openings import openings_for
from accelerator.interviews.schemas.days import (
    InterviewDayShown,
)
from accelerator.interviews.schemas.meetings import (
    FreeTimeShown,
    InterviewShown,
    TeamsInvited,
    TimeChosen,
    WishesSent,
)
from accelerator.interviews.services import inviting, picking
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotFound
from hub.web.api import Endpoint, ListShown


@endpoints.serves(
    Endpoint(
        "GET",
        "/interview-days/<uuid:day_id>/teams",
        "The teams of a day",
        answers=ListShown[InterviewShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
        note="Without those that a conflict keeps from you.",
    )
)
def interview_teams(day_id: UUID) -> ListShown[InterviewShown]:
    person = signed_in_person()
    found = listed(get_day(day_id, by=person), person)
    return ListShown(items=[InterviewShown.of(each) for each in found.invited])


@endpoints.serves(
    Endpoint(
        "POST",
        "/interview-days/<uuid:day_id>/teams",
        "Invite teams",
        answers=ListShown[InterviewShown],
        scope=ADMIN,
        body=TeamsInvited,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            DayMoved,
            Invalid,
        ),
    )
)
def invite_teams(day_id: UUID, body: TeamsInvited) -> ListShown[InterviewShown]:
    person = signed_in_person()
    made = inviting.invite(get_day(day_id, by=person), body.applications, by=person)
    return ListShown(items=[InterviewShown.of(each) for each in made])


@endpoints.serves(
    Endpoint(
        "DELETE",
        "/interview-teams/<uuid:invited_id>",
        "Take a team off the day",
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
def uninvite_team(invited_id: UUID) -> InterviewDayShown:
    person = signed_in_person()
    invited = get_invited(invited_id, by=person)
    day = invited.day
    inviting.uninvite(invited, by=person)
    return InterviewDayShown.of(day)


@endpoints.serves(
    Endpoint(
        "PUT",
        "/interview-teams/<uuid:invited_id>/wishes",
        "Note what suits a team",
        answers=InterviewShown,
        scope=ADMIN,
        body=WishesSent,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            DayMoved,
            Invalid,
        ),
    )
)
def note_wishes(invited_id: UUID, body: WishesSent) -> InterviewShown:
    person = signed_in_person()
    invited = get_invited(invited_id, by=person)
    inviting.say_wishes(invited, body.wishes(), by=person)
    return InterviewShown.of(invited)


@endpoints.serves(
    Endpoint(
        "GET",
        "/interview-teams/<uuid:invited_id>/times",
        "Times that can be set for a team",
        answers=ListShown[FreeTimeShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def times_to_set(invited_id: UUID) -> ListShown[FreeTimeShown]:
    invited = get_invited(invited_id, by=signed_in_person())
    found = openings_for(invited, wishes=False).free
    return ListShown(items=[FreeTimeShown.of(each) for each in found])


@endpoints.serves(
    Endpoint(
        "PUT",
        "/interview-teams/<uuid:invited_id>/meeting",
        "Set a team's time by hand",
        answers=InterviewShown,
        scope=ADMIN,
        body=TimeChosen,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            DayMoved,
            SlotGone,
        ),
        note="Plans go around it.",
    )
)
def set_meeting(invited_id: UUID, body: TimeChosen) -> InterviewShown:
    person = signed_in_person()
    invited, panel = get_invited(invited_id, by=person), get_panel(body.panel, by=person)
    picking.set_by_hand(invited, panel, starts_at=body.starts_at, by=person)
    return InterviewShown.of(invited)


@endpoints.serves(
    Endpoint(
        "DELETE",
        "/interview-teams/<uuid:invited_id>/meeting",
        "Take a team's time back",
        answers=InterviewShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            DayMoved,
        ),
    )
)
def take_meeting(invited_id: UUID) -> InterviewShown:
    person = signed_in_person()
    invited = get_invited(invited_id, by=person)
    picking.take_away(invited, by=person)
    return InterviewShown.of(invited)
