"""Who may stand in which door of certificates; how to read it stands in `matrix`."""

from typing import Any

from hub.core.database import transaction
from hub.learning.certificates.services.issuing import ask_for_all, issue
from tests.factories.learning import an_enrolment, an_instructor
from tests.hub.learning.certificates.stories import a_scene, another_learner, completed, has_done

EVERYONE = """
GET              /.well-known/did.json
GET              /.well-known/jwks.json
GET              /api/v1/verify/<number>
GET              /credentials/keys
GET              /credentials/keys/<kid>
GET              /credentials/status/<number>
GET              /verify
GET              /verify/<number>
"""

PEOPLE = """
GET              /api/v1/certificates
GET              /api/v1/certificates/<paper_id>
GET              /api/v1/certificates/<paper_id>/credential
POST             /api/v1/certificates/<paper_id>/reissue
GET POST         /api/v1/classes/<run_id>/certificates
GET              /api/v1/classes/<run_id>/completion
GET              /api/v1/classes/<run_id>/completions
POST             /api/v1/classes/<run_id>/completions/look
POST             /api/v1/completions/<completion_id>/certificate
GET              /classes/<slug>/completion
GET              /learning/certificates
GET              /learning/certificates/<paper_id>.jwt
GET              /learning/certificates/<paper_id>.pdf
POST             /learning/certificates/<paper_id>/reissue
POST             /learning/completions/<completion_id>/certificate
GET              /teach/<run_id>/completion
POST             /teach/<run_id>/certificates
POST             /teach/<run_id>/completion/<completion_id>/certificate
POST             /teach/<run_id>/completion/look
"""

STAFF = """
GET              /admin/certificates/<paper_id>                               classes:manage
POST             /admin/certificates/<paper_id>/reissue                       classes:manage
POST             /admin/certificates/<paper_id>/revoke                        classes:manage
GET POST         /admin/classes/<run_id>/completion-rule                      classes:manage
GET              /admin/trained-organisations                                 classes:manage
GET              /admin/trained-organisations.<format>                        classes:manage
POST             /api/v1/certificates/<paper_id>/revoke                       classes:manage
GET PUT          /api/v1/classes/<run_id>/completion-rule                     classes:manage
GET              /api/v1/trained-organisations                                classes:manage
"""

TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("POST", "<paper_id>/reissue"): {"version": 1},
    ("POST", "<paper_id>/revoke"): {"reason": "Because I can", "version": 1},
    ("PUT", "/completion-rule"): {"rule": {"all": [{"steps": 1}]}, "number": 1},
}


def ids(things: Any) -> dict[str, object]:
    """Ayu has completed a class and has its certificate; she helps to teach it too, and somebody
    else of it is about to get one."""
    scene = a_scene()
    enrolment = another_learner(scene, name="Ayu's neighbour")
    has_done(enrolment)
    own = completed(scene, an_enrolment(scene.run, things.ayu))
    an_instructor(scene.run, things.ayu)
    with transaction():
        paper = issue(own, by=things.ayu)
        ask_for_all(scene.run, by=scene.manager)
    return {"paper_id": paper.id, "completion_id": own.id, "run_id": scene.run.id}
