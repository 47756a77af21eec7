"""What is known becomes a proposal; what is private or declined is kept."""

from flask import Flask

from accelerator.matching.models import MatchingState
from accelerator.matching.queries.gathering import gather
from accelerator.matching.queries.proposals import answer_of, is_outdated, pairs_of, problem_of
from accelerator.matching.rules.problem import HardReason
from accelerator.matching.services.proposing import Asked, keep, propose
from accelerator.matching.services.reckoning import reckoned
from accelerator.mentors.models import Preference, Side
from hub.core.database import transaction
from tests.factories import kept
from tests.factories.mentoring import (
    a_mentoring,
    a_participation,
    a_support_organisation,
    a_wish,
    places_of,
)
from tests.factories.programme import a_cohort, a_conflict, a_programme_manager


def test_three_startups_and_two_organisations_become_a_proposal(app: Flask) -> None:
    cohort = a_cohort()
    manager = a_programme_manager(cohort.programme)
    a_mentoring(cohort, least=1, most=1)
    organisation = a_support_organisation()
    good = places_of(cohort, organisation=organisation, places=2)
    startups = [a_participation(cohort).startup for _n in range(3)]
    for startup in startups:
        a_wish(cohort, startup)
    other = places_of(cohort, places=1)
    with transaction():
        made = propose(cohort, Asked(name="First"), by=manager)
    answer = reckoned(made.problem, made.mode)
    with transaction():
        keep(made, answer)
    assert (made.number, made.state) == (1, MatchingState.PROPOSED)
    rows = pairs_of(made)
    assert len(rows) == 3
    assert {row.startup_id for row in rows} == {startup.id for startup in startups}
    assert sorted(str(row.mentor_id) for row in rows) == sorted(
        [str(good.mentor_id)] * 2 + [str(other.mentor_id)]
    )
    assert all(sum(part["points"] for part in row.parts) == row.fit for row in rows)
    assert answer_of(made) == answer
    assert problem_of(made).limit == 1
    assert not is_outdated(made, by=manager)
    places_of(cohort)
    assert is_outdated(made, by=manager)


def test_conflicts_vetoes_and_silence_rule_out_with_their_reason(app: Flask) -> None:
    cohort = a_cohort()
    manager = a_programme_manager(cohort.programme)
    mentoring = a_mentoring(cohort)
    startup = a_participation(cohort).startup
    a_wish(cohort, startup, languages=["de"])
    conflicted, vetoed, foreign = (places_of(cohort).mentor for _n in range(3))
    fine = places_of(cohort).mentor
    with transaction():
        for mentor, languages in ((conflicted, ["de"]), (vetoed, ["de"]), (fine, ["de", "en"])):
            mentor.languages = languages
    a_conflict(conflicted.user, startup)
    kept(
        Preference(cohort_id=cohort.id, side=Side.STARTUP, startup_id=startup.id,
                   mentor_id=vetoed.id, is_veto=True, set_by_id=manager.id)
    )  # fmt: skip
    reasons = {
        c.mentor_id: c.reason for c in gather(cohort, mentoring, by=manager).problem.candidates
    }
    assert reasons == {
        str(conflicted.id): HardReason.CONFLICT,
        str(vetoed.id): HardReason.VETO_STARTUP,
        str(foreign.id): HardReason.NO_LANGUAGE,
        str(fine.id): None,
    }


def test_a_manager_matches_nothing_they_have_a_conflict_with(app: Flask) -> None:
    cohort = a_cohort()
    manager = a_programme_manager(cohort.programme)
    mentoring = a_mentoring(cohort)
    hidden, seen = (a_participation(cohort).startup for _n in range(2))
    places_of(cohort)
    a_conflict(manager, hidden)
    gathered = gather(cohort, mentoring, by=manager)
    assert {each.id for each in gathered.problem.startups} == {str(seen.id)}
