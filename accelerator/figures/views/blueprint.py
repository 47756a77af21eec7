"""The blueprint that all pages of figures are registered on."""

from flask import Blueprint

bp = Blueprint("figures", __name__)
