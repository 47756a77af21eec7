"""Staff's and coordinators' sides: who gives what, what is missing, and no private words."""

import csv
import io
import json
from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from accelerator.mentors.models import AwaitedMentor, GivingState, OrganisationPlaces
from accelerator.mentors.queries.mentors import get_mentoring
from accelerator.mentors.queries.mentors import places_of as said_by
from accelerator.mentors.rules.terms import DEFAULT_WEIGHTS
from accelerator.mentors.services.wishing import Teller, say_wishes
from accelerator.participations.models import Participation
from accelerator.programmes.models import Cohort, Phase
from hub.accounts.models import User
from hub.core.database import db, transaction
from hub.history.models import Entry
from hub.organisations.models import MemberRole, Organisation
from hub.outbox.models import Message
from tests.counting import asked_for
from tests.factories import a_member, a_person
from tests.factories.mentoring import (
    a_mentor,
    a_mentoring,
    a_participation,
    a_support_organisation,
    a_week,
    a_wish,
    places_of,
)
from tests.factories.programme import a_cohort, a_conflict, a_programme_manager, a_startup
from tests.signing_in import sign_in_as


def as_(app: Flask, person: User) -> FlaskClient:
    client = app.test_client()
    sign_in_as(client, person)
    return client


@pytest.fixture
def cohort(app: Flask) -> Cohort:
    return a_cohort(starts_on=date(2027, 1, 4), ends_on=date(2027, 6, 30), phase=Phase.RUNNING)


@pytest.fixture
def manager(cohort: Cohort) -> User:
    return a_programme_manager(cohort.programme)


@pytest.fixture
def staff(app: Flask, manager: User) -> FlaskClient:
    return as_(app, manager)


def at(cohort: Cohort, more: str = "") -> str:
    return f"/admin/cohorts/{cohort.id}/mentoring{more}"


def test_staff_open_the_mentoring_and_set_its_terms(staff: FlaskClient, cohort: Cohort) -> None:
    assert "This cohort has no mentoring yet." in staff.get(at(cohort)).text
    staff.post(at(cohort, "/open"))
    weights = {f"weight_{part}": str(weight) for part, weight in DEFAULT_WEIGHTS.items()}
    sent = {
        "version": "1", "least": "1", "most": "2", "most_of_one_organisation": "1",
        "least_minutes": "30", "target_minutes": "120", "floor_percent": "80",
        "kept_bonus": "500", "answer_hours": "48", "notice_hours": "24",
        "wishes_until": "2026-12-31", "code-en": "Be kind.", **weights,
    }  # fmt: skip
    wrong = staff.post(at(cohort, "/terms"), data=sent | {"weight_expertise": "100"})
    assert (wrong.status_code, "Now they sum to 800." in wrong.text) == (422, True)
    assert "must sum to 1000" in wrong.text
    assert staff.post(at(cohort, "/terms"), data=sent).status_code == 302
    mentoring = get_mentoring(cohort)
    assert (mentoring.most, mentoring.code, mentoring.code_version) == (2, {"en": "Be kind."}, 2)
    old = staff.post(at(cohort, "/terms"), data=sent | {"most": "5"})
    assert (old.status_code, "were changed in the meantime" in old.text) == (422, True)


def test_some_are_asked_and_then_all(staff: FlaskClient, cohort: Cohort) -> None:
    a_mentoring(cohort)
    first, *others = [a_mentor() for _n in range(3)]
    assert staff.post(at(cohort, "/ask"), data={"places": "2"}).status_code == 422
    staff.post(at(cohort, "/ask"), data={"places": "2", "mentor": str(first.id)})
    (said,) = said_by(first)
    assert (said.state, said.places) == (GivingState.ASKED, 2)
    page = staff.get(at(cohort, "/ask")).text
    assert first.name not in page
    staff.post(at(cohort, "/ask"), data={"places": "1", "mentor": [str(o.id) for o in others]})
    assert "All mentors of the hub have been asked." in staff.get(at(cohort, "/ask")).text


