"""Who may stand in which door of startups; how to read it stands in `matrix`."""

from typing import Any

from tests.factories.programme import a_startup

EVERYONE = """
"""

PEOPLE = """
GET POST         /startups/<startup_id>/profile
"""

STAFF = """
"""


def ids(things: Any) -> dict[str, object]:
    return {"startup_id": a_startup(things.ayu).id}
