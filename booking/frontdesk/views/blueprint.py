"""Pages of the front desk."""

from flask import Blueprint

bp = Blueprint("front_desk", __name__, url_prefix="/front-desk")