def test_what_is_missing_is_reminded_once_a_day(
    app: Flask, staff: FlaskClient, cohort: Cohort, manager: User
) -> None:
    a_mentoring(cohort, code={"en": "Be kind."})
    said = places_of(cohort)
    founder = a_person()
    inside = a_participation(cohort, a_startup(founder))
    secret = a_participation(cohort, a_startup(name="Close Friend"))
    a_conflict(manager, secret.startup)
    page = staff.get(at(cohort)).text
    assert "1 startup has not said what it needs." in page
    assert "Close Friend" not in page
    assert "1 mentor has not agreed to the code of conduct." in page
    for what in ("code", "hours", "needs", "startup-hours", "needs"):
        staff.post(at(cohort, "/remind"), data={"what": what})
    sent = select(Message.to_email, Message.subject).where(Message.template == "mentors/reminded")
    letters = db.session.execute(sent).all()
    assert len(letters) == 4
    assert {email for email, _subject in letters} == {said.mentor.user.email, founder.email}
    assert any(inside.startup.name in subject for _email, subject in letters)


def the_private_scene(cohort: Cohort) -> tuple[str, list[str]]:
    """Both sides have ranked and ruled out; their notes must be read nowhere."""
    a_mentoring(cohort)
    house = a_support_organisation(name="Kamar Dagang Kota")
    first, second = (places_of(cohort, organisation=house) for _n in range(2))
    founder = a_person()
    one = a_participation(cohort, a_startup(founder, name="Banyu Kota")).startup
    two = a_participation(cohort, a_startup(name="Warung Data")).startup
    a_wish(cohort, one)
    with transaction():
        side = Teller(cohort, startup=one)
        say_wishes(side, [first.mentor_id], never={second.mentor_id: "NEVER-M"}, by=founder)
        mentor = Teller(cohort, mentor=first.mentor)
        by = first.mentor.user
        say_wishes(mentor, [two.id], never={one.id: "NEVER-S"}, by=by)
    return str(house.id), ["NEVER-M", "NEVER-S"]


def test_private_words_are_on_no_page_list_export_mail_or_history(
    app: Flask, staff: FlaskClient, cohort: Cohort
) -> None:
    house_id, secrets = the_private_scene(cohort)
    house = db.session.scalars(select(Organisation).where(Organisation.name == "Kamar Dagang Kota"))
    coordinator = a_member(house.one(), role=MemberRole.COORDINATOR).user
    for what in ("answer", "code", "hours", "needs", "startup-hours"):
        staff.post(at(cohort, "/remind"), data={"what": what})
    inside = db.session.scalars(select(Participation)).all()
    texts = [
        staff.get(at(cohort)).text,
        *(staff.get(at(cohort, f"/mentors.{ending}")).text for ending in ("csv", "json")),
        *(staff.get(at(cohort, f"/startups.{ending}")).text for ending in ("csv", "json")),
        *(staff.get(f"/participations/{each.id}/mentoring").text for each in inside),
        as_(app, coordinator).get(f"/organisations/{house_id}/mentors").text,
        *(row.text for row in db.session.scalars(select(Message))),
        *(json.dumps([e.before, e.after, e.reason]) for e in db.session.scalars(select(Entry))),
    ]  # fmt: skip
    assert len(texts) > 10
    assert not [text for text in texts if any(secret in text for secret in secrets)]
    rows = list(csv.reader(io.StringIO(staff.get(at(cohort, "/startups.csv")).text)))
    ranked = {row[0]: row[-1] for row in rows[1:]}
    assert ranked == {"Banyu Kota": "1", "Warung Data": "0"}
    for each in inside:
        assert staff.get(f"/participations/{each.id}/mentoring/mentors").status_code == 403


def test_a_table_is_looked_at_then_read_in_and_goes_out_without_formulas(
    app: Flask, staff: FlaskClient, cohort: Cohort
) -> None:
    a_mentoring(cohort)
    house = a_support_organisation(name="Kamar Dagang Kota")
    known = a_mentor(a_person(email="known@mentor.example"), headline="=HYPERLINK(1)")
    table = (
        b"email,organisation,places,topics,languages\n"
        b"known@mentor.example,,2,pricing,id\n"
        b"new@mentor.example,kamar dagang kota,3,grants;pricing,de\n"
        b"odd@mentor.example,Nobody,1,,\n"
        b"new@mentor.example,,1,,\n"
        b"other@mentor.example,,many,,\n"
        b"third@mentor.example,,1,magic,\n"
    )
    looked = staff.post(at(cohort, "/import"), data={"file": (BytesIO(table), "m.csv")}).text
    for reason in ("There is no support organisation “Nobody”.", "stands there twice",
                   "is no number of places", "“magic” is not known in topics"):  # fmt: skip
        assert reason in looked
    assert db.session.scalars(select(AwaitedMentor)).all() == []
    staff.post(at(cohort, "/import/now"), data={"text": table.decode()})
    (awaited,) = db.session.scalars(select(AwaitedMentor)).all()
    assert (awaited.organisation_id, awaited.places, awaited.profile["topics"]) == (
        house.id, 3, ["pricing", "grants"],
    )  # fmt: skip
    (said,) = said_by(known)
    assert (said.places, known.topics) == (2, ["pricing", "grants"])
    rows = list(csv.reader(io.StringIO(staff.get(at(cohort, "/mentors.csv")).text)))
    assert rows[1][3] == "'=HYPERLINK(1)"
    again = staff.get(at(cohort, "/mentors.csv")).data
    assert "asked already" in staff.post(
        at(cohort, "/import"), data={"file": (BytesIO(again), "m.csv")}
    ).text  # fmt: skip
    assert staff.post(
        at(cohort, "/import"), data={"file": (BytesIO(b"\xff\xfe"), "m.csv")}
    ).status_code == 422  # fmt: skip
    assert staff.get(at(cohort, "/secrets.csv")).status_code == 404


