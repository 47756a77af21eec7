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
from accelerator.mentor_days.services.mending import ChangeThought
from accelerator.mentors.errors import Engaged
from booking.bookings.errors import Refused, SlotTaken
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.web.api import Endpoint

#: Where a change is that a job works out.
LATER = "/mentor-days/{day}/proposal"


def _mended(mentor_day_id: UUID) -> ChangeThought:
    return mending.mended(day_of(mentor_day_id), by=signed_in_person())


def _brought_together(mentor_day_id: UUID, body: MeetingByHand) -> ChangeThought:
    pair, person = (body.startup, body.mentor), signed_in_person()
    return mending.brought_together(day_of(mentor_day_id), pair, place=body.place(), by=person)


def _moved(day_meeting_id: UUID, body: DayPlaceSent) -> ChangeThought:
    person = signed_in_person()
    return mending.moved(get_meeting(day_meeting_id, by=person), body.place(), by=person)


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
        thinks=_mended,
        later=LATER,
        note="With least change; nothing changes before it is taken over. A large one is left to a"
        " job, and answered with 202: look again until its reckoning is null, or stop it.",
    )
)
def mend_day(mentor_day_id: UUID, thought: ChangeThought) -> ProposalShown:
    found = day_of(mentor_day_id)
    mending.propose(found, thought, by=signed_in_person())
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
    if not (found.has_proposal or found.is_change_asked):
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
        thinks=_brought_together,
        later=LATER,
    )
)
def add_day_meeting(
    mentor_day_id: UUID, body: MeetingByHand, *, thought: ChangeThought
) -> ProposalShown:
    found = day_of(mentor_day_id)
    mending.propose(found, thought, by=signed_in_person())
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
        thinks=_moved,
        later=LATER,
    )
)
def move_day_meeting(
    day_meeting_id: UUID, body: DayPlaceSent, *, thought: ChangeThought
) -> ProposalShown:
    person = signed_in_person()
    found = get_meeting(day_meeting_id, by=person)
    mending.propose(found.day, thought, by=person)
    return _shown(found.day)


def _shown(day: MentorDay) -> ProposalShown:
    return ProposalShown.of(day, gathering(day, signed_in_person()))
