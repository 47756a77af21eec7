"""The API's part about mail, for those who run the hub."""

from uuid import UUID

from hub.core.errors import Conflict, NotFound
from hub.history.services import acting
from hub.outbox import queries, services
from hub.outbox.schemas import (
    HoldShown,
    MailAsked,
    MessageInFullShown,
    MessageShown,
    NewHold,
    RetriedShown,
)
from hub.web.access import Audience
from hub.web.api import Endpoint, Endpoints, ListShown

endpoints = Endpoints("Outbox", "For those who run the hub: what became of the mail it wrote.")

STAFF, SEE, MANAGE, ADMIN = Audience.STAFF, "operations:see", "operations:manage", "admin"


@endpoints.serves(
    Endpoint(
        "GET",
        "/outbox",
        "Mail, newest first",
        answers=ListShown[MessageShown],
        query=MailAsked,
        audience=STAFF,
        permission=SEE,
    )
)
def outbox(query: MailAsked) -> ListShown[MessageShown]:
    page = queries.messages(state=query.state, cursor=query.cursor, limit=query.limit)
    return ListShown(items=[MessageShown.of(each) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint(
        "GET",
        "/outbox/<uuid:message_id>",
        "One mail, with what it says",
        answers=MessageInFullShown,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
        note="What holds a link or a code that opens something is shown to nobody.",
    )
)
def outbox_mail(message_id: UUID) -> MessageInFullShown:
    return MessageInFullShown.of(queries.get_message(message_id))


@endpoints.serves(
    Endpoint(
        "POST",
        "/outbox/<uuid:message_id>/retry",
        "Send a mail on its way again",
        answers=MessageShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, Conflict),
        note="One that was given up or dropped.",
    )
)
def retry_mail(message_id: UUID) -> MessageShown:
    message = queries.get_message(message_id)
    return MessageShown.of(services.retry(message, by=acting().actor_id))


@endpoints.serves(
    Endpoint(
        "POST",
        "/outbox/retry",
        "Send all mail that was given up on its way again",
        answers=RetriedShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
    )
)
def retry_failed_mail() -> RetriedShown:
    return RetriedShown(retried=services.retry_all_failed(by=acting().actor_id))


@endpoints.serves(
    Endpoint(
        "GET",
        "/outbox/hold",
        "Whether mail is held back",
        answers=HoldShown,
        audience=STAFF,
        permission=SEE,
    )
)
def outgoing_hold() -> HoldShown:
    return HoldShown.of(queries.outgoing_hold())


@endpoints.serves(
    Endpoint(
        "POST",
        "/outbox/hold",
        "Hold all mail back",
        answers=HoldShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=NewHold,
        note="It goes on being written, and waits. A second hold keeps the first one's reason.",
    )
)
def hold_mail(body: NewHold) -> HoldShown:
    services.hold_outgoing(body.reason)
    return HoldShown.of(queries.outgoing_hold())


@endpoints.serves(
    Endpoint(
        "DELETE",
        "/outbox/hold",
        "Let mail leave again",
        answers=HoldShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
    )
)
def release_mail() -> HoldShown:
    services.release_outgoing(acting().actor_id)
    return HoldShown.of(queries.outgoing_hold())
