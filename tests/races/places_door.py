"""The hub with a door to its places, which have none of their own: they are the floor under
cohorts, classes and rooms. With `PLACES_UNGUARDED` the same door believes what it read before it
wrote, as one would; the test then removes the database's guard as well, or leaves it."""

import os
import time
from uuid import UUID

from flask import Flask, g, request

from hub.app import create_app, csrf
from hub.config import settings_from
from hub.core.database import db, in_transaction
from hub.places import queries, services
from hub.places.models import Place, Pool
from hub.web.access import Audience, open_to

FREE_SEATS, FIRST_IN_LINE = queries.free_seats, queries.first_in_line
ANSWERS = {"accept": services.accept, "decline": services.decline}


@open_to(Audience.EVERYONE)
def join(pool_id: UUID, party_id: UUID) -> dict[str, object]:
    pool = db.session.get_one(Pool, pool_id)
    if "PLACES_UNGUARDED" in os.environ:
        g.free_seats, g.first_in_line = FREE_SEATS(pool), FIRST_IN_LINE(pool)
        time.sleep(0.3)  # as on a slow machine; others ask in the meantime
    place = in_transaction(lambda: services.join(pool, party_id, by=None))
    return {"state": place.state, "position": queries.position(place)}


@open_to(Audience.EVERYONE)
def answer(place_id: UUID) -> dict[str, object]:
    """Whatever the party says; `sweep` is the clock's job, run in the middle of it all."""
    place = db.session.get_one(Place, place_id)
    said = request.get_json()["answer"]
    if said == "sweep":
        in_transaction(lambda: services.lapse_due(place.pool_id))
    else:
        in_transaction(lambda: ANSWERS[said](place, by=place.party_id))
    return {"state": place.state}


def _believe_what_was_read() -> None:
    queries.free_seats = lambda _pool: g.free_seats
    queries.first_in_line = lambda _pool: g.first_in_line


def _built() -> Flask:
    built = create_app(settings_from(os.environ))
    for rule, view in (
        ("/api/race/join/<uuid:pool_id>/<uuid:party_id>", join),
        ("/api/race/answer/<uuid:place_id>", answer),
    ):
        csrf.exempt(view)
        built.add_url_rule(rule, view_func=view, methods=["POST"])
    return built


if "PLACES_UNGUARDED" in os.environ:
    _believe_what_was_read()
app = _built()
