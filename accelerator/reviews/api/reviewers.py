"""The pool of reviewers by API, and everybody's own profile."""

from uuid import UUID

from accelerator.programmes.models import Programme
from accelerator.reviews.api.groups import ADMIN, MANAGE, STAFF, WRITES, round_of
from accelerator.reviews.api.groups import reviewers as endpoints
from accelerator.reviews.models import Reviewer
from accelerator.reviews.queries.reviewers import (
    get_reviewer,
    pool,
    programmes_to_invite_to,
    reviewer_for,
)
from accelerator.reviews.schemas.reviewers import (
    ReviewerChange,
    ReviewerInvitedShown,
    ReviewerRowShown,
    ReviewersAsked,
    ReviewerShown,
    ReviewerToInvite,
)
from accelerator.reviews.services import reviewers as services
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.web.api import Endpoint, ListShown

ONE = "/reviewers/<uuid:reviewer_id>"


@endpoints.serves(
    Endpoint("GET", "/reviewers", "Who reads for the programmes, by name",
             answers=ListShown[ReviewerRowShown], query=ReviewersAsked, audience=STAFF,
             permission=MANAGE)
)  # fmt: skip
def list_reviewers(query: ReviewersAsked) -> ListShown[ReviewerRowShown]:
    return ListShown(items=[ReviewerRowShown.row(each) for each in pool(query.sought())])


@endpoints.serves(
    Endpoint("POST", "/reviewers", "Invite a reviewer", answers=ReviewerInvitedShown, status=201,
             scope=ADMIN, body=ReviewerToInvite, audience=STAFF, permission=MANAGE,
             refuses=(NotFound, Conflict, Invalid),
             note="They get a mail. Their profile holds what you say here once they accept.")
)  # fmt: skip
def invite_reviewer(body: ReviewerToInvite) -> ReviewerInvitedShown:
    person = signed_in_person()
    round_ = round_of(body.round) if body.round else None
    sent = services.invite_reviewer(
        services.ToInvite(body.email, body.language or "", round_),
        body.profile(),
        programme=_programme(body.programme),
        by=person,
    )
    return ReviewerInvitedShown(id=sent.id, email=sent.email)


@endpoints.serves(
    Endpoint("GET", ONE, "One reviewer", answers=ReviewerShown, audience=STAFF, permission=MANAGE,
             refuses=(NotFound,))
)  # fmt: skip
def one_reviewer(reviewer_id: UUID) -> ReviewerShown:
    return ReviewerShown.of(get_reviewer(reviewer_id))


@endpoints.serves(
    Endpoint("PATCH", ONE, "Change a reviewer's profile", answers=ReviewerShown, scope=ADMIN,
             body=ReviewerChange, audience=STAFF, permission=MANAGE, refuses=(NotFound, Invalid))
)  # fmt: skip
def change_reviewer(reviewer_id: UUID, body: ReviewerChange) -> ReviewerShown:
    return _changed(get_reviewer(reviewer_id), body)


@endpoints.serves(
    Endpoint("GET", "/me/reviewer", "My profile as a reviewer", answers=ReviewerShown,
             refuses=(NotFound,))
)  # fmt: skip
def my_reviewer_profile() -> ReviewerShown:
    return ReviewerShown.of(_own())


@endpoints.serves(
    Endpoint("PATCH", "/me/reviewer", "Change my profile as a reviewer", answers=ReviewerShown,
             scope=WRITES, body=ReviewerChange, refuses=(NotFound, Invalid))
)  # fmt: skip
def change_my_reviewer_profile(body: ReviewerChange) -> ReviewerShown:
    return _changed(_own(), body)


def _own() -> Reviewer:
    found = reviewer_for(signed_in_person())
    if found is None:
        raise NotFound(_("You are not a reviewer of the programme."))
    return found


def _changed(reviewer: Reviewer, body: ReviewerChange) -> ReviewerShown:
    person = signed_in_person()
    services.change_reviewer(reviewer, body.profile(reviewer), by=person)
    if body.paused is not None:
        (services.pause if body.paused else services.resume)(reviewer, by=person)
    return ReviewerShown.of(reviewer)


def _programme(programme_id: UUID) -> Programme:
    offered = programmes_to_invite_to(signed_in_person())
    found = next((each for each in offered if each.id == programme_id), None)
    if found is None:
        raise NotFound(_("There is no such programme."))
    return found
