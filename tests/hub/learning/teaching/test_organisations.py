"""What an organisation's people learn: all of it for who leads it, one's own for members."""

from datetime import datetime

import pytest
from flask import Flask

from hub.accounts.models import User
from hub.core.database import transaction
from hub.learning.certificates.queries.trained import trained_organisations
from hub.learning.certificates.services.completing import judge_all, set_rule
from hub.learning.enrolments.models import Enrolment
from hub.learning.teaching.queries.organisations import trained_since
from hub.organisations.models import MemberRole, Organisation, OrganisationKind
from tests.api import Caller
from tests.counting import asked_for
from tests.factories import MONDAY, a_member, a_person, an_organisation
from tests.factories.learning import a_class_manager, an_enrolment
from tests.hub.learning.teaching.stories import Scene, a_scene, as_, read


def a_team(name: str = "Warga Air") -> tuple[Organisation, User]:
    team = an_organisation(name=name, kind=OrganisationKind.SUPPORT)
    lead = a_member(team, a_person(name="Coordinator"), role=MemberRole.COORDINATOR).user
    return team, lead


def learner_of(scene: Scene, team: Organisation, name: str) -> Enrolment:
    person = a_member(team, a_person(name=name), role=MemberRole.MEMBER).user
    return an_enrolment(scene.run, person, organisation_id=team.id)


def completes(scene: Scene, *enrolments: Enrolment) -> None:
    manager = a_class_manager()
    for each in enrolments:
        read(each, 4)
    with transaction():
        set_rule(scene.run, {"all": [{"lessons": 4}]}, by=manager, number=0)
        judge_all(scene.run, by=manager)


def test_who_leads_sees_all_and_members_see_their_own(app: Flask) -> None:
    scene = a_scene(trains_organisations=True)
    team, lead = a_team()
    dewi, budi = learner_of(scene, team, "Dewi"), learner_of(scene, team, "Budi")
    other, _lead = a_team("Rute Lab")
    learner_of(scene, other, "Somebody else")
    completes(scene, dewi)
    path = f"/organisations/{team.id}/learning"
    seen = {
        who: as_(app, person).get(path).text
        for who, person in (("lead", lead), ("dewi", dewi.user), ("budi", budi.user))
    }

    names = ("Dewi", "Budi", "Somebody else")
    rows = {who: [f'scope="row">{name}<' in page for name in names] for who, page in seen.items()}
    assert rows == {
        "lead": [True, True, False], "dewi": [True, False, False], "budi": [False, True, False],
    }  # fmt: skip
    assert all("counts as trained since" in page for page in seen.values())
    assert as_(app, a_person()).get(path).status_code == 403
    assert as_(app, a_class_manager()).get(path).status_code == 200


def test_it_says_the_same_as_the_list_of_all_trained_organisations(app: Flask) -> None:
    scene, free = a_scene(trains_organisations=True), a_scene()
    trained, _ = a_team()
    learning, _ = a_team("Rute Lab")
    elsewhere, _ = a_team("Kota Kita")
    completes(scene, learner_of(scene, trained, "Dewi"))
    learner_of(scene, learning, "Budi")
    completes(free, learner_of(free, elsewhere, "Siti"))
    rows = trained_organisations(a_class_manager())

    listed = {row.organisation.id: row.since for row in rows}
    said: dict[object, datetime | None] = {
        team.id: trained_since(team) for team in (trained, learning, elsewhere)
    }
    assert said == {trained.id: listed[trained.id], learning.id: None, elsewhere.id: None}


def test_whoever_moves_on_leaves_their_training_behind(app: Flask) -> None:
    scene = a_scene(trains_organisations=True)
    team, lead = a_team()
    person = a_person(name="Dewi")
    member = a_member(team, person, role=MemberRole.MEMBER)
    completes(scene, an_enrolment(scene.run, person, organisation_id=team.id))
    with transaction():
        member.left_at = MONDAY
    shown = Caller(app, lead).get(f"/organisations/{team.id}/learning").get_json()

    assert (shown["people"], shown["completed"]) == (1, 1)
    assert shown["trained_since"] is not None
    assert [(each["name"], each["progress"]) for each in shown["items"]] == [("Dewi", 66)]
    assert Caller(app, person).get(f"/organisations/{team.id}/learning").status_code == 403


def test_the_table_has_what_the_page_has(app: Flask) -> None:
    scene = a_scene()
    team, lead = a_team()
    for name in ("Dewi", "Budi"):
        learner_of(scene, team, name)
    path = f"/organisations/{team.id}/learning"

    table = as_(app, lead).get(f"{path}.csv").text

    assert [line.split(",")[0] for line in table.splitlines()[1:]] == ['"Budi"', '"Dewi"']
    assert as_(app, a_person()).get(f"{path}.csv").status_code == 403


@pytest.mark.parametrize("number", [1, 30])
def test_an_organisation_is_asked_about_as_often_for_one_as_for_thirty(
    app: Flask, number: int
) -> None:
    team, lead = a_team()
    scenes = [a_scene() for _ in range(min(number, 3))]
    for n in range(number):
        learner_of(scenes[n % len(scenes)], team, f"Learner {n}")
    asked, _page = asked_for(as_(app, lead), f"/organisations/{team.id}/learning")

    assert asked <= MOST


MOST = 22
