"""A plan changed, by API: shown first, then taken over."""

from uuid import UUID

from accelerator.mentor_days.api.groups import ADMIN, DAY, MANAGE, STAFF, day_of
from accelerator.mentor_days.api.groups import days as endpoints
from accelerator.mentor_days.errors import MeetingNotPossible, MentorDayMoved, MentorDayStale
from accelerator.mentor_days.models import MentorDay
from accelerator.mentor_days.queries.days import gathering, get_meeting
from accelerator.mentor_days.schemas.plans import (
    DayPlaceSent,
    DayPlanOfMentorsShown,
    MeetingByHand,
    ProposalShown,
)
from accelerator.mentor_days.services import mending
from accelerator.mentors.errors import Engaged
from booking.bookings.errors import Refused, SlotTaken
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.web.api import Endpoint


@endpoints.serves(
    Endpoint(
        "POST",
        f"{DAY}/proposal",
        "See how the plan would be mended",
        answers=ProposalShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            MentorDayMoved,
            MentorDayStale,
        ),
        note="With least change; nothing changes before it is taken over.",
    )
)
def mend_day(mentor_day_id: UUID) -> ProposalShown:
    found = day_of(mentor_day_id)
    mending.propose_mending(found, by=signed_in_person())
    return _shown(found)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{DAY}/proposal",
        "What would change",
        answers=ProposalShown,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def day_proposal(mentor_day_id: UUID) -> ProposalShown:
    found = day_of(mentor_day_id)
    if found.proposal is None:
        raise NotFound(_("There is no proposal."))
    return _shown(found)


@endpoints.serves(
    Endpoint(
        "DELETE",
        f"{DAY}/proposal",
        "Leave the plan as it is",
        answers=DayPlanOfMentorsShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            MentorDayMoved,
        ),
    )
)
def drop_day_proposal(mentor_day_id: UUID) -> DayPlanOfMentorsShown:
    found, person = day_of(mentor_day_id), signed_in_person()
    mending.drop_proposal(found, by=person)
    return DayPlanOfMentorsShown.of(found, gathering(found, person))


@endpoints.serves(
    Endpoint(
        "POST",
        f"{DAY}/proposal/apply",
        "Take the change over",
        answers=DayPlanOfMentorsShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            MentorDayMoved,
            MentorDayStale,
            Engaged,
            SlotTaken,
            Refused,
        ),
        note="On a published day, whoever has another plan then is told, nobody else.",
    )
)
def apply_day_proposal(mentor_day_id: UUID) -> DayPlanOfMentorsShown:
    found, person = day_of(mentor_day_id), signed_in_person()
    mending.take_over(found, by=person)
    return DayPlanOfMentorsShown.of(found, gathering(found, person))


@endpoints.serves(
    Endpoint(
        "POST",
        f"{DAY}/meetings",
        "See what a meeting by hand would do",
        answers=ProposalShown,
        scope=ADMIN,
        body=MeetingByHand,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            MentorDayMoved,
            MentorDayStale,
            MeetingNotPossible,
            Invalid,
        ),
    )
)
def add_day_meeting(mentor_day_id: UUID, body: MeetingByHand) -> ProposalShown:
    found = day_of(mentor_day_id)
    pair = body.startup, body.mentor
    mending.propose_meeting(found, pair, place=body.place(), by=signed_in_person())
    return _shown(found)


@endpoints.serves(
    Endpoint(
        "PUT",
        "/mentor-day-meetings/<uuid:day_meeting_id>/place",
        "See what moving a meeting would do",
        answers=ProposalShown,
        scope=ADMIN,
        body=DayPlaceSent,
        audience=STAFF,
        permission=MANAGE,
        refuses=(
            NotFound,
            MentorDayMoved,
            MentorDayStale,
            MeetingNotPossible,
            Invalid,
        ),
    )
)
def move_day_meeting(day_meeting_id: UUID, body: DayPlaceSent) -> ProposalShown:
    person = signed_in_person()
    found = get_meeting(day_meeting_id, by=person)
    mending.propose_move(found, body.place(), by=person)
    return _shown(found.day)


def _shown(day: MentorDay) -> ProposalShown:
    return ProposalShown.of(day, gathering(day, signed_in_person()))
