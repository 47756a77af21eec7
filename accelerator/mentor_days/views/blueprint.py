from flask import Blueprint

bp = Blueprint("mentor_days", __name__)
