"""Who may stand in which door of teaching; how to read it stands in `matrix`."""

from typing import Any

from tests.factories.learning import a_class_session, a_run, an_enrolment, an_instructor

EVERYONE = """
"""

#: Whether somebody teaches this very class, or belongs to that organisation, is asked inside.
PEOPLE = """
GET              /api/v1/classes/<class_id>/learners
POST             /api/v1/classes/<class_id>/messages
GET              /api/v1/classes/<class_id>/survey-results
GET              /api/v1/me/teaching
GET              /api/v1/organisations/<organisation_id>/learning
GET              /organisations/<organisation_id>/learning
GET              /organisations/<organisation_id>/learning.<ending>
GET              /teach
GET              /teach/<run_id>
GET              /teach/<run_id>/learners.<ending>
GET POST         /teach/<run_id>/message
GET POST         /teach/<run_id>/repeat
GET              /teach/<run_id>/survey
"""

STAFF = """
"""

TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("POST", "/messages"): {
        "id": "01a227ca-9f19-7a84-b4db-6c919600d6d8",
        "title": "Tomorrow",
        "text": "Please bring a map.",
    },
}


def ids(things: Any) -> dict[str, object]:
    """Ayu teaches a class and learns in it, which is for civil servants."""
    run = a_run(audience={"groups": ["civil-servants"]})
    an_instructor(run, things.ayu)
    an_enrolment(run, things.ayu)
    a_class_session(run)
    return {"run_id": run.id, "class_id": run.id, "ending": "csv"}
