"""What speaks for a conflict of interest."""

from dataclasses import replace
from uuid import UUID

import pytest

from accelerator.conflicts.rules import Judge, Team, findings, site_domain
from accelerator.vocabulary.terms import ConflictKind

LINA, ORG, LAB = UUID(int=1), UUID(int=2), UUID(int=3)
JUDGE = Judge(LINA, verified=frozenset({"lina@lab.example"}), organisations={LAB: "City Lab"})
TEAM = Team(
    startup_id=UUID(int=9),
    organisation_id=ORG,
    people=frozenset({UUID(int=7)}),
    addresses=frozenset({"budi@banyu.example"}),
    website="https://www.banyu.example/about",
)


def kinds(judge: Judge, team: Team) -> set[tuple[ConflictKind, bool]]:
    return {(finding.kind, finding.sure) for finding in findings(judge, team)}


def test_strangers_have_none() -> None:
    assert findings(JUDGE, TEAM) == []


def test_a_member_of_the_team_has_one_for_sure() -> None:
    assert kinds(JUDGE, replace(TEAM, people=frozenset({LINA}))) == {(ConflictKind.EMPLOYER, True)}
    assert kinds(replace(JUDGE, organisations={ORG: "Banyu"}), TEAM) == {
        (ConflictKind.EMPLOYER, True)
    }


def test_sharing_an_organisation_is_one_and_it_is_named() -> None:
    (finding,) = findings(JUDGE, replace(TEAM, organisations=frozenset({LAB})))

    assert (finding.kind, finding.sure) == (ConflictKind.SAME_ORGANISATION, True)
    assert finding.evidence == "City Lab"


@pytest.mark.parametrize("address", ["lina@banyu.example", "lina@BANYU.example"])
def test_an_address_at_the_teams_domain_is_one(address: str) -> None:
    judge = replace(JUDGE, verified=frozenset({address}))

    assert kinds(judge, TEAM) == {(ConflictKind.SAME_ORGANISATION, True)}


def test_an_unverified_address_only_asks() -> None:
    judge = replace(JUDGE, unverified=frozenset({"lina@banyu.example"}))

    assert kinds(judge, TEAM) == {(ConflictKind.SAME_ORGANISATION, False)}


def test_an_unverified_alias_that_is_a_founders_address_asks() -> None:
    judge = replace(JUDGE, unverified=frozenset({"budi@banyu.example"}))

    assert (ConflictKind.EMPLOYER, False) in kinds(judge, TEAM)


def test_what_is_sure_comes_before_what_is_not() -> None:
    judge = replace(
        JUDGE,
        verified=frozenset({"lina@banyu.example"}),
        unverified=frozenset({"other@banyu.example"}),
    )

    assert kinds(judge, TEAM) == {(ConflictKind.SAME_ORGANISATION, True)}


def test_two_people_with_public_mail_share_nothing() -> None:
    judge = replace(JUDGE, verified=frozenset({"lina@gmail.com"}))

    assert findings(judge, replace(TEAM, addresses=frozenset({"budi@gmail.com"}))) == []


def test_the_evidence_names_no_address() -> None:
    judge = replace(JUDGE, verified=frozenset({"budi@banyu.example"}))

    assert all("@" not in finding.evidence for finding in findings(judge, TEAM))


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.banyu.example/x", "banyu.example"),
        ("banyu.example", "banyu.example"),
        ("", ""),
        ("http://[bad", ""),
    ],
)
def test_the_domain_of_a_web_address(url: str, domain: str) -> None:
    assert site_domain(url) == domain
