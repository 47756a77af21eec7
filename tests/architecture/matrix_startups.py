"""Who may stand in which door of startups; how to read it stands in `matrix`."""

from typing import Any

from tests.factories.programme import a_startup

EVERYONE = """
"""

PEOPLE = """
GET              /api/v1/startups
GET PATCH        /api/v1/startups/<startup_id>
GET              /api/v1/startups/<startup_id>/history
GET POST         /startups/<startup_id>/profile
"""

STAFF = """
"""

TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("PATCH", "<startup_id>"): {"pitch": "Mine now"},
}


def ids(things: Any) -> dict[str, object]:
    return {"startup_id": a_startup(things.ayu).id}
