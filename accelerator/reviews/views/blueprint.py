"""The blueprint that all pages of reviews are registered on."""

from flask import Blueprint

bp = Blueprint("reviews", __name__)
