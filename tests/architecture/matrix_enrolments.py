"""Who may stand in which door of enrolments; how to read it stands in `matrix`."""

from typing import Any

from hub.core.database import transaction
from hub.organisations.models import OrganisationKind
from tests.factories import MONDAY, a_member, an_organisation
from tests.hub.learning.enrolments.stories import a_class, comes

EVERYONE = """
GET POST         /class-offers/<token>
"""

PEOPLE = """
POST             /api/v1/classes/<class_id>/enrolments
GET              /api/v1/enrolments
GET              /api/v1/enrolments/<enrolment_id>
POST             /api/v1/enrolments/<enrolment_id>/accept
POST             /api/v1/enrolments/<enrolment_id>/decline
POST             /api/v1/enrolments/<enrolment_id>/leave
GET              /api/v1/enrolments/<enrolment_id>/ledger
GET POST         /classes/<slug>/enrol
GET              /classes/<slug>/place
POST             /classes/<slug>/place/<answer>
GET POST         /classes/<slug>/place/leave
GET              /learning
"""

STAFF = """
GET              /admin/classes/<run_id>/enrolments                                classes:manage
GET              /admin/classes/<run_id>/enrolments.<format>                       classes:manage
POST             /admin/enrolments/<enrolment_id>/approve         classes:manage
GET POST         /admin/enrolments/<enrolment_id>/refuse          classes:manage
GET POST         /admin/enrolments/<enrolment_id>/remove          classes:manage
GET POST         /admin/classes/<run_id>/give                                      classes:manage
GET              /admin/classes/<run_id>/ledger                                    classes:manage
GET              /admin/classes/<run_id>/line                                      classes:manage
POST             /admin/classes/<run_id>/line/seats                                classes:manage
GET              /admin/classes/<run_id>/requests                                  classes:manage
GET              /api/v1/classes/<class_id>/enrolments                             classes:manage
GET              /api/v1/classes/<class_id>/ledger                                 classes:manage
POST             /api/v1/classes/<class_id>/places                                 classes:manage
GET              /api/v1/classes/<class_id>/seats                                  classes:manage
POST             /api/v1/enrolments/<enrolment_id>/approve                         classes:manage
POST             /api/v1/enrolments/<enrolment_id>/refuse                          classes:manage
POST             /api/v1/enrolments/<enrolment_id>/remove                          classes:manage
"""

TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("POST", "<class_id>/enrolments"): {},
    ("POST", "<class_id>/places"): {
        "person": "01987a4b-0000-7000-8000-000000000001", "reason": "Because I can",
    },
    ("POST", "<enrolment_id>/accept"): {},
    ("POST", "<enrolment_id>/approve"): {},
    ("POST", "<enrolment_id>/decline"): {},
    ("POST", "<enrolment_id>/leave"): {},
    ("POST", "<enrolment_id>/refuse"): {"reason": "Because I can"},
    ("POST", "<enrolment_id>/remove"): {"reason": "Because I can"},
}  # fmt: skip


def ids(things: Any) -> dict[str, object]:
    """Ayu is in a class for civil servants, as one of whom she came in; she has left since."""
    run = a_class(audience={"groups": ["civil-servants"]})
    member = a_member(an_organisation(kind=OrganisationKind.CITY_AGENCY), things.ayu)
    enrolment = comes(run, things.ayu)
    with transaction():
        member.left_at = MONDAY
    return {"run_id": run.id, "class_id": run.id, "enrolment_id": enrolment.id}
