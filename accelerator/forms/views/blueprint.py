"""The blueprint that all pages of forms are registered on."""

from flask import Blueprint

bp = Blueprint("forms", __name__)
