"""The blueprint that all pages of programmes are registered on."""

from flask import Blueprint

bp = Blueprint("programmes", __name__)
