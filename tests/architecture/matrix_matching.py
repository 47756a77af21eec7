"""Who may stand in which door of matching; how to read it stands in `matrix`."""

from typing import Any

from tests.factories.mentoring import a_pairing, a_participation, places_of
from tests.factories.programme import a_cohort

EVERYONE = """
"""

PEOPLE = """
GET              /mentoring/pairs/<pairing_id>
POST             /mentoring/pairs/<pairing_id>/accept
GET POST         /mentoring/pairs/<pairing_id>/decline
"""

STAFF = """
"""

TOLD: dict[tuple[str, str], dict[str, object]] = {}


def ids(things: Any) -> dict[str, object]:
    cohort = a_cohort()
    pairing = a_pairing(places_of(cohort), a_participation(cohort).startup)
    return {"pairing_id": pairing.id}
