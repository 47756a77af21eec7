"""The directory, and one's own profile as a mentor."""

from uuid import UUID

from accelerator.mentors.api.groups import OWN, PROFILE, own_profile
from accelerator.mentors.api.groups import of_mentors as endpoints
from accelerator.mentors.errors import ChangedMeanwhile, NotNow
from accelerator.mentors.queries.directory import mentors_page, shown_mentor
from accelerator.mentors.schemas.mentors import (
    MentorChange,
    MentorsAsked,
    MentorShown,
    OwnMentorShown,
    PauseSent,
    WhySent,
)
from accelerator.mentors.services import change_mentor, leave, pause, resume
from hub.accounts.sign_in import signed_in_person
from hub.core.database import lock
from hub.core.errors import NotFound
from hub.web.api import Endpoint, ListShown, expect_version


@endpoints.serves(
    Endpoint(
        "GET",
        "/mentors",
        "Mentors, by name",
        answers=ListShown[MentorShown],
        query=MentorsAsked,
        note="A search never finds somebody by what they hide from you.",
    )
)
def mentors(query: MentorsAsked) -> ListShown[MentorShown]:
    page = mentors_page(
        query.sought(), seen_by=signed_in_person(), cursor=query.cursor, limit=query.limit
    )
    return ListShown(items=[MentorShown.of(each) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint(
        "GET",
        "/mentors/<uuid:mentor_id>",
        "One mentor",
        answers=MentorShown,
        refuses=(NotFound,),
    )
)
def mentor(mentor_id: UUID) -> MentorShown:
    return MentorShown.of(shown_mentor(mentor_id, seen_by=signed_in_person()))


@endpoints.serves(
    Endpoint(
        "GET",
        OWN,
        "Your profile as a mentor",
        answers=OwnMentorShown,
        refuses=(NotFound,),
        versioned=True,
    )
)
def own_mentor_profile() -> OwnMentorShown:
    return OwnMentorShown.of(own_profile())


@endpoints.serves(
    Endpoint(
        "PATCH",
        OWN,
        "Change your profile as a mentor",
        answers=OwnMentorShown,
        scope=PROFILE,
        body=MentorChange,
        refuses=(NotFound, ChangedMeanwhile),
        versioned=True,
    )
)
def change_mentor_profile(body: MentorChange) -> OwnMentorShown:
    found = own_profile()
    lock(found)
    expect_version(found.version)
    change_mentor(found, body.over(found), by=signed_in_person(), version=found.version)
    return OwnMentorShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{OWN}/pause",
        "Take a pause as a mentor",
        answers=OwnMentorShown,
        scope=PROFILE,
        body=PauseSent,
        refuses=(NotFound, NotNow),
        note="Nobody new is matched with you; what stands, stands.",
    )
)
def pause_as_mentor(body: PauseSent) -> OwnMentorShown:
    found = own_profile()
    pause(found, by=signed_in_person(), until=body.until)
    return OwnMentorShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{OWN}/resume",
        "Be back as a mentor",
        answers=OwnMentorShown,
        scope=PROFILE,
        refuses=(NotFound,),
    )
)
def resume_as_mentor() -> OwnMentorShown:
    found = own_profile()
    resume(found, by=signed_in_person())
    return OwnMentorShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{OWN}/leave",
        "Leave the mentors for good",
        answers=OwnMentorShown,
        scope=PROFILE,
        body=WhySent,
        refuses=(NotFound,),
        note="Your pairs and sessions to come end.",
    )
)
def leave_mentors(body: WhySent) -> OwnMentorShown:
    found = own_profile()
    leave(found, by=signed_in_person(), reason=body.reason)
    return OwnMentorShown.of(found)
