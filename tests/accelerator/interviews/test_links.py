"""A juror's link: it opens their day, on that day, for one device, and nothing else."""

import logging
import sys
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.applications.models import Revision
from accelerator.interviews.errors import DayMoved
from accelerator.interviews.models import JuryLink
from accelerator.interviews.services import days, links, publishing
from accelerator.reviews.models import Review
from hub.accounts.models import SignIn
from hub.accounts.services.sessions import begin_sign_in, end_confined
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import NotAllowed
from hub.files.rules import DocumentLimits
from hub.files.services import keep, store_document
from hub.history.models import Entry
from tests.accelerator.interviews.stories import Scene, a_scene, at, letters_to, newest_letter
from tests.factories import a_person, a_person_who_is
from tests.factories.programme import a_conflict, a_programme, a_programme_manager
from tests.hub.accounts.stories import words
from tests.hub.files.papers import a_pdf
from tests.signing_in import sign_in_as

MORNING = "08:30"


@pytest.fixture
def scene(app: Flask) -> Scene:
    scene = a_scene()
    scene.panel()
    scene.invite()
    scene.planned()
    scene.publish()
    return scene


def made(scene: Scene, juror: int = 0, *, send: bool = True) -> str:
    with transaction():
        return links.make_link(scene.day, scene.jurors[juror].id, by=scene.manager, send=send)


def enter(client: FlaskClient, secret: str) -> int:
    return client.post("/jury/open", data={"key": secret}).status_code


def the_day(scene: Scene) -> str:
    return f"/jury/{scene.day.id}"


def test_a_link_opens_the_jurors_day_and_takes_their_marks(
    client: FlaskClient, scene: Scene
) -> None:
    secret, meeting = made(scene), scene.meeting(0)
    assert meeting is not None
    with frozen_at(at(MORNING)):
        assert client.get("/jury/open").status_code == 200
        came = client.post("/jury/open", data={"key": secret})
        assert (came.status_code, came.location) == (303, the_day(scene))
        page = client.get(the_day(scene))
        assert "by a link, for this day only" in words(page)
        assert scene.applications[0].startup.name in words(
            client.get(f"/jury/meetings/{meeting.id}")
        )
        sent = {"mark-need": "4", "mark-evidence": "3", "version": "0", "revision": "1"}
        door = f"/jury/meetings/{meeting.id}/marks"
        assert client.post(door, data=sent | {"then": "hand-in"}).status_code == 303
    review = db.session.query(Review).one()
    assert review.scores == {"need": 4, "evidence": 3}
    assert review.assignment.reviewer_id == scene.jurors[0].id
    entry = db.session.query(Entry).filter_by(action="review.handed-in").one()
    assert (entry.actor_id, entry.via) == (scene.jurors[0].user_id, "link")


def test_it_opens_nothing_of_the_account(client: FlaskClient, scene: Scene) -> None:
    secret = made(scene)
    with frozen_at(at(MORNING)):
        enter(client, secret)
        for path in ("/jury", "/reviews", "/account/security", "/account/profile", "/bookings",
                     "/admin/people", f"/admin/interviews/{scene.day.id}"):  # fmt: skip
            answer = client.get(path)
            assert answer.status_code in (302, 404), path
            assert scene.jurors[0].user.name not in answer.text
        assert scene.jurors[0].user.name not in client.get("/").text
        assert client.post(f"{the_day(scene)}/link/end").status_code == 401
        assert client.get(the_day(scene)).status_code == 200


def test_only_on_its_day(client: FlaskClient, scene: Scene) -> None:
    secret = made(scene)
    midnight = at("00:00")
    with frozen_at(midnight - timedelta(seconds=1)):
        refused = client.post("/jury/open", data={"key": secret})
        assert refused.status_code == 410 and "Thu 26 Nov 2026" in words(refused)
    with frozen_at(midnight):
        assert enter(client, secret) == 303
    with frozen_at(midnight + timedelta(days=1, seconds=-1)):
        assert client.get(the_day(scene)).status_code == 200
    with frozen_at(midnight + timedelta(days=1)):
        assert client.get(the_day(scene)).status_code == 302  # to the sign-in
        assert enter(client, secret) == 410


def test_a_newer_link_ends_the_older_and_one_device_the_other(app: Flask, scene: Scene) -> None:
    one, other, third = (app.test_client() for _ in range(3))
    first = made(scene)
    with frozen_at(at(MORNING)):
        assert enter(one, first) == 303
        assert enter(other, first) == 303
        assert one.get(the_day(scene)).status_code == 302
        second = made(scene)
        assert other.get(the_day(scene)).status_code == 302
        assert (enter(third, first), enter(third, second)) == (410, 303)
    assert db.session.query(JuryLink).filter(JuryLink.ended_at.is_(None)).count() == 1


