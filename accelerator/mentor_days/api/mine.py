"""One's own mentor days, by API."""

from uuid import UUID

from accelerator.mentor_days.api.groups import APPLIES
from accelerator.mentor_days.api.groups import own as endpoints
from accelerator.mentor_days.errors import MentorDayMoved, WishesClosed
from accelerator.mentor_days.models import DayMentor, DayStartup
from accelerator.mentor_days.permissions import can_wish
from accelerator.mentor_days.queries.feedback import feedback_on
from accelerator.mentor_days.queries.mine import (
    get_own_meeting,
    get_own_mentor,
    get_own_startup,
    link_of,
    meetings_for,
    mentors_to_wish,
    parts_of,
)
from accelerator.mentor_days.schemas.days import MentorHoursSent, MentorWishesSent
from accelerator.mentor_days.schemas.plans import (
    DayFeedbackSent,
    DayFeedbackShown,
    DayMeetingShown,
    LinkShown,
    MarkSent,
    MentorToWishShown,
    OwnDayShown,
    OwnMentorDayShown,
    OwnStartupDayShown,
)
from accelerator.mentor_days.services import after, saying
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.web.api import Endpoint, ListShown


@endpoints.serves(
    Endpoint(
        "GET",
        "/mentor-days",
        "Your mentor days",
        answers=ListShown[OwnDayShown],
        note="All of them, the latest first.",
    )
)
def own_mentor_days() -> ListShown[OwnDayShown]:
    parts = parts_of(signed_in_person())
    return ListShown(
        items=[
            OwnDayShown(**OwnDayShown.brief(part, is_open=saying.wishes_are_open(part.day)))
            for part in parts
        ]
    )


@endpoints.serves(
    Endpoint(
        "GET",
        "/mentor-days/startups/<uuid:day_startup_id>",
        "Your startup's mentor day",
        answers=OwnStartupDayShown,
        refuses=(NotFound,),
    )
)
def own_startup_day(day_startup_id: UUID) -> OwnStartupDayShown:
    return _startup(get_own_startup(day_startup_id, signed_in_person()))


@endpoints.serves(
    Endpoint(
        "PUT",
        "/mentor-days/startups/<uuid:day_startup_id>/wishes",
        "Say whom your startup would like to meet",
        answers=OwnStartupDayShown,
        scope=APPLIES,
        body=MentorWishesSent,
        refuses=(
            NotFound,
            NotAllowed,
            MentorDayMoved,
            WishesClosed,
            Invalid,
        ),
        note="Only the plan reads them.",
    )
)
def wish_for_mentors(day_startup_id: UUID, body: MentorWishesSent) -> OwnStartupDayShown:
    person = signed_in_person()
    found = get_own_startup(day_startup_id, person)
    saying.wish(found, body.wishes, hours=body.hours(), by=person)
    return _startup(found)


@endpoints.serves(
    Endpoint(
        "GET",
        "/mentor-days/mentors/<uuid:day_mentor_id>",
        "Your mentor day as a mentor",
        answers=OwnMentorDayShown,
        refuses=(NotFound,),
    )
)
def own_mentor_day(day_mentor_id: UUID) -> OwnMentorDayShown:
    return _mentor(get_own_mentor(day_mentor_id, signed_in_person()))


@endpoints.serves(
    Endpoint(
        "PUT",
        "/mentor-days/mentors/<uuid:day_mentor_id>/hours",
        "Say when you are there",
        answers=OwnMentorDayShown,
        scope=APPLIES,
        body=MentorHoursSent,
        refuses=(
            NotFound,
            NotAllowed,
            MentorDayMoved,
            WishesClosed,
            Invalid,
        ),
    )
)
def confirm_mentor_hours(day_mentor_id: UUID, body: MentorHoursSent) -> OwnMentorDayShown:
    person = signed_in_person()
    found = get_own_mentor(day_mentor_id, person)
    saying.confirm_hours(found, body.hours(), by=person)
    return _mentor(found)


@endpoints.serves(
    Endpoint(
        "GET",
        "/mentor-days/meetings/<uuid:day_meeting_id>/link",
        "The way to a meeting on video",
        answers=LinkShown,
        refuses=(NotFound,),
        note="Around its time only.",
    )
)
def day_meeting_link(day_meeting_id: UUID) -> LinkShown:
    return LinkShown(url=link_of(day_meeting_id, signed_in_person()))


@endpoints.serves(
    Endpoint(
        "POST",
        "/mentor-days/meetings/<uuid:day_meeting_id>/mark",
        "Say whether you met",
        answers=DayMeetingShown,
        scope=APPLIES,
        body=MarkSent,
        refuses=(
            NotFound,
            NotAllowed,
            MentorDayMoved,
        ),
    )
)
def mark_day_meeting(day_meeting_id: UUID, body: MarkSent) -> DayMeetingShown:
    person = signed_in_person()
    found, _side = get_own_meeting(day_meeting_id, person)
    after.mark(found, held=body.held, by=person)
    return DayMeetingShown.of(found)


@endpoints.serves(
    Endpoint(
        "GET",
        "/mentor-days/meetings/<uuid:day_meeting_id>/feedback",
        "What your side has said",
        answers=DayFeedbackShown,
        refuses=(NotFound,),
    )
)
def own_day_feedback(day_meeting_id: UUID) -> DayFeedbackShown:
    found, side = get_own_meeting(day_meeting_id, signed_in_person())
    return DayFeedbackShown.of(feedback_on([found], side).get(found.id))


@endpoints.serves(
    Endpoint(
        "PUT",
        "/mentor-days/meetings/<uuid:day_meeting_id>/feedback",
        "Say how it was",
        answers=DayFeedbackShown,
        scope=APPLIES,
        body=DayFeedbackSent,
        refuses=(
            NotFound,
            NotAllowed,
            MentorDayMoved,
            Invalid,
        ),
        note="From 1 (no) to 5 (very much so); only the matching reads it.",
    )
)
def say_day_feedback(day_meeting_id: UUID, body: DayFeedbackSent) -> DayFeedbackShown:
    person = signed_in_person()
    found, _side = get_own_meeting(day_meeting_id, person)
    return DayFeedbackShown.of(after.say(found, body.rating, note=body.note, by=person))


def _startup(part: DayStartup) -> OwnStartupDayShown:
    """Wishes are shown to whoever may say them."""
    mine = can_wish(signed_in_person(), part)
    return OwnStartupDayShown(
        **OwnDayShown.brief(part, is_open=saying.wishes_are_open(part.day)),
        wishes=[UUID(each) for each in part.wishes] if mine else [],
        wanted=part.wanted,
        away=part.away,
        on_video=part.on_video,
        mentors=[
            MentorToWishShown(
                mentor=each.mentor_id, name=each.mentor.name, headline=each.mentor.headline
            )
            for each in mentors_to_wish(part)
        ],
        meetings=[DayMeetingShown.of(each) for each in meetings_for(part)],
    )


def _mentor(part: DayMentor) -> OwnMentorDayShown:
    return OwnMentorDayShown(
        **OwnDayShown.brief(part, is_open=saying.wishes_are_open(part.day)),
        windows=part.windows,
        most=part.most,
        on_video=part.on_video,
        answered_at=part.answered_at,
        meetings=[DayMeetingShown.of(each) for each in meetings_for(part)],
    )
