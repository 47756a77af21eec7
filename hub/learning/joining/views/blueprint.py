"""The blueprint that all pages of the way into class sessions are registered on."""

from flask import Blueprint

bp = Blueprint("joining", __name__)
