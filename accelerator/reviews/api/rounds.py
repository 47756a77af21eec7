"""Rounds of review: made, changed, filled, opened and closed."""

from uuid import UUID

from accelerator.reviews.api.groups import ADMIN, MANAGE, ONE_ROUND, STAFF, round_of
from accelerator.reviews.api.groups import rounds as endpoints
from accelerator.reviews.errors import RoundChanged, RoundStands, RubricInUse
from accelerator.reviews.queries.entries import entries_of, get_entry
from accelerator.reviews.queries.rounds import counts_of, get_cohort, rounds_of
from accelerator.reviews.queries.rubrics import presets, rubric_of
from accelerator.reviews.rules.drafting import CriterionDraft
from accelerator.reviews.schemas.rounds import (
    DoneShown,
    EnteredShown,
    EntriesMeant,
    NewRound,
    Reopening,
    RoundChange,
    RoundCountsShown,
    RoundRowShown,
    RoundShown,
    RubricMeant,
    TrackMeant,
)
from accelerator.reviews.services import entries
from accelerator.reviews.services import rounds as services
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.web.api import Endpoint, ListShown, expect_version

OF_COHORT = "/cohorts/<uuid:cohort_id>/rounds"
ENTRY = f"{ONE_ROUND}/applications/<uuid:application_id>"


@endpoints.serves(
    Endpoint("GET", OF_COHORT, "Rounds of a cohort, in their order",
             answers=ListShown[RoundRowShown], audience=STAFF, permission=MANAGE,
             refuses=(NotFound,))
)  # fmt: skip
def list_rounds(cohort_id: UUID) -> ListShown[RoundRowShown]:
    person = signed_in_person()
    found = rounds_of(get_cohort(cohort_id, by=person))
    counts = counts_of(found, person)
    return ListShown(
        items=[
            RoundRowShown(**dict(RoundShown.of(each)), counts=RoundCountsShown.of(counts[each.id]))
            for each in found
        ]
    )


@endpoints.serves(
    Endpoint("POST", OF_COHORT, "Make a round", answers=RoundShown, status=201, scope=ADMIN,
             body=NewRound, audience=STAFF, permission=MANAGE, refuses=(NotFound, Invalid),
             location="/rounds/{id}", versioned=True)
)  # fmt: skip
def make_round(cohort_id: UUID, body: NewRound) -> RoundShown:
    person = signed_in_person()
    rubric = _preset(body.preset) if body.preset else []
    cohort = get_cohort(cohort_id, by=person)
    return RoundShown.of(services.make_round(cohort, body.draft(), by=person, rubric=rubric))


@endpoints.serves(
    Endpoint("GET", ONE_ROUND, "One round, with its rubric", answers=RoundShown, audience=STAFF,
             permission=MANAGE, refuses=(NotFound,), versioned=True)
)  # fmt: skip
def one_round(round_id: UUID) -> RoundShown:
    return RoundShown.of(round_of(round_id))


@endpoints.serves(
    Endpoint("PATCH", ONE_ROUND, "Change a round", answers=RoundShown, scope=ADMIN,
             body=RoundChange, audience=STAFF, permission=MANAGE, versioned=True,
             refuses=(NotFound, RoundChanged, RoundStands, Invalid),
             note="While it is read, it stays blind or not. Reads due with the round move with it.")
)  # fmt: skip
def change_round(round_id: UUID, body: RoundChange) -> RoundShown:
    round_ = round_of(round_id)
    expect_version(round_.version)
    services.change_round(
        round_, body.draft(round_), expected=round_.version, by=signed_in_person()
    )
    return RoundShown.of(round_)


@endpoints.serves(
    Endpoint("PUT", f"{ONE_ROUND}/rubric", "Set a round's rubric", answers=RoundShown,
             scope=ADMIN, body=RubricMeant, audience=STAFF, permission=MANAGE, versioned=True,
             refuses=(NotFound, RoundStands, RubricInUse, Invalid),
             note="Criteria and scales only while nobody has begun to mark; words, weights and"
                  " order until the round closes. New weights count for all marks.")
)  # fmt: skip
def set_rubric(round_id: UUID, body: RubricMeant) -> RoundShown:
    round_ = round_of(round_id)
    expect_version(round_.version)
    if body.preset:
        drafts = _preset(body.preset)
    elif body.of_round is not None:
        drafts = rubric_of(round_of(body.of_round))
    else:
        drafts = [each.draft() for each in body.criteria]
    services.set_rubric(round_, drafts, by=signed_in_person())
    return RoundShown.of(round_)