def test_it_is_taken_back_by_staff_and_by_the_juror(app: Flask, scene: Scene) -> None:
    phone, staff, own = (app.test_client() for _ in range(3))
    sign_in_as(staff, scene.manager)
    sign_in_as(own, scene.jurors[0].user)
    base = f"/admin/interviews/{scene.day.id}/links"
    with frozen_at(at(MORNING)):
        enter(phone, made(scene))
        sign_in_as(staff, scene.manager)
        assert staff.post(f"{base}/{scene.jurors[0].id}/revoke").status_code == 303
        assert phone.get(the_day(scene)).status_code == 302
        enter(phone, made(scene))
        sign_in_as(own, scene.jurors[0].user)
        assert "There is a link that opens this day" in words(own.get(the_day(scene)))
        assert own.post(f"{the_day(scene)}/link/end").status_code == 303
        assert phone.get(the_day(scene)).status_code == 302
    reasons = [e.reason for e in db.session.query(Entry).filter_by(action="jury-link.ended")]
    assert sorted(reasons) == ["ended by the juror", "taken back"]


def test_whoever_leaves_the_panel_or_a_day_that_is_called_off_is_out(
    client: FlaskClient, scene: Scene
) -> None:
    secret = made(scene)
    with frozen_at(at(MORNING)):
        enter(client, secret)
        panel = scene.day.panels[0]
        with transaction():
            days._seat(panel, [scene.jurors[1].id])
        assert client.get(the_day(scene)).status_code == 302
        assert enter(client, secret) == 410
        secret = made(scene, 1)
        assert enter(client, secret) == 303
        with transaction():
            publishing.call_off(scene.day, by=scene.manager, reason="Flood")
        assert client.get(the_day(scene)).status_code == 302
        assert enter(client, secret) == 410


def test_staff_show_it_once_and_it_is_kept_nowhere(client: FlaskClient, scene: Scene) -> None:
    sign_in_as(client, scene.manager)
    base = f"/admin/interviews/{scene.day.id}/links"
    assert "No link" in words(client.get(base))
    shown = client.post(f"{base}/{scene.jurors[0].id}", data={"then": "show"})
    assert shown.status_code == 200 and "data:image/svg" in shown.text
    secret = shown.text.partition("/jury/open#")[2].partition("<")[0]
    assert secret and secret not in client.get(base).text
    link = db.session.query(JuryLink).one()
    assert secret not in str(vars(link))
    told = "".join(f"{e.before}{e.after}{e.reason}" for e in db.session.query(Entry))
    assert secret not in told and letters_to(scene.jurors[0].user) == ["juror"]
    client.post(f"{base}/{scene.jurors[0].id}", data={"then": "send"})
    letter = newest_letter(scene.jurors[0].user)
    assert letter.confidential and "/jury/open#" in letter.text


def test_who_may_not_see_a_team_is_not_shown_what_opens_it(
    client: FlaskClient, scene: Scene
) -> None:
    a_conflict(scene.manager, scene.applications[1].startup)
    with pytest.raises(NotAllowed):
        made(scene, send=False)
    sign_in_as(client, scene.manager)
    base = f"/admin/interviews/{scene.day.id}/links"
    assert "Show a QR code" not in client.get(base).text
    client.post(f"{base}/{scene.jurors[0].id}", data={"then": "show"})
    assert db.session.query(JuryLink).count() == 0
    made(scene, send=True)
    assert letters_to(scene.jurors[0].user)[-1] == "link"


def test_a_link_is_made_for_a_published_day_by_its_managers(scene: Scene) -> None:
    with pytest.raises(NotAllowed), transaction():
        links.make_link(
            scene.day, scene.jurors[0].id, by=a_programme_manager(a_programme()), send=True
        )
    with transaction():
        publishing.call_off(scene.day, by=scene.manager, reason="")
    with pytest.raises(DayMoved):
        made(scene)


def test_the_juror_hears_of_each_kind_of_device_once(app: Flask, scene: Scene) -> None:
    secret = made(scene)
    agents = ["Mozilla/5.0 (Linux; Android 14) Chrome/130", "Mozilla/5.0 (Windows) Firefox/131"]
    with frozen_at(at(MORNING)):
        for agent in (agents[0], agents[0], agents[1]):
            app.test_client().post(
                "/jury/open", data={"key": secret}, headers={"User-Agent": agent}
            )
    assert letters_to(scene.jurors[0].user) == ["juror", "link", "link_opened", "link_opened"]
    assert "Firefox" in newest_letter(scene.jurors[0].user).text


def test_keys_are_not_guessed(client: FlaskClient, scene: Scene) -> None:
    secret = made(scene)
    with frozen_at(at(MORNING)):
        tried = [enter(client, f"wrong-{n}") for n in range(22)]
        assert tried[:20] == [410] * 20 and tried[20:] == [429, 429]
        assert enter(client, secret) == 429
    with frozen_at(at("09:00")):
        assert [enter(client, secret) for _ in range(25)] == [303] * 25


