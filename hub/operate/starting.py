"""`flask run-hub`: bring the database up to date, fill it on the first start, and serve."""

import os
import time
from collections.abc import Callable, Iterator

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from hub.accounts.demo_accounts import PASSWORD, TOTP_SECRET, offered_demo_accounts
from hub.accounts.models import User
from hub.core.database import db
from hub.operate.migrations import exclusively, migrate
from hub.operate.serve import PortTaken, Server, address
from hub.timetable.clockwork import Clockwork

DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 8000
_NO = {"no", "0", "false", "off"}


def command(start_jobs: Callable[[Flask], Clockwork]) -> click.Command:
    @click.command("run-hub")
    @click.option("--host", default=None, help="Where to listen (HOST, else 127.0.0.1).")
    @click.option("--port", default=None, type=int, help="Where to listen (PORT, else 8000).")
    @with_appcontext
    def run_hub(host: str | None, port: int | None) -> None:
        """Migrate, load the demo world on the first start, and serve with jobs running.

        For development and small houses; docs/operate.md says how to run a large one.
        """
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
        started = time.monotonic()
        server = _listen(app, host=host, port=port)
        url = address(_host(host), server.port)
        if not os.environ.get("PUBLIC_URL"):
            app.config["PUBLIC_URL"] = url  # so that links in mails lead here
        with exclusively(db.engine) as connection:
            migrate(connection)
        load_demo_world(app)
        clockwork = _start_jobs(app, start_jobs)
        announce(url, seconds=time.monotonic() - started)
        db.session.remove()
        server.run()
        click.echo("Stopping.")
        if clockwork:
            clockwork.stop()

    return run_hub


def _listen(app: Flask, *, host: str | None, port: int | None) -> Server:
    """First of all: who finds the port taken should not wait for a demo world to hear of it."""
    try:
        number = port if port is not None else int(os.environ.get("PORT") or DEFAULT_PORT)
        return Server(app, host=_host(host), port=number)
    except ValueError as error:
        raise click.ClickException("PORT must be a number.") from error
    except PortTaken as error:
        raise click.ClickException(f"{error}. Set PORT to another one.") from error


def _host(given: str | None) -> str:
    return given or os.environ.get("HOST") or DEFAULT_HOST


def load_demo_world(app: Flask) -> None:
    """On an empty database, outside production, unless HUB_DEMO says no."""
    if app.config["HUB_ENV"] == "production" or app.config["HUB_DEMO"].lower() in _NO:
        return
    demo = app.cli.commands.get("demo")
    if not isinstance(demo, click.Group) or "load" not in demo.commands:
        return
    if db.session.scalar(select(User.id).limit(1)):
        return
    db.session.remove()
    click.echo("Loading the demo world, this once …")
    size = app.config["HUB_DEMO"]
    arguments = [] if size.lower() in {"", "yes"} else ["--size", size]
    demo.commands["load"].main(arguments, standalone_mode=False)


def _start_jobs(app: Flask, start_jobs: Callable[[Flask], Clockwork]) -> Clockwork | None:
    if app.config["HUB_JOBS"].lower() in _NO:
        return None
    app.config["JOBS_RUN_HERE"] = True
    return start_jobs(app)


def announce(url: str, *, seconds: float) -> None:
    click.echo(f"\nFuture City Hub is open at {url}  ({seconds:.1f} s)")
    for line in demo_table():
        click.echo(f"  {line}")
    click.echo("Stop it with Ctrl-C.\n")


def demo_table() -> Iterator[str]:
    """Who one may sign in as; nobody where the demo accounts are not there or not offered."""
    accounts = offered_demo_accounts()
    width = max((len(str(account.label)) for account in accounts), default=0)
    for account in accounts:
        yield f"{account.label!s:<{width}}  {account.email}"
    if accounts:
        yield f"Password: {PASSWORD}"
        yield f"Staff also need a code from an authenticator app with the secret {TOTP_SECRET}"
