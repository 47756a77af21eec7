"""Plans and reads by API: proposed, looked at, applied; single ones by hand; the coverage board."""

from uuid import UUID

from flask import g

from accelerator.reviews.api.groups import ADMIN, MANAGE, ONE_ROUND, STAFF, round_of
from accelerator.reviews.api.groups import rounds as endpoints
from accelerator.reviews.errors import NoReader, PlanOutdated, RoundStands
from accelerator.reviews.models import AssignmentPlan, Round
from accelerator.reviews.queries.assigning import (
    PlanSettings,
    assignable,
    get_plan,
    get_read,
    reckoned,
)
from accelerator.reviews.queries.bans import bans_of, get_ban
from accelerator.reviews.queries.coverage import board
from accelerator.reviews.queries.entries import get_entry
from accelerator.reviews.queries.reviewers import get_reviewer
from accelerator.reviews.queries.shortages import in_sentences
from accelerator.reviews.rules.papers import Plan
from accelerator.reviews.rules.plans import from_json, still_holds
from accelerator.reviews.schemas.assigning import (
    BanMeant,
    BanShown,
    CoverageShown,
    ForWhom,
    PlanMeant,
    PlanShown,
    ReadHandedOn,
    ReadMeant,
    ReadShown,
)
from accelerator.reviews.schemas.rounds import DoneShown
from accelerator.reviews.services import assigning as services
from accelerator.reviews.services import late, plans
from hub.accounts.models import User
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Busy, NotFound
from hub.web.api import Endpoint, ListShown, Paged

PLAN = f"{ONE_ROUND}/plans/<uuid:plan_id>"
READ = f"{ONE_ROUND}/reads/<uuid:assignment_id>"


def _reckon(round_id: UUID, body: PlanMeant) -> None:
    """Before the transaction: it may take seconds, in which nobody else could write."""
    round_ = round_of(round_id)
    g.reckoned_plan = reckoned(
        assignable(round_, signed_in_person(), settings=body.settings()).problem
    )


@endpoints.serves(
    Endpoint("POST", f"{ONE_ROUND}/plans", "Propose who reads what", answers=PlanShown, status=201,
             scope=ADMIN, body=PlanMeant, audience=STAFF, permission=MANAGE, beforehand=_reckon,
             refuses=(NotFound, RoundStands, Busy), location="/rounds/{round}/plans/{id}",
             note="Nothing is given out. If it cannot be done, the answer says what is missing.")
)  # fmt: skip
def propose_plan(round_id: UUID, body: PlanMeant) -> PlanShown:
    round_, person = round_of(round_id), signed_in_person()
    row = plans.keep_plan(round_, g.reckoned_plan, settings=body.settings(), by=person)
    return _shown(row, round_, by=person)


@endpoints.serves(
    Endpoint("GET", PLAN, "A plan of mine", answers=PlanShown, audience=STAFF, permission=MANAGE,
             refuses=(NotFound,))
)  # fmt: skip
def one_plan(round_id: UUID, plan_id: UUID) -> PlanShown:
    round_, person = round_of(round_id), signed_in_person()
    return _shown(get_plan(round_, plan_id, by=person), round_, by=person)


@endpoints.serves(
    Endpoint("POST", f"{PLAN}/apply", "Give out a plan's reads", answers=DoneShown, scope=ADMIN,
             audience=STAFF, permission=MANAGE, refuses=(NotFound, RoundStands, PlanOutdated),
             note="All or none; conflicts, promises and reads are looked at again first.")
)  # fmt: skip
def apply_plan(round_id: UUID, plan_id: UUID) -> DoneShown:
    round_, person = round_of(round_id), signed_in_person()
    plan = get_plan(round_, plan_id, by=person)
    return DoneShown(count=plans.apply_plan(plan, round_, by=person))


@endpoints.serves(
    Endpoint("POST", f"{ONE_ROUND}/reads", "Give one read", answers=ReadShown, status=201,
             scope=ADMIN, body=ReadMeant, audience=STAFF, permission=MANAGE,
             refuses=(NotFound, NoReader, RoundStands))
)  # fmt: skip
def give_read(round_id: UUID, body: ReadMeant) -> ReadShown:
    round_, person = round_of(round_id), signed_in_person()
    application = get_entry(round_, body.application, by=person).application
    reviewer = get_reviewer(body.reviewer)
    return ReadShown.of(services.give_read(round_, application, to=reviewer, by=person))


