"""The long lists of a selection: a page at a time, found by search, and kept whole by the API."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.selection import services
from accelerator.selection.models import Decision
from accelerator.selection.queries.releases import releases_of
from accelerator.selection.views import feedback, line, releases_page
from hub.core.database import db, transaction
from tests.accelerator.selection.stories import ACCEPT, REJECT, WAIT, Scene, a_scene
from tests.api import Caller
from tests.counting import asked_for
from tests.hub.accounts.stories import words
from tests.signing_in import sign_in_as


@pytest.fixture
def in_twos(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two on a page."""
    for module in (feedback, line, releases_page):
        monkeypatch.setattr(module, "ON_A_PAGE", 2)


def base(scene: Scene) -> str:
    return f"/admin/cohorts/{scene.cohort.id}"


def told(number: int, *, seats: int = 1) -> Scene:
    """One is offered a place, the others wait in line."""
    scene = a_scene(number, seats=seats)
    scene.released(ACCEPT, *[WAIT] * (number - 1))
    return scene


def names_on(page: str, scene: Scene) -> list[str]:
    """The startups of a page, as they stand there."""
    names = [each.startup.name for each in scene.applications]
    rows = re.findall(r'role="rowheader".*?</tr>', page, re.S)
    return [name for row in rows for name in names if name in row]


def names_of(scene: Scene, *numbers: int) -> list[str]:
    return [scene.applications[n].startup.name for n in numbers]


def leaves(client: FlaskClient, path: str, scene: Scene) -> list[list[str]]:
    """What stands on each page, turning with the links."""
    found, going = [], path
    while going:
        page = client.get(going).text
        found.append(names_on(page, scene))
        link = re.search(r'rel="next" href="([^"]+)"', page)
        going = link[1].replace("&amp;", "&") if link else ""
    return found


@pytest.mark.usefixtures("in_twos")
def test_feedback_is_turned_page_by_page_and_found(client: FlaskClient) -> None:
    scene = a_scene(5)
    for n in range(5):
        scene.decide(n, REJECT)
    scene.feedback(0)
    sign_in_as(client, scene.manager)
    path = f"{base(scene)}/feedback"

    assert leaves(client, path, scene) == [
        names_of(scene, 1, 2), names_of(scene, 3, 4), names_of(scene, 0),
    ]  # fmt: skip
    page = words(client.get(path))
    assert "5 teams are turned down. 4 have nothing to read yet." in page and "2 of 5" in page
    assert leaves(client, f"{path}?shown=edited", scene) == [names_of(scene, 0)]
    assert leaves(client, f"{path}?order=number", scene)[0] == names_of(scene, 0, 1)
    wanted = scene.applications[3]
    assert leaves(client, f"{path}?text={wanted.reference}", scene) == [names_of(scene, 3)]
    assert leaves(client, f"{path}?text={wanted.startup.name}", scene) == [names_of(scene, 3)]
    assert "No team is like that" in words(client.get(f"{path}?text=nobody"))


@pytest.mark.usefixtures("in_twos")
def test_places_are_turned_page_by_page_sorted_and_found(client: FlaskClient) -> None:
    scene = told(5)
    sign_in_as(client, scene.manager)
    path = f"{base(scene)}/places"

    assert leaves(client, path, scene) == [
        names_of(scene, 0, 1), names_of(scene, 2, 3), names_of(scene, 4),
    ]  # fmt: skip
    assert leaves(client, f"{path}?state=offered", scene) == [names_of(scene, 0)]
    assert leaves(client, f"{path}?state=waiting", scene)[1] == names_of(scene, 3, 4)
    assert "number 4" in words(client.get(f"{path}?state=waiting&page=2"))
    third = scene.applications[2]
    assert leaves(client, f"{path}?text={third.reference}&order=until", scene) == [
        names_of(scene, 2)
    ]
    assert "4 in line" in re.sub(r"\s+", " ", words(client.get(f"{path}?state=offered")))


@pytest.mark.usefixtures("in_twos")
def test_a_team_that_came_again_is_listed_once(client: FlaskClient) -> None:
    scene = told(2, seats=2)
    with transaction():
        services.take_back(scene.offer(0), by=scene.manager, reason="By mistake")
    scene.decide(0, services.Judgement(ACCEPT.outcome, correction="That was our mistake."))
    scene.let_out(scene.prepared())
    sign_in_as(client, scene.manager)

    assert leaves(client, f"{base(scene)}/places", scene) == [names_of(scene, 0, 1)]


