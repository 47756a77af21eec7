"""What the log says, and what it must not say."""

import io
import json
import logging

import pytest
import structlog

from hub.accounts.models import Role
from hub.operate import logs
from tests.factories import a_person_who_is
from tests.signing_in import sign_in_as


@pytest.fixture
def written():
    """Shape the log as asked and read what is written; afterwards all is as before."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level

    def shaped(*, as_json):
        logs.shape_the_log(as_json=as_json)
        (ours,) = (each for each in root.handlers if each not in handlers)
        ours.setStream(stream := io.StringIO())
        return stream

    yield shaped
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def lines(stream):
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def requests(stream):
    return [line for line in lines(stream) if line["event"] == "request"]


def test_a_request_is_one_line_with_its_id_route_status_and_time(client, written):
    stream = written(as_json=True)

    answer = client.get("/nowhere?token=secret", headers={"X-Request-Id": "abcdefgh-1"})

    (line,) = requests(stream)
    assert line["request_id"] == answer.headers["X-Request-Id"] == "abcdefgh-1"
    assert (line["method"], line["endpoint"], line["status"]) == ("GET", "-", 404)
    assert line["duration_ms"] >= 0
    assert "secret" not in stream.getvalue()
    assert "nowhere" not in stream.getvalue()


def test_a_person_is_a_code_that_is_the_same_each_time(client, written):
    person = a_person_who_is(Role.ADMIN)
    sign_in_as(client, person)
    stream = written(as_json=True)

    client.get("/admin/history")
    client.get("/admin/history")

    first, second = requests(stream)
    assert first["person"] == second["person"]
    for trace in (person.email, person.name, str(person.id), person.id.hex):
        assert trace not in stream.getvalue()


def test_good_answers_to_machines_stay_out(client, written):
    stream = written(as_json=True)

    client.get("/healthz")

    assert requests(stream) == []


def test_addresses_in_a_librarys_message_are_taken_out(app, written):
    stream = written(as_json=True)

    logging.getLogger("some.library").warning("could not write to %s", "ayu.r+hub@mail.hub.example")
    try:
        raise ValueError("no such person: ayu@hub.example")
    except ValueError:
        logging.getLogger("another").exception("failed")

    assert "ayu" not in stream.getvalue()
    assert lines(stream)[0]["event"] == "could not write to <e-mail>"
    assert "no such person: <e-mail>" in lines(stream)[1]["exception"]


def test_nothing_can_pass_for_a_line_of_its_own(app, written):
    stream = written(as_json=False)

    logging.getLogger("x").warning("tidy\n12:00:00 info  forged\x1b[2J\u2028")
    structlog.stdlib.get_logger("y").warning("said", value="a\r\nb")

    first, second = stream.getvalue().splitlines()
    assert first.endswith(r"tidy\x0a12:00:00 info  forged\x1b[2J\x2028")
    assert second.endswith(r"said  value=a\x0d\x0ab")


def test_a_traceback_is_readable_in_development(app, written):
    stream = written(as_json=False)

    try:
        raise ValueError("on\nthree\nlines")
    except ValueError:
        logging.getLogger("x").exception("failed")

    first, *rest = stream.getvalue().splitlines()
    assert first.endswith("failed")
    assert all(line.startswith("    ") for line in rest)
