"""Staff find, screen and ask by API; teams answer; whoever has a conflict finds nothing."""

from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from accelerator.applications.models import Answer, Application, ApplicationState, TeamRole
from accelerator.programmes.models import Cohort
from accelerator.vocabulary.terms import Sector
from hub.accounts.models import User
from hub.core.database import db, transaction
from hub.outbox.models import Message
from tests.accelerator.applications.stories import a_teammate
from tests.api import Caller
from tests.factories import a_person
from tests.factories.programme import (
    GOOD_ANSWERS,
    a_cohort,
    a_conflict,
    a_programme,
    a_programme_manager,
    a_startup,
    an_application,
)

SUBMITTED = ApplicationState.SUBMITTED
NO = {"outcome": "ineligible", "reason_codes": ["out-of-scope"], "message": "We look for cities."}
ASKED = {"text": "Which office?", "due_at": "2026-12-01T10:00:00Z", "keys": ["problem"]}


@pytest.fixture
def cohort(app: Flask) -> Cohort:
    return a_cohort()


@pytest.fixture
def founder(app: Flask) -> User:
    return a_person()


@pytest.fixture
def application(cohort: Cohort, founder: User) -> Application:
    startup = a_startup(founder, name="Banyu Kota")
    return an_application(cohort, founder, startup=startup, state=SUBMITTED)


@pytest.fixture
def staff(app: Flask, cohort: Cohort) -> Caller:
    return Caller(app, a_programme_manager(cohort.programme))


@pytest.fixture
def hers(app: Flask, founder: User, application: Application) -> Caller:
    return Caller(app, founder)


def at(application: Application, more: str = "") -> str:
    return f"/applications/{application.id}{more}"


def listed(cohort: Cohort, more: str = "") -> str:
    return f"/cohorts/{cohort.id}/applications{more}"


def test_the_list_is_searched_and_counted(
    staff: Caller, cohort: Cohort, application: Application
) -> None:
    an_application(cohort, state=SUBMITTED, sector=Sector.WASTE)
    an_application(cohort)

    found = staff.get(listed(cohort, "?text=banyu")).json
    waste = staff.get(listed(cohort, "?sector=waste&order=newest")).json

    assert [each["startup_name"] for each in found["items"]] == ["Banyu Kota"]
    assert len(waste["items"]) == 1
    assert found["counts"] == {"draft": 1, "submitted": 2}


def test_a_record_has_what_was_handed_in_and_a_draft_has_nothing(
    staff: Caller, cohort: Cohort, application: Application
) -> None:
    draft = an_application(cohort, answers=GOOD_ANSWERS | {"problem": "Nobody's business"})

    record = staff.get(at(application, "/record")).json

    assert record["answers"]["problem"] == GOOD_ANSWERS["problem"]
    assert "wrong-place" in record["reason_codes"]
    assert record["team"][0]["role"] == "owner"
    assert "Nobody's business" not in staff.get(at(draft, "/record")).text


def test_an_application_is_turned_down_and_looked_at_again(
    staff: Caller, application: Application
) -> None:
    before = mails()
    assert staff.post(at(application, "/screenings"), NO).json["state"] == "ineligible"
    assert staff.post(at(application, "/screenings"), NO).json["state"] == "ineligible"
    assert mails() == before + 1

    undone = staff.post(at(application, "/screenings/undo"), {"reason": "Too hasty"})

    assert undone.json["state"] == "submitted"
    [screening] = staff.get(at(application, "/record")).json["screenings"]
    assert screening["undone_at"]
    actions = [
        each["action"] for each in staff.get(at(application, "/record/history")).json["items"]
    ]
    assert actions == ["application.screening-undone", "application.screened"]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        (NO | {"reason_codes": []}, "codes"),
        (NO | {"message": ""}, "message"),
        (NO | {"reason_codes": ["i-say-so"]}, "codes"),
    ],
)
def test_nobody_is_turned_down_without_a_reason(
    staff: Caller, application: Application, sent: dict[str, Any], field: str
) -> None:
    answer = staff.post(at(application, "/screenings"), sent)

    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_the_hub_asks_and_the_team_answers_with_what_it_changed(
    app: Flask, staff: Caller, hers: Caller, application: Application
) -> None:
    asked = staff.post(at(application, "/requests"), ASKED)
    assert (asked.status_code, asked.json["keys"]) == (201, ["problem"])
    twice = staff.post(at(application, "/requests"), ASKED)
    assert (twice.status_code, twice.json["code"]) == (409, "conflict")
    [seen] = hers.get(at(application, "/requests")).json["items"]
    with transaction():
        answer = db.session.query(Answer).filter_by(application_id=application.id, key="problem")
        answer.one().value = "Pipes of the north leak."
    door = at(application, f"/requests/{seen['id']}/answer")

    told = hers.post(door, {"text": "The one in the north."})
    again = hers.post(door, {"text": "Once more"})

    assert told.json["answered_at"]
    assert (again.status_code, again.json["code"]) == (409, "already-answered")
    record = staff.get(at(application, "/record")).json
    assert (record["state"], record["revision"]) == ("submitted", 2)
    assert record["answers"]["problem"] == "Pipes of the north leak."