@pytest.mark.usefixtures("in_twos")
def test_the_receivers_of_a_release_are_turned_and_found_and_all_counted(
    client: FlaskClient,
) -> None:
    scene = a_scene(5, seats=1)
    for n, judgement in enumerate((ACCEPT, WAIT, WAIT, WAIT, WAIT)):
        scene.decide(n, judgement)
    release = scene.prepared()
    sign_in_as(client, scene.second)
    path = f"/admin/releases/{release.id}"

    page = client.get(path).text
    assert "5 mails go out." in page and "2 of 5" in page
    found = re.findall(r'role="rowheader".*?break">([^<]+)<', page)
    assert found == [scene.owner(0).email, scene.owner(1).email]
    for search in (f"text={scene.owner(4).email}", f"text={scene.applications[4].reference}"):
        page = client.get(f"{path}?{search}").text
        assert scene.owner(4).email in page and scene.owner(1).email not in page
        assert "5 mails go out." in page
    accepted = client.get(f"{path}?choice=accept&language=en").text
    assert scene.owner(0).email in accepted and scene.owner(1).email not in accepted
    assert "No mail is like that" in client.get(f"{path}?text=nobody").text


@pytest.mark.usefixtures("in_twos")
def test_a_number_in_line_counts_across_pages(client: FlaskClient) -> None:
    scene = a_scene(5)
    for n in range(5):
        scene.decide(n, WAIT)
    sign_in_as(client, scene.manager)
    path, last = f"{base(scene)}/decisions/line", scene.applications[4]
    assert leaves(client, path, scene)[2] == names_of(scene, 4)
    assert 'value="5"' in client.get(f"{path}?text={last.reference}").text

    answer = client.post(f"{path}?page=3", data={f"rank-{last.id}": "2"})

    assert answer.location.endswith("page=3")
    db.session.expire_all()
    ordered = [each.application_id for each in db.session.query(Decision).order_by(Decision.rank)]
    assert ordered == [scene.applications[n].id for n in (0, 4, 1, 2, 3)]


@pytest.mark.parametrize("page", ["0", "-3", "99", "two", "²", "1" * 400, ""])
def test_any_page_number_leads_to_a_page(client: FlaskClient, page: str) -> None:
    scene = told(3)
    sign_in_as(client, scene.manager)

    assert client.get(f"{base(scene)}/places?page={page}").status_code == 200
    assert client.get(f"{base(scene)}/decisions?page={page}").status_code == 200


@pytest.mark.usefixtures("in_twos")
def test_the_api_keeps_the_whole(app: Flask) -> None:
    scene = told(5)
    caller = Caller(app, scene.manager)

    places = caller.get(f"/cohorts/{scene.cohort.id}/places").get_json()["items"]
    (release,) = caller.get(f"/cohorts/{scene.cohort.id}/releases").get_json()["items"]

    assert [each["startup"] for each in places] == names_of(scene, 0, 1, 2, 3, 4)
    assert release["mails"] == 5


def _feedback(number: int) -> tuple[Scene, str]:
    scene = a_scene(number)
    for n in range(number):
        scene.decide(n, REJECT)
        scene.feedback(n)
    return scene, f"{base(scene)}/feedback?shown=edited&order=startup"


def _line(number: int) -> tuple[Scene, str]:
    scene = a_scene(number)
    for n in range(number):
        scene.decide(n, WAIT)
    return scene, f"{base(scene)}/decisions/line"


def _places(number: int) -> tuple[Scene, str]:
    scene = told(number + 1)
    return scene, f"{base(scene)}/places?state=waiting"


def _receivers(number: int) -> tuple[Scene, str]:
    scene = told(number)
    (release,) = releases_of(scene.cohort)
    return scene, f"/admin/releases/{release.id}?language=en"


@pytest.mark.parametrize("of", [_feedback, _line, _places, _receivers])
def test_a_list_asks_no_more_for_thirty_than_for_one(
    client: FlaskClient, of: Callable[[int], tuple[Scene, str]]
) -> None:
    counts, pages = [], []
    for number in (1, 30):
        scene, path = of(number)
        sign_in_as(client, scene.manager)
        count, page = asked_for(client, path)
        counts.append(count)
        pages.append(len(re.findall(r'role="rowheader"', page)))

    assert counts[0] == counts[1]
    assert pages == [1, 30]
