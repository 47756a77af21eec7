"""Who may stand in which door of matching; how to read it stands in `matrix`."""

from typing import Any

from accelerator.matching.models import PairRule, RuleKind
from tests.accelerator.matching.stories import a_scene
from tests.factories import kept
from tests.factories.mentoring import a_pairing, a_participation
from tests.factories.programme import a_startup

EVERYONE = """
"""

PEOPLE = """
GET              /api/v1/pairings
GET              /api/v1/pairings/<pairing_id>
POST             /api/v1/pairings/<pairing_id>/accept
POST             /api/v1/pairings/<pairing_id>/decline
POST             /api/v1/pairings/<pairing_id>/end
GET              /api/v1/participations/<participation_id>/mentoring/why
GET              /mentoring/pairs
GET              /mentoring/pairs/<pairing_id>
POST             /mentoring/pairs/<pairing_id>/accept
GET POST         /mentoring/pairs/<pairing_id>/decline
GET              /participations/<participation_id>/mentoring/why
"""

STAFF = """
GET POST   /api/v1/cohorts/<cohort_id>/matchings                          programmes:manage
GET        /api/v1/cohorts/<cohort_id>/pairings                           programmes:manage
GET POST   /api/v1/cohorts/<cohort_id>/pair-rules                         programmes:manage
DELETE     /api/v1/cohorts/<cohort_id>/pair-rules/<rule_id>               programmes:manage
GET PATCH  /api/v1/matchings/<matching_id>                                programmes:manage
POST       /api/v1/matchings/<matching_id>/edits                          programmes:manage
GET        /api/v1/matchings/<matching_id>/effects                        programmes:manage
POST       /api/v1/matchings/<matching_id>/publish                        programmes:manage
POST       /api/v1/matchings/<matching_id>/stop                           programmes:manage
GET        /api/v1/matchings/<matching_id>/why                            programmes:manage
POST       /api/v1/pairings/<pairing_id>/remind                           programmes:manage
GET POST   /admin/cohorts/<cohort_id>/matching                            programmes:manage
POST       /admin/cohorts/<cohort_id>/matching/marks                      programmes:manage
POST       /admin/cohorts/<cohort_id>/matching/next                       programmes:manage
GET        /admin/cohorts/<cohort_id>/matching/pairs                      programmes:manage
GET        /admin/cohorts/<cohort_id>/matching/pairs.<format>             programmes:manage
GET        /matchings/<matching_id>                                       programmes:manage
GET POST   /matchings/<matching_id>/change                                programmes:manage
GET        /matchings/<matching_id>/compare                               programmes:manage
POST       /matchings/<matching_id>/name                                  programmes:manage
GET POST   /matchings/<matching_id>/publish                               programmes:manage
POST       /matchings/<matching_id>/stop                                  programmes:manage
POST       /mentoring/pairs/<pairing_id>/remind                           programmes:manage
"""

#: Without saying what is to be changed there is nothing to show.
LEADS_ON = {
    ("GET", "/matchings/<matching_id>/change"),
    ("GET", "/api/v1/matchings/<matching_id>/effects"),
    ("GET", "/api/v1/matchings/<matching_id>/why"),
}
ONE = "01900000-0000-7000-8000-000000000001"
PAIR: dict[str, object] = {"startup": ONE, "mentor": ONE}
TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("POST", "<cohort_id>/matchings"): {},
    ("PATCH", "<matching_id>"): {"name": "Mine"},
    ("POST", "<matching_id>/edits"): {"kind": "lock", **PAIR},
    ("POST", "<cohort_id>/pair-rules"): {"kind": "lock", **PAIR},
    ("POST", "<pairing_id>/decline"): {"reason": "Because I can"},
    ("POST", "<pairing_id>/end"): {"reason": "Because I can"},
}


def ids(things: Any) -> dict[str, object]:
    """Ayu's startup in a cohort with a proposal, a pair that was asked, and a word of staff."""
    scene = a_scene(2, 3)
    startup = a_participation(scene.cohort, a_startup(things.ayu)).startup
    pairing = a_pairing(scene.places[0], startup)
    word = PairRule(
        cohort_id=scene.cohort.id,
        startup=scene.startups[0],
        mentor=scene.mentors[1],
        kind=RuleKind.LOCK,
        made_by_id=things.admin.id,
    )
    rule = kept(word)
    made = scene.proposal(by=things.admin)
    return {
        "pairing_id": pairing.id,
        "matching_id": made.id,
        "rule_id": rule.id,
        "proposed": "?kind=ban&startup={}&mentor={}".format(*scene.pair(0, 0)),
    }
