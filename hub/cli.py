"""The operator's commands: `flask --app wsgi …`."""

from flask import Flask


def register(app: Flask) -> None:
    """Each capability's commands."""
