"""Proposals: made, listed, looked at, published."""

from uuid import UUID

from accelerator.matching.api.groups import (
    ADMIN,
    COHORT,
    MANAGE,
    ONE,
    STAFF,
    cohort_of,
    matching_of,
)
from accelerator.matching.api.groups import of_matchings as endpoints
from accelerator.matching.errors import ChangedMeanwhile, NoPlace, NotNow
from accelerator.matching.queries.proposals import matchings_in
from accelerator.matching.schemas.asking import MatchingAsked, MatchingNamed, PairAsked
from accelerator.matching.schemas.pairings import PublishedShown
from accelerator.matching.schemas.proposals import (
    MatchingBriefShown,
    MatchingShown,
    PairWhyShown,
)
from accelerator.matching.services import pairing as pairings
from accelerator.matching.services import proposing
from accelerator.matching.services.explaining import Explained
from accelerator.matching.services.reckoning import reckoned
from hub.accounts.sign_in import signed_in_person
from hub.core.database import lock
from hub.core.errors import NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.web.api import Endpoint, ListShown, expect_version

#: So many possible pairs are reckoned at once (some hundredths of a second); more wait for the job.
AT_ONCE = 2_500


@endpoints.serves(
    Endpoint(
        "POST",
        f"{COHORT}/matchings",
        "Make a proposal",
        answers=MatchingShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=MatchingAsked,
        refuses=(NotFound, NotAllowed, NotNow),
        location="/matchings/{id}",
        note="A small one is worked out at once; of a large one the state is queued until it is"
        " done: look again. Nobody is told before it is published.",
    )
)
def make_matching(cohort_id: UUID, body: MatchingAsked) -> MatchingShown:
    made = proposing.propose(cohort_of(cohort_id), body.asked(), by=signed_in_person())
    if proposing.is_quick(made) and proposing.size_of(made) <= AT_ONCE:
        outcome = reckoned(made.problem, made.mode, settings=made.settings)
        proposing.keep(made, outcome)
    return MatchingShown.in_full(made)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{COHORT}/matchings",
        "The proposals of a cohort",
        answers=ListShown[MatchingBriefShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
        note="All of them, the newest first; without those that tell of a startup that you have a"
        " conflict of interest with.",
    )
)
def cohort_matchings(cohort_id: UUID) -> ListShown[MatchingBriefShown]:
    found = matchings_in(cohort_of(cohort_id), seen_by=signed_in_person())
    return ListShown(items=[MatchingBriefShown.of(each) for each in found])


@endpoints.serves(
    Endpoint(
        "GET",
        ONE,
        "One proposal",
        answers=MatchingShown,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
        versioned=True,
    )
)
def matching(matching_id: UUID) -> MatchingShown:
    return MatchingShown.in_full(matching_of(matching_id))


@endpoints.serves(
    Endpoint(
        "PATCH",
        ONE,
        "Name a proposal",
        answers=MatchingShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=MatchingNamed,
        refuses=(NotFound, NotAllowed),
    )
)
def name_matching(matching_id: UUID, body: MatchingNamed) -> MatchingShown:
    found = matching_of(matching_id)
    proposing.rename(found, body.name, by=signed_in_person())
    return MatchingShown.in_full(found)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/why",
        "Why this pair, or why not",
        answers=PairWhyShown,
        audience=STAFF,
        permission=MANAGE,
        query=PairAsked,
        refuses=(NotFound,),
        note="The price is exact: the points of total that forcing the pair would cost.",
    )
)
def why_pair(matching_id: UUID, query: PairAsked) -> PairWhyShown:
    found = matching_of(matching_id)
    if "answer" not in found.result:
        raise NotFound(_("This proposal is not ready yet."))
    explained = Explained(found)
    pair = (str(query.startup), str(query.mentor))
    if pair[0] not in explained.cast.startups or pair[1] not in explained.cast.mentors:
        raise NotFound(_("There is no such pair."))
    other = None if pair in explained.answer.chosen else explained.other(pair)
    return PairWhyShown.of(pair, explained, other=other)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/publish",
        "Publish a proposal",
        answers=PublishedShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, NotAllowed, NotNow, NoPlace, ChangedMeanwhile),
        versioned=True,
        note="Both sides of each new pair get a mail and have time to answer. All or nothing.",
    )
)
def publish_matching(matching_id: UUID) -> PublishedShown:
    found = matching_of(matching_id)
    lock(found)
    expect_version(found.version)
    new = pairings.publish(found, by=signed_in_person(), version=found.version)
    return PublishedShown(new_pairs=len(new), version=found.version)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/stop",
        "Stop working out a proposal",
        answers=MatchingBriefShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, NotAllowed),
    )
)
def stop_matching(matching_id: UUID) -> MatchingBriefShown:
    found = matching_of(matching_id)
    proposing.stop(found, by=signed_in_person())
    return MatchingBriefShown.of(found)
