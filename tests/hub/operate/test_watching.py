"""What machines that watch over the hub are told."""

import pytest

from hub.core.database import transaction
from hub.operate import health
from hub.timetable.services import beat
from tests.factories import a_person

TOKEN = "a token for metrics that is long enough"


@pytest.fixture
def migrated(monkeypatch):
    """As if the tables of the tests had come by migration."""
    monkeypatch.setattr(health, "current_revision", lambda connection: health.newest_revision())


def test_a_process_that_runs_says_so(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json) == (200, {"up": True})


def test_a_hub_without_jobs_is_ready_where_nobody_asked_for_them(client, migrated):
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json["checks"]["jobs"] == {"ok": True, "says": "not started here"}


def test_in_production_somebody_must_work_off_the_timetable(app, client, migrated, monkeypatch):
    monkeypatch.setitem(app.config, "HUB_ENV", "production")

    before = client.get("/readyz")
    with transaction():
        beat("another process")
    after = client.get("/readyz")

    assert (before.status_code, before.json["checks"]["jobs"]["ok"]) == (503, False)
    assert (after.status_code, after.json["ready"]) == (200, True)


def test_a_database_of_another_version_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(health, "current_revision", lambda connection: "0001")

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json["checks"]["migrations"]["says"].startswith("at 0001, this version needs")


def test_a_database_that_is_away_is_told_without_its_secrets(client, monkeypatch):
    def away():
        raise ConnectionError("password=hunter2 host=db.internal")

    monkeypatch.setattr(health, "_database", away)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json["checks"]["database"] == {"ok": False, "says": "failed: ConnectionError"}
    assert "hunter2" not in answer.text


def test_metrics_count_requests_by_route_and_never_name_anybody(client):
    person = a_person()
    client.get(f"/account/reset/{person.email}?token=secret")
    client.get("/healthz")

    text = client.get("/metrics").text

    assert 'hub_requests_total{endpoint="operate.healthz",method="GET",status="200"}' in text
    assert 'endpoint="-",method="GET",status="404"' in text
    for measure in ("outbox_messages", "outbox_oldest_seconds", "outbox_held", "bookings_ahead",
                    "guesses_open", "jobs_seen_seconds", "request_seconds_bucket"):  # fmt: skip
        assert f"hub_{measure}" in text
    assert person.email not in text
    assert "secret" not in text


def test_an_invented_method_makes_no_new_series(client):
    client.open("/healthz", method="GREET")

    text = client.get("/metrics").text

    assert "GREET" not in text


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 403),
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}, 403),
        ("192.0.2.7", {}, 403),
        ("", {}, 403),
        ("192.0.2.7", {"Authorization": f"Bearer {TOKEN}"}, 200),
        ("192.0.2.7", {"Authorization": "Bearer wrong"}, 403),
        ("192.0.2.7", {"Authorization": "Bearer "}, 403),
    ],
)
def test_metrics_are_for_this_machine_or_for_the_token(app, client, monkeypatch, address, headers,
                                                       status):  # fmt: skip
    monkeypatch.setitem(app.config, "METRICS_TOKEN", TOKEN)

    answer = client.get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": address})

    assert answer.status_code == status


def test_without_a_token_an_empty_one_opens_nothing(client):
    answer = client.get("/metrics", headers={"Authorization": "Bearer "},
                        environ_base={"REMOTE_ADDR": "192.0.2.7"})  # fmt: skip

    assert answer.status_code == 403
