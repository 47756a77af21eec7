"""The blueprints that the pages about accounts share."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)
#: What staff do for people.
people_bp = Blueprint("people", __name__)
