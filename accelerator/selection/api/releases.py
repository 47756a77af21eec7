"""Releases and the cohort's places by API."""

from uuid import UUID

from accelerator.selection import services
from accelerator.selection.api.groups import ADMIN, COHORT, MANAGE, STAFF, cohort_of, selection
from accelerator.selection.errors import (
    AlreadyReleased,
    AnotherCount,
    DecidedMeanwhile,
    DecisionsChanged,
    NotReady,
    TakesTwo,
)
from accelerator.selection.models import Release
from accelerator.selection.queries.offers import offers_of
from accelerator.selection.queries.releases import counts_seen, get_release, mails_of, releases_of
from accelerator.selection.schemas import (
    Cancelling,
    Letters,
    PlaceShown,
    Preparing,
    ReleaseShown,
    Releasing,
)
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, Invalid, NotAllowed, NotFound
from hub.web.api import Endpoint, ListShown

ONE = "/releases/<uuid:release_id>"


@selection.serves(
    Endpoint(
        "GET",
        f"{COHORT}/releases",
        "Releases, the newest first",
        answers=ListShown[ReleaseShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def releases(cohort_id: UUID) -> ListShown[ReleaseShown]:
    found = releases_of(cohort_of(cohort_id))
    return ListShown(items=[_shown(each) for each in found], next=None)


@selection.serves(
    Endpoint(
        "POST",
        f"{COHORT}/releases",
        "Start a release, or go on with the open one",
        answers=ReleaseShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
        location="/releases/{id}",
    )
)
def start_release(cohort_id: UUID) -> ReleaseShown:
    return _shown(services.start_release(cohort_of(cohort_id), by=signed_in_person()))


@selection.serves(
    Endpoint(
        "GET",
        ONE,
        "One release",
        answers=ReleaseShown,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def release(release_id: UUID) -> ReleaseShown:
    return _shown(get_release(release_id, by=signed_in_person()))


@selection.serves(
    Endpoint(
        "PUT",
        f"{ONE}/letters",
        "Change what its letters say",
        answers=ReleaseShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=Letters,
        refuses=(NotFound, Conflict, DecidedMeanwhile, Invalid),
    )
)
def change_letters(release_id: UUID, body: Letters) -> ReleaseShown:
    found = get_release(release_id, by=signed_in_person())
    letters = {choice.value: words for choice, words in body.letters.items()}
    services.change_letters(found, letters, by=signed_in_person(), expected=body.version)
    return _shown(found)


@selection.serves(
    Endpoint(
        "POST",
        f"{ONE}/prepare",
        "Check everything, and freeze what would be told",
        answers=ReleaseShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=Preparing,
        refuses=(NotFound, NotReady, Conflict),
        note="Refused with 409 and all `reasons` that stand in the way.",
    )
)
def prepare_release(release_id: UUID, body: Preparing) -> ReleaseShown:
    person = signed_in_person()
    found = get_release(release_id, by=person)
    return _shown(services.prepare(found, by=person, without=body.without_feedback))


@selection.serves(
    Endpoint(
        "POST",
        f"{ONE}/take-back",
        "Back to its letters; nobody has been told",
        answers=ReleaseShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, Conflict),
    )
)
def take_release_back(release_id: UUID) -> ReleaseShown:
    found = get_release(release_id, by=signed_in_person())
    services.unprepare(found, by=signed_in_person())
    return _shown(found)


@selection.serves(
    Endpoint(
        "POST",
        f"{ONE}/cancel",
        "Put a release away; its decisions stay staged",
        answers=ReleaseShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=Cancelling,
        refuses=(NotFound, Conflict),
    )
)
def cancel_release(release_id: UUID, body: Cancelling) -> ReleaseShown:
    found = get_release(release_id, by=signed_in_person())
    services.cancel(found, by=signed_in_person(), reason=body.reason)
    return _shown(found)


@selection.serves(
    Endpoint(
        "POST",
        f"{ONE}/release",
        "Tell every team",
        answers=ReleaseShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=Releasing,
        refuses=(
            NotFound,
            NotAllowed,
            TakesTwo,
            AlreadyReleased,
            NotReady,
            DecisionsChanged,
            AnotherCount,
        ),
        note="By another person than the one who prepared it. Everything happens or nothing does;"
        " posted twice, it happens once.",
    )
)
def let_out_release(release_id: UUID, body: Releasing) -> ReleaseShown:
    person = signed_in_person()
    found = get_release(release_id, by=person)
    return _shown(services.release(found, by=person, mails=body.mails))


@selection.serves(
    Endpoint(
        "GET",
        f"{COHORT}/places",
        "Who was offered a place, who has one, who waits",
        answers=ListShown[PlaceShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def cohort_places(cohort_id: UUID) -> ListShown[PlaceShown]:
    found = offers_of(cohort_of(cohort_id), seen_by=signed_in_person())
    return ListShown(items=[PlaceShown.of(each) for each in found], next=None)


def _shown(found: Release) -> ReleaseShown:
    """Of what the caller may see."""
    person = signed_in_person()
    counts = counts_seen(found, seen_by=person)
    return ReleaseShown.of(found, mails=mails_of(found, seen_by=person), counts=counts)
