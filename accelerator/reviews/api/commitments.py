"""Promises by API: staff ask, reviewers answer."""

from uuid import UUID

from accelerator.reviews.api.groups import ADMIN, MANAGE, ONE_ROUND, STAFF, WRITES, round_of
from accelerator.reviews.api.groups import reviewers as endpoints
from accelerator.reviews.errors import RoundStands
from accelerator.reviews.queries.commitments import (
    commitments_of,
    get_commitment,
    promise_cover,
    promises_of,
)
from accelerator.reviews.queries.reviewers import get_reviewer
from accelerator.reviews.queries.shortages import cover_in_sentences
from accelerator.reviews.schemas.reviewers import (
    AskedFor,
    PromiseAnswer,
    PromiseShown,
    PromisesShown,
)
from accelerator.reviews.schemas.rounds import DoneShown
from accelerator.reviews.services import commitments as services
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, Invalid, NotFound
from hub.web.api import Endpoint, ListShown

ONE = "/commitments/<uuid:commitment_id>"


@endpoints.serves(
    Endpoint("GET", f"{ONE_ROUND}/commitments", "What reviewers have promised a round",
             answers=PromisesShown, audience=STAFF, permission=MANAGE, refuses=(NotFound,),
             note="With what is needed, before anything is given out.")
)  # fmt: skip
def round_commitments(round_id: UUID) -> PromisesShown:
    round_ = round_of(round_id)
    given = commitments_of(round_)
    cover = promise_cover(round_, signed_in_person(), given=given)
    return PromisesShown.of(cover, given=given, missing=cover_in_sentences(cover))


@endpoints.serves(
    Endpoint("POST", f"{ONE_ROUND}/commitments", "Ask reviewers for a round", answers=DoneShown,
             scope=ADMIN, body=AskedFor, audience=STAFF, permission=MANAGE,
             refuses=(NotFound, RoundStands),
             note="Each gets a mail. Who was asked already is not asked again.")
)  # fmt: skip
def ask_reviewers(round_id: UUID, body: AskedFor) -> DoneShown:
    chosen = [get_reviewer(id_) for id_ in dict.fromkeys(body.reviewers)]
    return DoneShown(count=len(services.ask(round_of(round_id), chosen, by=signed_in_person())))


@endpoints.serves(
    Endpoint("POST", f"{ONE_ROUND}/commitments/remind", "Remind those who have not answered",
             answers=DoneShown, scope=ADMIN, audience=STAFF, permission=MANAGE,
             refuses=(NotFound,), note="Nobody is reminded twice a day.")
)  # fmt: skip
def remind_of_commitments(round_id: UUID) -> DoneShown:
    open_ = [each.commitment for each in commitments_of(round_of(round_id))]
    return DoneShown(count=services.remind(open_, by=signed_in_person()))


@endpoints.serves(
    Endpoint("GET", "/commitments", "What I was asked to read for",
             answers=ListShown[PromiseShown], note="Rounds that are not closed, by their date.")
)  # fmt: skip
def my_commitments() -> ListShown[PromiseShown]:
    return ListShown(items=[PromiseShown.of(each) for each in promises_of(signed_in_person())])


@endpoints.serves(Endpoint("GET", ONE, "One promise", answers=PromiseShown, refuses=(NotFound,)))
def one_commitment(commitment_id: UUID) -> PromiseShown:
    return PromiseShown.of(get_commitment(commitment_id, by=signed_in_person()))


@endpoints.serves(
    Endpoint("PATCH", ONE, "Say how many I read, or decline", answers=PromiseShown, scope=WRITES,
             body=PromiseAnswer, refuses=(NotFound, Conflict, RoundStands, Invalid),
             note="Declining gives back what has not been begun.")
)  # fmt: skip
def answer_commitment(commitment_id: UUID, body: PromiseAnswer) -> PromiseShown:
    person = signed_in_person()
    commitment = get_commitment(commitment_id, by=person)
    services.answer(commitment, body.answer(), by=person)
    return PromiseShown.of(commitment)