def test_no_log_sees_the_key(
    client: FlaskClient,
    scene: Scene,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    secret = made(scene)
    for handler in logging.getLogger().handlers:  # bound to the stderr of the test that came first
        if type(handler) is logging.StreamHandler:
            monkeypatch.setattr(handler, "stream", sys.stderr)
    with frozen_at(at(MORNING)):
        enter(client, secret)
        client.get(the_day(scene))
    written = capsys.readouterr()
    assert "interviews.enter_by_link" in written.out + written.err
    assert secret not in written.out + written.err


def test_conflicts_and_blindness_hold_as_for_whoever_signs_in(
    client: FlaskClient, scene: Scene
) -> None:
    hidden, meeting = scene.applications[2], scene.meeting(2)
    assert meeting is not None
    with frozen_at(at(MORNING)):
        enter(client, made(scene))
        seen = scene.meeting(0)
        assert seen is not None
        declared = client.post(
            f"/jury/meetings/{meeting.id}/conflict", data={"kind": "employer", "note": ""}
        )
        assert declared.status_code == 303
        page = words(client.get(the_day(scene)))
        assert hidden.startup.name not in page and hidden.reference not in page
        for tail in ("", "/conflict"):
            assert client.get(f"/jury/meetings/{meeting.id}{tail}").status_code == 404
        with transaction():
            scene.round.blind = True
        page = client.get(f"/jury/meetings/{seen.id}").text + client.get(the_day(scene)).text
        assert scene.applications[0].startup.name not in page


def test_of_another_panel_or_day_it_opens_nothing(client: FlaskClient, scene: Scene) -> None:
    other = a_scene(1)
    other.panel()
    other.invite()
    other.planned()
    other.publish()
    meeting = other.meeting(0)
    assert meeting is not None
    with frozen_at(at(MORNING)):
        enter(client, made(scene))
        for path in (the_day(other), f"/jury/meetings/{meeting.id}",
                     f"/interviews/meetings/{meeting.id}/join"):  # fmt: skip
            assert client.get(path).status_code == 302, path


def test_files_of_the_material_are_the_teams_own(client: FlaskClient, scene: Scene) -> None:
    application, meeting = scene.applications[0], scene.meeting(0)
    assert meeting is not None
    stored = store_document(BytesIO(a_pdf()), "deck.pdf", limits=DocumentLimits())
    with transaction():
        strange = keep(stored, scene.applications[1])
    assert db.session.query(Revision).filter_by(application_id=application.id).count() == 1
    with frozen_at(at(MORNING)):
        enter(client, made(scene))
        door = f"/jury/meetings/{meeting.id}/files/{strange.id}"
        assert client.get(door).status_code == 404


def test_a_juror_who_is_staff_comes_in_as_a_juror_only(client: FlaskClient, scene: Scene) -> None:
    """Their rights over other people's matters wait for the second factor, on every page."""
    with transaction():
        person = a_person_who_is("admin")  # type: ignore[arg-type]
        scene.jurors[0].user = person
    with frozen_at(at(MORNING)):
        assert enter(client, made(scene)) == 303
        assert client.get(the_day(scene)).status_code == 200
        assert client.get("/admin/people").status_code == 302


def test_it_never_acts_for_somebody_and_signing_out_ends_it(
    client: FlaskClient, scene: Scene
) -> None:
    with frozen_at(at(MORNING)):
        enter(client, made(scene))
        assert client.post("/sign-out").status_code == 302
        assert client.get(the_day(scene)).status_code == 302
    ended = db.session.query(SignIn).filter(SignIn.confined_to.is_not(None)).one()
    assert ended.ended_at is not None


def test_with_the_account_the_link_takes_nothing_away(client: FlaskClient, scene: Scene) -> None:
    with frozen_at(at(MORNING)):
        sign_in_as(client, scene.jurors[0].user)
        assert enter(client, made(scene)) == 303
        assert client.get("/account/security").status_code == 200


def test_nobody_else_is_signed_in_by_it(client: FlaskClient, scene: Scene) -> None:
    with frozen_at(at(MORNING)):
        sign_in_as(client, a_person())
        assert "will be signed out" in words(client.get("/jury/open"))
        enter(client, made(scene))
        assert client.get(the_day(scene)).status_code == 200
        assert client.get("/bookings").status_code == 302


def test_ending_what_is_confined_ends_only_that(scene: Scene) -> None:
    person = scene.jurors[0].user
    with transaction():
        begin_sign_in(person)
        assert end_confined(scene.day.id, reason="none of it") == 0
    assert db.session.query(SignIn).filter_by(user_id=person.id, ended_at=None).count() == 1
