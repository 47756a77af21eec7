"""The blueprint that all pages of applications are registered on."""

from flask import Blueprint

bp = Blueprint("applications", __name__)
