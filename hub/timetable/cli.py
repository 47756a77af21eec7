"""`flask jobs …`: look at the timetable, run it, or run one line of it by hand."""

from collections.abc import Iterator, Sequence

import click
from flask import current_app
from flask.cli import AppGroup

from hub.timetable import queries
from hub.timetable.clockwork import Clockwork, new_owner
from hub.timetable.models import JobRun, Outcome
from hub.timetable.rules import Job
from hub.timetable.running import run_once


def commands(jobs: Sequence[Job]) -> AppGroup:
    """The command group for a timetable."""
    group = AppGroup("jobs", help="The timetable: look at it, run it, or run one job by hand.")
    names = click.Choice([job.name for job in jobs])

    @group.command("list")
    def list_jobs() -> None:
        """Print every job and how often it runs."""
        for job in jobs:
            click.echo(f"{job.name:<24} {job.rhythm}")

    @group.command("run")
    def run() -> None:
        """Run the timetable until told to stop (SIGTERM finishes what is running)."""
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        click.echo("The timetable is running.")
        Clockwork(app, jobs).run_for_ever()

    @group.command("once")
    @click.argument("name", type=names)
    def once(name: str) -> None:
        """Run one job now and print what it did."""
        job = next(job for job in jobs if job.name == name)
        ended = run_once(job, owner=new_owner(), patience_seconds=120)
        if ended is None:
            raise click.ClickException(f"{name} is being run by another process just now.")
        outcome, said = ended
        if outcome is Outcome.FAILED:
            raise click.ClickException(f"{name} failed: {said}")
        click.echo(said)

    @group.command("status")
    def status() -> None:
        """Print when each job ran last, how that went, and which processes run the timetable."""
        for line in _status_of(jobs):
            click.echo(line)

    return group


def _status_of(jobs: Sequence[Job]) -> Iterator[str]:
    for each in queries.status(jobs):
        yield f"{each.job.name:<24} {each.job.rhythm:<28} {_told(each.last)}"
        if each.last_failure:
            yield f"{'':<24} last failure: {_told(each.last_failure)}"
    workers = queries.living_workers()
    yield from (f"alive: {worker.name}" for worker in workers)
    if not workers:
        yield "No process is running the timetable."


def _told(run: JobRun | None) -> str:
    if run is None:
        return "has not run yet"
    if run.outcome is None:
        return f"running since {run.started_at:%Y-%m-%d %H:%M:%S} UTC by {run.owner}"
    return f"{run.outcome.value} {run.finished_at:%Y-%m-%d %H:%M:%S} UTC: {run.said or run.error}"