@endpoints.serves(
    Endpoint("DELETE", READ, "Take a read away", answers=ReadShown, scope=ADMIN, audience=STAFF,
             permission=MANAGE, refuses=(NotFound, RoundStands),
             note="What was handed in never moves.")
)  # fmt: skip
def take_read(round_id: UUID, assignment_id: UUID) -> ReadShown:
    person = signed_in_person()
    read = get_read(round_of(round_id), assignment_id, by=person)
    services.take_read(read, by=person)
    return ReadShown.of(read)


@endpoints.serves(
    Endpoint("POST", f"{READ}/hand-on", "Hand a read on to another reviewer", answers=ReadShown,
             scope=ADMIN, body=ReadHandedOn, audience=STAFF, permission=MANAGE,
             refuses=(NotFound, NoReader, RoundStands))
)  # fmt: skip
def hand_on_read(round_id: UUID, assignment_id: UUID, *, body: ReadHandedOn) -> ReadShown:
    person = signed_in_person()
    read = get_read(round_of(round_id), assignment_id, by=person)
    return ReadShown.of(services.hand_on(read, to=get_reviewer(body.reviewer), by=person))


@endpoints.serves(
    Endpoint("GET", f"{ONE_ROUND}/bans", "Who is kept from what", answers=ListShown[BanShown],
             query=Paged, audience=STAFF, permission=MANAGE, refuses=(NotFound,),
             note="The newest first.")
)  # fmt: skip
def round_bans(round_id: UUID, query: Paged) -> ListShown[BanShown]:
    round_, person = round_of(round_id), signed_in_person()
    page = bans_of(round_, by=person, cursor=query.cursor, limit=query.limit)
    return ListShown(items=[BanShown.of(each.ban) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint("POST", f"{ONE_ROUND}/bans", "Keep a reviewer from an application",
             answers=BanShown, status=201, scope=ADMIN, body=BanMeant, audience=STAFF,
             permission=MANAGE, refuses=(NotFound,), note="An open read of it ends.")
)  # fmt: skip
def make_ban(round_id: UUID, body: BanMeant) -> BanShown:
    person = signed_in_person()
    application = get_entry(round_of(round_id), body.application, by=person).application
    made = services.ban(get_reviewer(body.reviewer), application, by=person, reason=body.reason)
    return BanShown.of(made)


@endpoints.serves(
    Endpoint("DELETE", f"{ONE_ROUND}/bans/<uuid:ban_id>", "Lift a ban", answers=DoneShown,
             scope=ADMIN, audience=STAFF, permission=MANAGE, refuses=(NotFound,))
)  # fmt: skip
def lift_ban(round_id: UUID, ban_id: UUID) -> DoneShown:
    person = signed_in_person()
    services.lift_ban(get_ban(round_of(round_id), ban_id, by=person), by=person)
    return DoneShown(count=1)


@endpoints.serves(
    Endpoint("GET", f"{ONE_ROUND}/coverage", "How far a round is", answers=CoverageShown,
             audience=STAFF, permission=MANAGE, refuses=(NotFound,),
             note="What lacks most comes first.")
)  # fmt: skip
def round_coverage(round_id: UUID) -> CoverageShown:
    return CoverageShown.of(board(round_of(round_id), signed_in_person()))


@endpoints.serves(
    Endpoint("POST", f"{ONE_ROUND}/coverage/remind", "Remind those who have something to read",
             answers=DoneShown, scope=ADMIN, body=ForWhom, audience=STAFF, permission=MANAGE,
             refuses=(NotFound,), note="Nobody is reminded twice a day.")
)  # fmt: skip
def remind_readers(round_id: UUID, body: ForWhom) -> DoneShown:
    round_ = round_of(round_id)
    written = late.remind_readers(round_, body.reviewers, by=signed_in_person())
    return DoneShown(count=written)


@endpoints.serves(
    Endpoint("POST", f"{ONE_ROUND}/coverage/release", "Take late reads away", answers=DoneShown,
             scope=ADMIN, body=ForWhom, audience=STAFF, permission=MANAGE, refuses=(NotFound,),
             note="The next plan gives them to others.")
)  # fmt: skip
def release_late(round_id: UUID, body: ForWhom) -> DoneShown:
    round_ = round_of(round_id)
    return DoneShown(count=len(late.release_late(round_, body.reviewers, by=signed_in_person())))


def _shown(row: AssignmentPlan, round_: Round, *, by: User) -> PlanShown:
    outcome = from_json(row.result)
    found = assignable(round_, by, settings=PlanSettings(**row.settings))
    if isinstance(outcome, Plan):
        holds = row.applied_at is None and still_holds(found.problem, outcome)
        return PlanShown.of(row, outcome, holds=holds)
    sentences = in_sentences(
        outcome, applications=found.applications, commitments=found.commitments
    )
    return PlanShown.impossible(row, outcome, sentences=sentences)