@endpoints.serves(
    Endpoint("POST", f"{ONE_ROUND}/open", "Open a round for reading", answers=RoundShown,
             scope=ADMIN, audience=STAFF, permission=MANAGE,
             refuses=(NotFound, RoundStands, Invalid),
             note="Reviewers see what they were given, and get a mail about it.")
)  # fmt: skip
def open_round(round_id: UUID) -> RoundShown:
    round_ = round_of(round_id)
    services.open_round(round_, by=signed_in_person())
    return RoundShown.of(round_)


@endpoints.serves(
    Endpoint("POST", f"{ONE_ROUND}/discuss", "End reading and begin the discussion",
             answers=RoundShown, scope=ADMIN, audience=STAFF, permission=MANAGE,
             refuses=(NotFound, RoundStands, Invalid))
)  # fmt: skip
def discuss_round(round_id: UUID) -> RoundShown:
    round_ = round_of(round_id)
    services.begin_discussion(round_, by=signed_in_person())
    return RoundShown.of(round_)


@endpoints.serves(
    Endpoint("POST", f"{ONE_ROUND}/close", "Close a round", answers=RoundShown, scope=ADMIN,
             audience=STAFF, permission=MANAGE, refuses=(NotFound, RoundStands))
)  # fmt: skip
def close_round(round_id: UUID) -> RoundShown:
    round_ = round_of(round_id)
    services.close_round(round_, by=signed_in_person())
    return RoundShown.of(round_)


@endpoints.serves(
    Endpoint("POST", f"{ONE_ROUND}/reopen", "Take a round one step back", answers=RoundShown,
             scope=ADMIN, body=Reopening, audience=STAFF, permission=MANAGE,
             refuses=(NotFound, RoundStands, Invalid))
)  # fmt: skip
def reopen_round(round_id: UUID, body: Reopening) -> RoundShown:
    round_ = round_of(round_id)
    services.reopen_round(round_, by=signed_in_person(), reason=body.reason)
    return RoundShown.of(round_)


@endpoints.serves(
    Endpoint("GET", f"{ONE_ROUND}/applications", "Which applications a round reads",
             answers=ListShown[EnteredShown], audience=STAFF, permission=MANAGE,
             refuses=(NotFound,))
)  # fmt: skip
def round_applications(round_id: UUID) -> ListShown[EnteredShown]:
    found = entries_of(round_of(round_id), signed_in_person())
    return ListShown(items=[EnteredShown.of(each) for each in found])


@endpoints.serves(
    Endpoint("POST", f"{ONE_ROUND}/applications", "Put applications into a round",
             answers=DoneShown, scope=ADMIN, body=EntriesMeant, audience=STAFF,
             permission=MANAGE, refuses=(NotFound, RoundStands, Invalid))
)  # fmt: skip
def put_into_round(round_id: UUID, body: EntriesMeant) -> DoneShown:
    new = entries.put_in(round_of(round_id), body.applications, by=signed_in_person())
    return DoneShown(count=len(new))


@endpoints.serves(
    Endpoint("PATCH", ENTRY, "Say on which track an application is read", answers=EnteredShown,
             scope=ADMIN, body=TrackMeant, audience=STAFF, permission=MANAGE,
             refuses=(NotFound, Conflict))
)  # fmt: skip
def set_track(round_id: UUID, application_id: UUID, *, body: TrackMeant) -> EnteredShown:
    round_, person = round_of(round_id), signed_in_person()
    entry = get_entry(round_, application_id, by=person)
    entries.set_track(entry, body.track, round_=round_, by=person)
    found = entries_of(round_, person)
    return EnteredShown.of(next(each for each in found if each.entry.id == entry.id))


@endpoints.serves(
    Endpoint("DELETE", ENTRY, "Take an application out of a round", answers=DoneShown,
             scope=ADMIN, audience=STAFF, permission=MANAGE, refuses=(NotFound, RoundStands),
             note="While nobody reads it.")
)  # fmt: skip
def take_out_of_round(round_id: UUID, application_id: UUID) -> DoneShown:
    round_, person = round_of(round_id), signed_in_person()
    entry = get_entry(round_, application_id, by=person)
    entries.take_out(entry, round_=round_, by=person)
    return DoneShown(count=1)


def _preset(name: str) -> list[CriterionDraft]:
    if name not in presets():
        message = _("There is no such rubric. There are: %(names)s.", names=", ".join(presets()))
        raise Invalid(message, errors={"preset": [message]})
    return list(presets()[name][1])
