"""Finals by pairs by API: what a juror compares, and who stands where."""

from uuid import UUID

from accelerator.reviews.api.groups import MANAGE, ONE_ROUND, STAFF, WRITES, round_of
from accelerator.reviews.api.groups import scores as endpoints
from accelerator.reviews.errors import ReadEnded
from accelerator.reviews.models import RoundState
from accelerator.reviews.queries.pairwise import (
    Final,
    finals_of,
    get_final,
    next_for,
    standings_in,
)
from accelerator.reviews.queries.revisions import reading_for
from accelerator.reviews.schemas.scoring import (
    FinalShown,
    FinalStandingShown,
    PairDecided,
    PairShown,
    SideShown,
)
from accelerator.reviews.services import pairwise
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotFound
from hub.web.api import Endpoint, ListShown


@endpoints.serves(
    Endpoint(
        "GET",
        "/finals",
        "Rounds of pairs that you compare in",
        answers=ListShown[FinalShown],
    )
)
def finals() -> ListShown[FinalShown]:
    return ListShown(items=[_final(each) for each in finals_of(signed_in_person())])


@endpoints.serves(
    Endpoint(
        "GET",
        "/finals/<uuid:final_id>/pair",
        "The two that you are best asked about next",
        answers=PairShown,
        refuses=(NotFound,),
    )
)
def next_pair_of_final(final_id: UUID) -> PairShown:
    person = signed_in_person()
    final = get_final(final_id, person)
    pair = next_for(final, person) if final.round.state is RoundState.OPEN else None
    if pair is None:
        return PairShown(first=None, second=None)
    sides = []
    for application in pair:
        reading = reading_for(application, final.round)
        sides.append(
            SideShown(
                application=application.id,
                reference=reading.reference,
                headline=reading.headline,
                startup=reading.startup or None,
                facts=dict(reading.facts),
            )
        )
    return PairShown(first=sides[0], second=sides[1])


@endpoints.serves(
    Endpoint(
        "POST",
        "/finals/<uuid:final_id>/comparisons",
        "Say which of two is better",
        answers=FinalShown,
        status=201,
        scope=WRITES,
        body=PairDecided,
        refuses=(NotFound, ReadEnded, Invalid),
        note="Said again of the same two, it replaces what was said before.",
    )
)
def compare_pair(final_id: UUID, body: PairDecided) -> FinalShown:
    person = signed_in_person()
    final = get_final(final_id, person)
    pairwise.decide(final, (body.first, body.second), preferred=body.preferred, by=person)
    return _final(get_final(final_id, person))


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE_ROUND}/standings",
        "Who stands where after the comparisons of a final",
        answers=ListShown[FinalStandingShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def standings_of_final(round_id: UUID) -> ListShown[FinalStandingShown]:
    known, applications = standings_in(round_of(round_id), signed_in_person())
    return ListShown(
        items=[FinalStandingShown.of(row, applications[row.application]) for row in known.strengths]
    )


def _final(final: Final) -> FinalShown:
    return FinalShown(
        round=final.round.id,
        name=final.round.name,
        state=final.round.state,
        due_at=final.round.due_at,
        compared=final.compared,
        pairs=final.pairs,
    )