def test_only_those_who_write_answer(app: Flask, staff: Caller, application: Application) -> None:
    asked = staff.post(at(application, "/requests"), ASKED).json
    reader = Caller(app, a_teammate(application, name="Budi", role=TeamRole.VIEW))
    door = at(application, f"/requests/{asked['id']}")

    assert reader.get(at(application, "/requests")).json["items"]
    assert reader.post(f"{door}/answer", {"text": "Mine"}).status_code == 403
    assert staff.delete(door).json["closed_at"]
    assert staff.get(at(application, "/record")).json["state"] == "submitted"


def test_what_the_form_does_not_ask_cannot_be_asked_again(
    staff: Caller, application: Application
) -> None:
    answer = staff.post(at(application, "/requests"), ASKED | {"keys": ["shoe-size"]})

    assert (answer.status_code, list(answer.json["errors"])) == (422, ["keys"])


def test_one_team_gets_more_time_with_a_reason(
    staff: Caller, hers: Caller, application: Application
) -> None:
    given = {"until": "2027-01-01T00:00:00Z", "reason": "The power was out."}

    assert staff.post(at(application, "/more-time"), given).status_code == 200
    assert hers.get(at(application)).json["deadline"] == "2027-01-01T00:00:00Z"
    assert staff.post(at(application, "/more-time"), given | {"reason": ""}).status_code == 422


def test_many_are_let_through_at_once(
    staff: Caller, cohort: Cohort, application: Application
) -> None:
    other, draft = an_application(cohort, state=SUBMITTED), an_application(cohort)
    ids = [str(each.id) for each in (application, other, draft)]

    answer = staff.post(listed(cohort, "/let-through"), {"applications": ids})

    assert answer.json == {"let_through": 2}
    assert staff.get(listed(cohort, "?state=eligible")).json["counts"] == {
        "draft": 1,
        "eligible": 2,
    }


def test_staff_say_whether_two_are_one(
    staff: Caller, cohort: Cohort, application: Application
) -> None:
    other = an_application(cohort, state=SUBMITTED)
    door = at(application, f"/doubles/{other.id}")

    answer = staff.call("PUT", door, json={"same": False, "note": "Two teams"})

    assert answer.status_code == 200
    assert staff.call("PUT", at(application, f"/doubles/{UUID(int=8)}"),
                      json={"same": True}).status_code == 404  # fmt: skip


def test_others_find_nothing(
    app: Flask, staff: Caller, hers: Caller, cohort: Cohort, application: Application
) -> None:
    a_conflict(staff.person, application.startup)
    another = Caller(app, a_programme_manager(a_programme()))
    for caller, status in ((staff, 404), (another, 404), (hers, 403)):
        assert caller.get(at(application, "/record")).status_code == status
        assert caller.get(at(application, "/record/history")).status_code == status
        assert caller.post(at(application, "/screenings"), NO).status_code == status
        assert caller.post(at(application, "/requests"), ASKED).status_code == status
    assert staff.get(listed(cohort)).json["items"] == []
    assert staff.get(listed(cohort)).json["counts"] == {}
    assert another.get(listed(cohort)).status_code == 404
    assert Caller(app, a_person()).get(at(application, "/requests")).status_code == 404


def test_thirty_cost_no_more_questions_than_one(
    staff: Caller, cohort: Cohort, application: Application
) -> None:
    one = staff.asked_for(listed(cohort, "?limit=100"))
    db.session.add(cohort)
    for _ in range(29):
        an_application(cohort, state=SUBMITTED)

    assert staff.asked_for(listed(cohort, "?limit=100")) == one
    first = staff.get(listed(cohort)).json
    rest = staff.get(listed(cohort, f"?cursor={first['next']}")).json
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (20, 10, None)


def mails() -> int:
    return db.session.query(Message).count()
