"""The blueprint that all pages of participations are registered on."""

from flask import Blueprint

bp = Blueprint("participations", __name__)
