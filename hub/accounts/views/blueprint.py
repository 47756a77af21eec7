"""The one blueprint that all pages about one's own account share."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)
