"""The operator's commands for the timetable and the outbox."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from hub.core.database import transaction
from hub.jobs import JOBS
from hub.outbox.queries import outgoing_hold
from hub.timetable import cli, services
from hub.timetable.rules import Job


def refuse() -> str:
    raise LookupError("nothing there")


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def test_the_list_names_every_job_and_its_rhythm(runner):
    told = runner.invoke(args=["jobs", "list"]).output.splitlines()

    assert [line.split()[0] for line in told] == [job.name for job in JOBS]
    assert "deliver-mail             every 0:00:05" in told


def test_names_of_jobs_are_different():
    assert len({job.name for job in JOBS}) == len(JOBS)


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_every_job_runs_by_hand_and_says_what_it_did(runner, job):
    ended = runner.invoke(args=["jobs", "once", job.name])

    assert (ended.exit_code, bool(ended.output.strip())) == (0, True)


def test_a_job_that_fails_ends_the_command_with_an_error(app, runner):
    group = cli.commands([Job("refuse", refuse, every=timedelta(hours=1))])

    ended = runner.invoke(group, ["once", "refuse"])

    assert ended.exit_code == 1
    assert "refuse failed: LookupError in refuse" in ended.output


def test_the_status_tells_how_each_job_went_and_who_runs_them(app, runner):
    failing = cli.commands([Job("refuse", refuse, every=timedelta(hours=1))])
    assert "has not run yet" in runner.invoke(failing, ["status"]).output
    runner.invoke(failing, ["once", "refuse"])
    with transaction():
        services.beat("machine:1:x")

    told = runner.invoke(failing, ["status"]).output

    assert "last failure: failed" in told
    assert "alive: machine:1:x" in told


def test_outgoing_mail_is_held_and_released_by_command(app, runner):
    runner.invoke(args=["outbox", "hold", "we look at a copy"])
    assert outgoing_hold() is not None
    assert "held since 2026-11-23 01:00 UTC: we look at a copy" in (
        runner.invoke(args=["outbox", "status"]).output
    )

    assert runner.invoke(args=["outbox", "release"]).output == "released\n"
    assert runner.invoke(args=["outbox", "status"]).output.startswith("open\n")
    assert "0 messages" in runner.invoke(args=["outbox", "retry"]).output