def test_the_page_asks_no_more_for_thirty(
    app: Flask, staff: FlaskClient, cohort: Cohort, manager: User
) -> None:
    a_mentoring(cohort)
    house = a_support_organisation()
    coordinator = a_member(house, role=MemberRole.COORDINATOR).user
    theirs = as_(app, coordinator)
    own = f"/organisations/{house.id}/mentors"
    cohort_id, house_id = cohort.id, house.id

    def grow(count: int) -> None:
        here = db.session.get_one(Cohort, cohort_id)
        ours = db.session.get_one(Organisation, house_id)
        for _n in range(count):
            a_week(mentor=places_of(here, organisation=ours).mentor)
            startup = a_participation(here).startup
            a_wish(here, startup)

    grow(1)
    one = asked_for(staff, at(cohort))[0], asked_for(theirs, own)[0]
    grow(29)
    assert (asked_for(staff, f"/admin/cohorts/{cohort_id}/mentoring")[0],
            asked_for(theirs, own)[0]) == one  # fmt: skip


class TestCoordinator:
    @pytest.fixture
    def house(self, app: Flask) -> Organisation:
        return a_support_organisation(name="Kamar Dagang Kota")

    @pytest.fixture
    def theirs(self, app: Flask, house: Organisation) -> FlaskClient:
        return as_(app, a_member(house, role=MemberRole.COORDINATOR).user)

    def test_they_invite_ask_and_set_their_places(
        self, theirs: FlaskClient, house: Organisation, cohort: Cohort
    ) -> None:
        a_mentoring(cohort)
        own = a_mentor()
        a_member(house, own.user)
        page = f"/organisations/{house.id}/mentors"
        assert "Its mentors" in theirs.get(f"/organisations/{house.id}").text
        form = {"email": "new@mentor.example", "language": "id", "cohort": str(cohort.id),
                "places": "2", "topics": ["grants"]}  # fmt: skip
        theirs.post(f"{page}/invite", data=form)
        (awaited,) = db.session.scalars(select(AwaitedMentor)).all()
        assert (awaited.cohort_id, awaited.places) == (cohort.id, 2)
        sent = {"cohort": str(cohort.id), "places": "2"}
        theirs.post(f"{page}/{own.id}/ask", data=sent)
        (said,) = said_by(own)
        assert (said.organisation_id, said.places) == (house.id, 2)
        theirs.post(f"{page}/cohorts/{cohort.id}", data={"places": "5"})
        (total,) = db.session.scalars(select(OrganisationPlaces)).all()
        assert total.places == 5
        shown = theirs.get(page).text
        assert "new@mentor.example" in shown
        assert 'value="5"' in shown

    def test_another_house_s_coordinator_gets_nothing_of_it(
        self, app: Flask, house: Organisation, cohort: Cohort
    ) -> None:
        a_mentoring(cohort)
        said = places_of(cohort, organisation=house)
        other = a_support_organisation()
        stranger = as_(app, a_member(other, role=MemberRole.COORDINATOR).user)
        member = as_(app, a_member(house, role=MemberRole.MEMBER).user)
        page = f"/organisations/{house.id}/mentors"
        for client in (stranger, member):
            assert client.get(page).status_code == 404
            assert client.post(f"{page}/invite", data={}).status_code == 404
        theirs = f"/organisations/{other.id}/mentors/{said.mentor_id}/ask"
        sent = {"cohort": str(cohort.id), "places": "1"}
        assert stranger.post(theirs, data=sent).status_code == 404
