"""What a mentor was asked, and says to it."""

from uuid import UUID

from accelerator.mentors.api.groups import OWN, PLACES, PROFILE, own_profile
from accelerator.mentors.api.groups import of_mentoring as endpoints
from accelerator.mentors.errors import ChangedMeanwhile, NotNow, PlacesPromised
from accelerator.mentors.models import MentorPlaces
from accelerator.mentors.queries.mentors import get_mentoring
from accelerator.mentors.queries.own import code_waits, own_places, places_of_person
from accelerator.mentors.schemas.giving import (
    CodeAgreed,
    CodeShown,
    PlacesAnswered,
    PlacesShown,
)
from accelerator.mentors.schemas.mentors import WhySent
from accelerator.mentors.services import accept_code, answer, stop
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotFound
from hub.web.api import Endpoint, ListShown


@endpoints.serves(
    Endpoint(
        "GET",
        f"{OWN}/places",
        "What cohorts have asked of you as a mentor",
        answers=ListShown[PlacesShown],
        refuses=(NotFound,),
        note="All of them, running cohorts first.",
    )
)
def own_mentor_places() -> ListShown[PlacesShown]:
    found = own_places(own_profile())
    return ListShown(items=[PlacesShown.of(each.said) for each in found])


@endpoints.serves(
    Endpoint(
        "PUT",
        PLACES,
        "Say for how many startups you are there",
        answers=PlacesShown,
        scope=PROFILE,
        body=PlacesAnswered,
        refuses=(NotFound, PlacesPromised, ChangedMeanwhile),
    )
)
def answer_mentor_places(places_id: UUID, body: PlacesAnswered) -> PlacesShown:
    said, person = _own(places_id), signed_in_person()
    answer(said, places=body.places, note=body.note, by=person, version=body.version)
    return PlacesShown.of(said)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{PLACES}/stop",
        "Stop mentoring in a cohort",
        answers=PlacesShown,
        scope=PROFILE,
        body=WhySent,
        refuses=(NotFound, NotNow),
        note="Your pairs there end.",
    )
)
def stop_mentor_places(places_id: UUID, body: WhySent) -> PlacesShown:
    said = _own(places_id)
    stop(said, by=signed_in_person(), reason=body.reason)
    return PlacesShown.of(said)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{PLACES}/code",
        "The code of conduct of a cohort",
        answers=CodeShown,
        refuses=(NotFound,),
    )
)
def mentor_code(places_id: UUID) -> CodeShown:
    return _code(_own(places_id))


@endpoints.serves(
    Endpoint(
        "PUT",
        f"{PLACES}/code",
        "Agree to the code of conduct",
        answers=CodeShown,
        scope=PROFILE,
        body=CodeAgreed,
        refuses=(NotFound, ChangedMeanwhile),
    )
)
def agree_to_mentor_code(places_id: UUID, body: CodeAgreed) -> CodeShown:
    said = _own(places_id)
    mentoring = get_mentoring(said.cohort)
    accept_code(said.mentor, mentoring, version=body.version, by=signed_in_person())
    return _code(said)


def _own(places_id: UUID) -> MentorPlaces:
    return places_of_person(places_id, signed_in_person())


def _code(said: MentorPlaces) -> CodeShown:
    mentoring = get_mentoring(said.cohort)
    agreed = not code_waits(said.mentor, mentoring)
    return CodeShown(text=mentoring.code, version=mentoring.code_version, agreed=agreed)
