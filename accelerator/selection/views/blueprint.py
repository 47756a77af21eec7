"""The blueprint that all pages of selection are registered on."""

from flask import Blueprint

bp = Blueprint("selection", __name__)
