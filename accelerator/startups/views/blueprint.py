"""The blueprint that all pages of startups are registered on."""

from flask import Blueprint

bp = Blueprint("startups", __name__)
