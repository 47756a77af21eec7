"""The routes of the outbox hang here."""

from flask import Blueprint

bp = Blueprint("outbox", __name__)
