"""The blueprint that all pages of interviews are registered on."""

from flask import Blueprint

bp = Blueprint("interviews", __name__)
