"""Files as answers, for programs."""

import base64
import binascii
import io
from uuid import UUID

from flask import g

from accelerator.applications import services
from accelerator.applications.api.endpoints import WRITES, endpoints
from accelerator.applications.api.own import ONE, in_full
from accelerator.applications.errors import AnswerChanged, CallIsOver
from accelerator.applications.queries import get_application
from accelerator.applications.schemas.own import FileSent, OwnApplicationInFullShown
from accelerator.applications.services.filing import file_question
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.files.errors import FileTooLarge, WrongKind
from hub.files.rules import LARGEST
from hub.files.services import store_document
from hub.web.api import Endpoint


def store_file(application_id: UUID, key: str, *, body: FileSent) -> None:
    """Looked through before the transaction, for that takes its time."""
    application = get_application(application_id, seen_by=signed_in_person())
    limits = services.limits_for(file_question(application, key))
    try:
        content = base64.b64decode(body.content, validate=True)
    except (binascii.Error, ValueError) as wrong:
        sentence = _("This is not base64.")
        raise Invalid(sentence, errors={"content": [sentence]}) from wrong
    g.stored = store_document(io.BytesIO(content), body.name, limits=limits)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/files/<key>",
        "Put a file to a question",
        answers=OwnApplicationInFullShown,
        scope=WRITES,
        body=FileSent,
        refuses=(NotFound, NotAllowed, CallIsOver, AnswerChanged, FileTooLarge, WrongKind),
        beforehand=store_file,
        largest_body=LARGEST * 4 // 3 + 4096,
        versioned=True,
        note="In place of the file there, or beside the others, as the question says.",
    )
)
def put_file(application_id: UUID, key: str, *, body: FileSent) -> OwnApplicationInFullShown:
    person = signed_in_person()
    application = get_application(application_id, seen_by=person)
    services.attach(application, key, stored=g.stored, base=body.version, by=person)
    return in_full(application)
