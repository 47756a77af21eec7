"""Programmes and cohorts by API: what is public for everybody, the rest for its managers."""

from typing import Any

import pytest
from flask import Flask

from accelerator.programmes.models import Phase, Programme
from hub.accounts.models import TokenScope
from tests.api import Caller
from tests.factories import a_person
from tests.factories.programme import a_cohort, a_live_form, a_programme, a_programme_manager

PLANNED = {"opens_local": "2026-11-24T09:00", "closes_local": "2026-12-06T23:59"}
NEW = {
    "name": {"en": "Cohort 3"},
    "slug": "city-lab-3",
    "seats": 20,
    "grace_minutes": 30,
    **PLANNED,
}


@pytest.fixture
def programme(app: Flask) -> Programme:
    return a_programme(slug="city-lab", name={"en": "City Lab"})


@pytest.fixture
def manager(app: Flask, programme: Programme) -> Caller:
    return Caller(app, a_programme_manager(programme))


def made(manager: Caller, programme: Programme, **more: Any) -> dict[str, Any]:
    answer = manager.post(f"/programmes/{programme.id}/cohorts", NEW | more)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.get_json()
    return told


def test_anybody_reads_what_is_public(app: Flask, programme: Programme) -> None:
    cohort = a_cohort(programme=programme, tagline={"en": "Twelve weeks"})
    draft = a_cohort(programme=programme, phase=Phase.DRAFT)
    hidden = a_cohort(programme=a_programme(published_at=None))
    visitor = Caller(app, a_person())

    [told] = visitor.get("/programmes").get_json()["items"]
    [listed] = visitor.get("/cohorts").get_json()["items"]
    one = visitor.get(f"/cohorts/{cohort.id}")

    assert (told["slug"], told["zone"], told["published"]) == ("city-lab", "Asia/Jakarta", True)
    assert (listed["id"], listed["intake"], listed["phase"]) == (
        str(cohort.id),
        "open",
        "published",
    )
    assert (listed["closes_at"], listed["closes_local"]) == (
        "2026-12-07T01:00:00Z",
        "2026-12-07T08:00",
    )
    assert one.get_json()["tagline"] == {"en": "Twelve weeks"}
    assert one.headers["ETag"] == '"1"'
    for unseen in (draft, hidden):
        assert visitor.get(f"/cohorts/{unseen.id}").status_code == 404
    assert visitor.get(f"/programmes/{hidden.programme_id}").status_code == 404


def test_managers_see_drafts_of_their_own_programme_alone(
    manager: Caller, programme: Programme
) -> None:
    own = a_cohort(programme=programme, phase=Phase.DRAFT)
    other = a_cohort(phase=Phase.DRAFT)

    listed = manager.get(f"/cohorts?programme={programme.id}").get_json()["items"]

    assert [each["id"] for each in listed] == [str(own.id)]
    assert manager.get(f"/cohorts/{own.id}").status_code == 200
    assert manager.get(f"/cohorts/{other.id}").status_code == 404
    assert len(manager.get("/cohorts").get_json()["items"]) == 1


def test_a_cohort_from_nothing_to_a_public_call(manager: Caller, programme: Programme) -> None:
    cohort = made(manager, programme)
    at = f"/cohorts/{cohort['id']}"
    faq = [{"question": {"en": "Is it free?"}, "answer": {"en": "Yes."}}]
    timeline = [{"on": "2027-01-11", "title": {"en": "Kick-off"}}]

    changed = manager.patch(at, {"faq": faq, "timeline": timeline, "seats": 12})
    refused = manager.post(f"{at}/phase", {"phase": "published"})
    begun = manager.call("PUT", f"{at}/form", json={"template": "pilot_call"})
    live = a_live_form(programme).form_id
    chosen = manager.call("PUT", f"{at}/form", json={"form": str(live)})
    published = manager.post(f"{at}/phase", {"phase": "published"})

    assert (cohort["phase"], cohort["intake"], cohort["opens_at"]) == (
        "draft",
        "upcoming",
        "2026-11-24T02:00:00Z",
    )
    assert (changed.get_json()["faq"], changed.get_json()["seats"]) == (faq, 12)
    assert changed.get_json()["timeline"] == [timeline[0] | {"note": {}}]
    assert (refused.status_code, refused.get_json()["code"]) == (409, "phase-refused")
    assert refused.get_json()["reasons"] == ["Choose first what applicants are asked."]
    assert (begun.status_code, chosen.get_json()["form"]) == (200, str(live))
    assert (published.status_code, published.get_json()["phase"]) == (200, "published")


def test_a_cohort_like_another(manager: Caller, programme: Programme) -> None:
    faq = [{"question": {"en": "Is it free?"}, "answer": {"en": "Yes."}}]
    last, elsewhere = a_cohort(programme=programme, faq=faq), a_cohort()

    copy = made(manager, programme, like=str(last.id))
    odd = manager.post(
        f"/programmes/{programme.id}/cohorts", NEW | {"slug": "x", "like": str(elsewhere.id)}
    )

    assert (copy["faq"], copy["form"], copy["seats"]) == (faq, str(last.form_id), 20)
    assert (odd.status_code, list(odd.get_json()["errors"])) == (422, ["like"])


