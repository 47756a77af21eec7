"""What the hub asks a team: asked and closed by staff, answered by the team."""

from uuid import UUID

from accelerator.applications.api.endpoints import ADMIN, MANAGE, ONE, STAFF, WRITES, endpoints
from accelerator.applications.api.endpoints import staffs as staff_endpoints
from accelerator.applications.errors import NotHandedIn
from accelerator.applications.queries import get_application, get_request, requests_of
from accelerator.applications.queries.staff import staff_application
from accelerator.applications.schemas.staff import (
    InformationRequestShown,
    RequestAnswered,
    RequestSent,
)
from accelerator.applications.services.asking import (
    AlreadyAnswered,
    answer_with_changes,
    ask,
    close_request,
)
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, NotAllowed, NotFound
from hub.web.api import Endpoint, ListShown

REQUEST = f"{ONE}/requests/<uuid:request_id>"


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/requests",
        "What the hub has asked your team, the newest first",
        answers=ListShown[InformationRequestShown],
        refuses=(NotFound,),
    )
)
def information_requests(application_id: UUID) -> ListShown[InformationRequestShown]:
    found = requests_of(get_application(application_id, seen_by=signed_in_person()))
    return ListShown(items=[InformationRequestShown.of(each) for each in found])


@endpoints.serves(
    Endpoint(
        "POST",
        f"{REQUEST}/answer",
        "Answer what the hub has asked",
        answers=InformationRequestShown,
        scope=WRITES,
        body=RequestAnswered,
        refuses=(NotFound, NotAllowed, AlreadyAnswered),
        note="What you changed in the answers that were opened for it is handed in with it.",
    )
)
def answer_information_request(
    application_id: UUID, request_id: UUID, *, body: RequestAnswered
) -> InformationRequestShown:
    person = signed_in_person()
    asked = get_request(get_application(application_id, seen_by=person), request_id)
    answer_with_changes(asked, body.text, by=person)
    return InformationRequestShown.of(asked)


@staff_endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/requests",
        "Ask a team for more",
        answers=InformationRequestShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=RequestSent,
        refuses=(NotFound, NotHandedIn, Conflict),
        note="It has mail, and the application waits for its answer.",
    )
)
def ask_for_information(application_id: UUID, body: RequestSent) -> InformationRequestShown:
    person = signed_in_person()
    made = ask(staff_application(application_id, by=person), body.asked(), by=person)
    return InformationRequestShown.of(made)


@staff_endpoints.serves(
    Endpoint(
        "DELETE",
        REQUEST,
        "Go on without an answer",
        answers=InformationRequestShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def close_information_request(application_id: UUID, request_id: UUID) -> InformationRequestShown:
    person = signed_in_person()
    asked = get_request(staff_application(application_id, by=person), request_id)
    close_request(asked, by=person)
    return InformationRequestShown.of(asked)
