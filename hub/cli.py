"""The operator's commands: `flask --app wsgi …`."""

from flask import Flask

from booking.calendars.cli import calendars
from hub.accounts.cli.tokens import tokens
from hub.accounts.cli.users import users
from hub.demo.cli import demo
from hub.jobs import JOBS, start_background
from hub.learning.certificates.cli import credentials
from hub.operate import cli as operate
from hub.outbox.cli import outbox
from hub.timetable import cli as timetable


def register(app: Flask) -> None:
    """Each capability's commands."""
    app.cli.add_command(timetable.commands(JOBS))
    app.cli.add_command(outbox)
    operate.register(app, start_background)
    app.cli.add_command(demo)
    app.cli.add_command(users)
    app.cli.add_command(tokens)
    app.cli.add_command(calendars)
    app.cli.add_command(credentials)