def test_dates_are_wall_times_and_less_time_is_confirmed(app: Flask) -> None:
    berlin = a_programme(zone="Europe/Berlin", currency="EUR")
    manager, cohort = Caller(app, a_programme_manager(berlin)), a_cohort(programme=berlin)
    at = f"/cohorts/{cohort.id}/dates"
    earlier = {"opens_local": "2026-11-16T02:00", "closes_local": "2026-12-01T18:00"}

    asked = manager.call("PUT", at, json=earlier)
    said = manager.call("PUT", at, json=earlier | {"confirmed": True, "reason": "The jury moved"})
    gap = manager.call("PUT", at, json=earlier | {"closes_local": "2027-03-28T02:30"})
    twice = manager.call("PUT", at, json=earlier | {"closes_local": "2027-10-31T02:30"})
    later = manager.call(
        "PUT", at, json=earlier | {"closes_local": "2027-10-31T02:30", "closes_fold": 1}
    )

    assert (asked.status_code, asked.get_json()["code"]) == (409, "confirm-dates")
    assert asked.get_json()["drafts"] == 0
    assert said.get_json()["closes_at"] == "2026-12-01T17:00:00Z"
    assert (gap.get_json()["code"], gap.get_json()["next_local"]) == (
        "no-such-time",
        "2027-03-28T03:30",
    )
    assert (twice.get_json()["code"], len(twice.get_json()["choices"])) == ("time-happens-twice", 2)
    assert later.get_json()["closes_at"] == "2027-10-31T01:30:00Z"


def test_a_version_that_is_over_changes_nothing(manager: Caller, programme: Programme) -> None:
    cohort = made(manager, programme)
    at, seen = f"/cohorts/{cohort['id']}", {"If-Match": '"1"'}

    first = manager.patch(at, {"seats": 12}, headers=seen)
    second = manager.patch(at, {"seats": 30}, headers=seen)

    assert (first.status_code, second.status_code) == (200, 412)
    assert manager.get(at).get_json()["seats"] == 12


def test_programmes_are_made_by_managers_of_all(app: Flask, manager: Caller) -> None:
    of_all = Caller(app, a_programme_manager())
    body = {"slug": "pilot-call", "name": {"en": "Pilot Call"}, "zone": "Europe/Berlin",
            "currency": "EUR"}  # fmt: skip

    refused = manager.post("/programmes", body)
    new = of_all.post("/programmes", body)
    again = of_all.post("/programmes", body)
    at = f"/programmes/{new.get_json()['id']}"
    changed = of_all.patch(at, {"summary": {"de": "Kurz"}})

    assert (refused.status_code, new.status_code, again.status_code) == (403, 201, 409)
    assert (new.get_json()["published"], again.get_json()["code"]) == (False, "slug-taken")
    assert (changed.get_json()["summary"], changed.get_json()["zone"]) == (
        {"de": "Kurz"},
        "Europe/Berlin",
    )
    assert of_all.post(f"{at}/publish").get_json()["published"] is True
    assert of_all.delete(f"{at}?reason=Over").get_json()["archived"] is True
    assert of_all.post(f"{at}/restore").get_json()["archived"] is False


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", {"fr": "Cohorte"}),
        ("name", {}),
        ("slug", "Kohorte 3"),
        ("seats", 0),
        ("closes_local", "2026-11-01T09:00"),
        ("closes_local", "2026-12-06T23:59:00Z"),
        ("ends_on", "2027-02-30"),
        ("grace_minutes", 100_000),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    manager: Caller, programme: Programme, field: str, value: Any
) -> None:
    refused = manager.post(f"/programmes/{programme.id}/cohorts", NEW | {field: value})

    assert refused.status_code == 422
    [name] = refused.get_json()["errors"]
    assert name.split(".")[0] == field


def test_managers_of_another_programme_and_tokens_without_the_scope_change_nothing(
    app: Flask, manager: Caller, programme: Programme
) -> None:
    cohort = a_cohort(programme=programme)
    stranger = Caller(app, a_programme_manager(a_programme()))
    reading = Caller(app, manager.person, TokenScope.READ)
    at = f"/cohorts/{cohort.id}"

    assert stranger.patch(at, {"seats": 1}).status_code == 404
    assert stranger.post(f"{at}/phase", {"phase": "draft"}).status_code == 404
    assert stranger.call("PUT", f"{at}/form", json={"template": "blank"}).status_code == 404
    assert stranger.call("PUT", f"{at}/dates", json=PLANNED).status_code == 404
    assert stranger.patch(f"/programmes/{programme.id}", {"slug": "mine"}).status_code == 404
    assert stranger.post(f"/programmes/{programme.id}/cohorts", NEW).status_code == 404
    assert Caller(app, a_person()).patch(at, {"seats": 1}).status_code == 403
    assert reading.patch(at, {"seats": 1}).status_code == 403


def test_lists_ask_no_more_for_thirty_than_for_one(app: Flask) -> None:
    visitor = Caller(app, a_person())
    a_cohort()
    few = [visitor.asked_for("/programmes?limit=50"), visitor.asked_for("/cohorts?limit=50")]

    for _n in range(29):
        a_cohort()

    many = [visitor.asked_for("/programmes?limit=50"), visitor.asked_for("/cohorts?limit=50")]
    assert len(visitor.get("/cohorts?limit=50").get_json()["items"]) == 30
    assert many == few
