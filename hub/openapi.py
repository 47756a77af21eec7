"""The API: which capabilities' endpoints it has, and its description."""

from flask import Flask
from flask_wtf import CSRFProtect


def register_api(app: Flask, csrf: CSRFProtect) -> None:
    """Nothing yet."""
