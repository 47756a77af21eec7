"""Who may stand in which door of selection; how to read it stands in `matrix`."""

from typing import Any

from accelerator.applications.models import ApplicationState
from accelerator.selection.services import start_release
from hub.core.database import transaction
from tests.accelerator.selection.stories import ACCEPT, a_scene
from tests.factories.programme import an_application

EVERYONE = """
GET              /api/v1/offers/<token>
POST             /api/v1/offers/<token>/accept
POST             /api/v1/offers/<token>/decline
"""

PEOPLE = """
GET              /api/v1/offers
POST             /api/v1/offers/<token>/undo-decline
GET              /offers/<place_id>
POST             /offers/<place_id>/accept
GET POST         /offers/<place_id>/decline
POST             /offers/<place_id>/undo
"""

STAFF = """
PUT DELETE       /api/v1/applications/<application_id>/decision                programmes:manage
PUT              /api/v1/applications/<application_id>/feedback                programmes:manage
POST             /api/v1/applications/<application_id>/feedback/publish        programmes:manage
GET POST         /api/v1/cohorts/<cohort_id>/decisions                         programmes:manage
PUT              /api/v1/cohorts/<cohort_id>/decisions/line                    programmes:manage
GET              /api/v1/cohorts/<cohort_id>/feedback                          programmes:manage
POST             /api/v1/cohorts/<cohort_id>/feedback/gather                   programmes:manage
GET              /api/v1/cohorts/<cohort_id>/places                            programmes:manage
POST             /api/v1/cohorts/<cohort_id>/places/close                      programmes:manage
GET POST         /api/v1/cohorts/<cohort_id>/releases                          programmes:manage
POST             /api/v1/places/<place_id>/extend                              programmes:manage
POST             /api/v1/places/<place_id>/take-back                           programmes:manage
GET              /api/v1/releases/<release_id>                                 programmes:manage
POST             /api/v1/releases/<release_id>/cancel                          programmes:manage
PUT              /api/v1/releases/<release_id>/letters                         programmes:manage
POST             /api/v1/releases/<release_id>/prepare                         programmes:manage
POST             /api/v1/releases/<release_id>/release                         programmes:manage
POST             /api/v1/releases/<release_id>/take-back                       programmes:manage
GET POST         /admin/applications/<application_id>/feedback                 programmes:manage
POST             /admin/applications/<application_id>/feedback/publish         programmes:manage
GET POST         /admin/cohorts/<cohort_id>/decisions                          programmes:manage
POST             /admin/cohorts/<cohort_id>/decisions/<application_id>         programmes:manage
POST             /admin/cohorts/<cohort_id>/decisions/<application_id>/take-back programmes:manage
GET POST         /admin/cohorts/<cohort_id>/decisions/line                     programmes:manage
GET POST         /admin/cohorts/<cohort_id>/feedback                           programmes:manage
GET              /admin/cohorts/<cohort_id>/places                             programmes:manage
POST             /admin/cohorts/<cohort_id>/places/close                       programmes:manage
GET POST         /admin/cohorts/<cohort_id>/releases                           programmes:manage
GET              /admin/places/<place_id>                                      programmes:manage
GET POST         /admin/places/<place_id>/more-time                            programmes:manage
GET POST         /admin/places/<place_id>/take-back                            programmes:manage
GET              /admin/releases/<release_id>                                  programmes:manage
POST             /admin/releases/<release_id>/cancel                           programmes:manage
POST             /admin/releases/<release_id>/letters                          programmes:manage
POST             /admin/releases/<release_id>/prepare                          programmes:manage
POST             /admin/releases/<release_id>/release                          programmes:manage
POST             /admin/releases/<release_id>/take-back                        programmes:manage
"""

TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("POST", "<cohort_id>/decisions"): {"applications": [], "outcome": "accept"},
    ("POST", "/places/<place_id>/extend"): {"until": "2026-12-24T12:00:00Z", "reason": "Mine now"},
    ("POST", "/places/<place_id>/take-back"): {"reason": "Mine now"},
}


def ids(things: Any) -> dict[str, object]:
    """Ayu's team is offered a place, and the next release is being written."""
    scene = a_scene(0)
    scene.applications.append(
        an_application(scene.cohort, things.ayu, state=ApplicationState.ELIGIBLE)
    )
    scene.released(ACCEPT)
    with transaction():
        release = start_release(scene.cohort, by=scene.manager)
    return {"place_id": scene.offer(0).place.id, "release_id": release.id}
