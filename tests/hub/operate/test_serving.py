"""`flask run-hub` really started: quickly, with jobs, and stopped without losing anybody."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import pytest
from flask import Flask

from hub.operate.serve import PortTaken, Server, address
from tests.empty_database import empty_database_url
from tests.forks import in_processes
from tests.live import ROOT, free_port
from tests.processes import wait_until


def a_slow_app(folder):
    """/slow leaves a mark in the folder, and answers once `go` is there."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 1000

    @app.get("/slow")
    def slow():
        (folder / f"began-{threading.get_ident()}").touch()
        wait_until((folder / "go").exists)
        return "x" * 3_000_000

    @app.get("/seen")
    def seen():
        from flask import request

        return request.headers.get("X-Forwarded-For", "nothing")

    return app


def serve(port, folder):
    Server(a_slow_app(folder), host="localhost", port=port).run()


def fetched(url, **headers):
    asked = urllib.request.Request(url, headers=headers)  # noqa: S310  our own server
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
        return answer.status, answer.read()


def wait_for(port):
    wait_until(lambda: is_open(port), otherwise=lambda: f"nobody listens at {port}")


def is_open(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_is_under_way_is_finished_and_later_callers_are_refused(number, tmp_path):
    port, answers = free_port(), []
    url = f"http://127.0.0.1:{port}/slow"
    clients = [
        threading.Thread(target=lambda: answers.append(fetched(url)), daemon=True) for _ in range(5)
    ]
    with in_processes(lambda: serve(port, tmp_path)) as (server,):
        wait_for(port)
        for client in clients:
            client.start()
        wait_until(lambda: len(list(tmp_path.glob("began-*"))) == 5)

        os.kill(server.pid, number)
        wait_until(lambda: not is_open(port))
        with pytest.raises(urllib.error.URLError):
            fetched(url)
        (tmp_path / "go").touch()
        for client in clients:
            client.join(60)
        server.join(60)

    assert [(status, len(body)) for status, body in answers] == [(200, 3_000_000)] * 5
    assert server.exitcode == 0


def test_the_app_sees_that_somebody_came_through_a_proxy(tmp_path):
    """Else /metrics would take everybody behind a proxy on this machine for the machine itself."""
    port = free_port()
    with in_processes(lambda: serve(port, tmp_path)):
        wait_for(port)

        answer = fetched(f"http://127.0.0.1:{port}/seen", **{"X-Forwarded-For": "192.0.2.7"})

    assert answer == (200, b"192.0.2.7")


def test_a_port_that_is_taken_is_said_so(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        with pytest.raises(PortTaken, match="cannot be listened on"):
            Server(a_slow_app(tmp_path), host="127.0.0.1", port=other.getsockname()[1])


def test_the_address_can_be_typed_into_a_browser():
    assert address("::", 8000) == "http://[::1]:8000"
    assert address("localhost", 8000) == "http://localhost:8000"
    assert address("127.0.0.1", 80) == "http://127.0.0.1:80"


@pytest.fixture
def environment(tmp_path):
    with empty_database_url(tmp_path) as url:
        yield os.environ | {
            "HUB_ENV": "development",
            "DATABASE_URL": url,
            "SECRET_KEY": "a key for tests that is long enough to pass",
            "MAIL_URL": f"file://{tmp_path}/mail",
            "FILES_URL": f"{tmp_path}/files",
            "HUB_DEMO": "no",
            "PORT": str(free_port()),
        }


def hub(environment, *arguments):
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True,
    )  # fmt: skip


def ready(environment):
    """What /readyz answers once it says yes, and how long that took."""
    began = time.monotonic()
    while time.monotonic() < began + 120:
        try:
            _status, body = fetched(f"http://127.0.0.1:{environment['PORT']}/readyz")
            return json.loads(body), time.monotonic() - began
        except OSError:
            time.sleep(0.1)
    raise AssertionError("never ready")


@pytest.mark.slow
def test_one_command_brings_up_a_hub_with_jobs_and_it_stops_in_order(environment):
    first = hub(environment, "run-hub")
    answer, _seconds = ready(environment)
    first.terminate()
    said, _ = first.communicate(timeout=60)
    second = hub(environment, "run-hub")
    _answer, seconds = ready(environment)
    second.send_signal(signal.SIGINT)
    second.communicate(timeout=60)

    assert answer["checks"]["jobs"]["says"] == "alive"
    assert f"http://127.0.0.1:{environment['PORT']}" in said
    assert said.rstrip().endswith("Stopping.")
    assert (first.returncode, second.returncode) == (0, 0)
    assert seconds < 100  # a few, where nobody else works on the machine


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"SECRET_KEY": ""}, "Setting SECRET_KEY: needs at least 32 random characters"),
        ({"SECRET_KEY": "secret"}, "Setting SECRET_KEY: needs at least 32 random characters"),
        ({"PUBLIC_URL": "http://hub.example"}, "Setting PUBLIC_URL: must begin with https://"),
        ({"DATABASE_URL": ""}, "Setting DATABASE_URL: is needed in production"),
        ({"MAIL_URL": ""}, "Setting MAIL_URL: is needed in production"),
        ({"HUB_CLOCK_FILE": "clock"}, "Setting HUB_CLOCK_FILE: is not for production"),
        ({"METRICS_TOKEN": "short"}, "Setting METRICS_TOKEN: needs at least 20"),
        ({"TRUSTED_PROXIES": "nginx"}, "Setting TRUSTED_PROXIES: must be a number"),
    ],
)
def test_production_does_not_start_with_a_setting_that_is_weak_or_missing(change, says):
    from hub.config import BadSetting, settings_from

    good = {
        "HUB_ENV": "production",
        "SECRET_KEY": "kW3v9Qf1xZr7LmT2aB8cD4eF6gH0jN5p",
        "DATABASE_URL": "postgresql://hub@/hub",
        "PUBLIC_URL": "https://hub.example",
        "MAIL_URL": "smtp://mail.hub.example",
    }
    settings_from(good)

    with pytest.raises(BadSetting) as refusal:
        settings_from(good | change)

    assert says in str(refusal.value)


def test_settings_are_shown_with_their_source_and_without_their_secrets(app, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hunter2hunter2hunter2")
    monkeypatch.setenv("DATABASE_URL", "postgresql://hub:hunter2@db.example/hub")

    output = app.test_cli_runner().invoke(args=["settings"]).output

    assert "hunter2" not in output
    assert "SECRET_KEY = (set, hidden)   [environment]" in output
    assert "DATABASE_URL = postgresql://hub:***@db.example/hub   [environment]" in output
    assert "MAIL_FROM = Future City Hub <hub@futurecityhub.example>   [default]" in output
