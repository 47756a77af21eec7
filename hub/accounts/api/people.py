"""For staff: find people, see what they are, give and end roles, close and open accounts."""

from uuid import UUID

from hub.accounts.errors import LastAdmin
from hub.accounts.models import Grant, ScopeKind, TokenScope, User
from hub.accounts.permissions import Permission, Scope, may
from hub.accounts.queries import people as queries
from hub.accounts.queries.factors import has_second_factor
from hub.accounts.queries.history import people_in
from hub.accounts.schemas import (
    AccountInFullShown,
    AccountShown,
    EndingWithReason,
    EntryShown,
    NamedShown,
    PeopleAsked,
    Reason,
    RoleHeldShown,
    RoleToGive,
    ScopedRole,
)
from hub.accounts.schemas.people import account_fields
from hub.accounts.scopes import offered_to
from hub.accounts.services.grants import end_role, give_role
from hub.accounts.services.people import disable, enable
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.history.queries import history_of
from hub.web.access import Audience
from hub.web.api import Endpoint, Endpoints, ListShown, Paged

endpoints = Endpoints("People", "For staff: who is there, and what they are for the hub.")

STAFF, ADMIN = Audience.STAFF, TokenScope.ADMIN
SEE, MANAGE, GRANT = "people:see", "people:manage", "roles:grant"
ONE = "/people/<uuid:person_id>"


@endpoints.serves(
    Endpoint(
        "GET",
        "/people",
        "People, by name",
        answers=ListShown[AccountShown],
        query=PeopleAsked,
        audience=STAFF,
        permission=SEE,
    )
)
def people(query: PeopleAsked) -> ListShown[AccountShown]:
    page = queries.people(query.sought(), cursor=query.cursor, limit=query.limit)
    return ListShown(items=[AccountShown.of(each) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint(
        "GET",
        ONE,
        "One person, with their roles and organisations",
        answers=AccountInFullShown,
        audience=STAFF,
        permission=SEE,
        refuses=(NotFound,),
    )
)
def person(person_id: UUID) -> AccountInFullShown:
    return _in_full(queries.get_person(person_id))


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/grants",
        "Give a role",
        answers=RoleHeldShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=GRANT,
        body=RoleToGive,
        refuses=(NotFound, NotAllowed, Conflict),
        note="Nobody gives what they may not do themselves, and nobody to themselves. A mail tells "
        "the person. One that they have there already is answered as it is.",
    )
)
def give_person_role(person_id: UUID, body: RoleToGive) -> RoleHeldShown:
    found = queries.get_person(person_id)
    scope = offered_scope(body, person_id=found.id)
    by = signed_in_person()
    return _held(give_role(found, body.role, in_scope=scope, by=by, reason=body.reason))


@endpoints.serves(
    Endpoint(
        "DELETE",
        f"{ONE}/grants/<uuid:grant_id>",
        "End a role",
        answers=RoleHeldShown,
        scope=ADMIN,
        audience=STAFF,
        permission=GRANT,
        query=EndingWithReason,
        refuses=(NotFound, NotAllowed, LastAdmin),
        note="The person is signed out everywhere and their tokens are revoked.",
    )
)
def end_person_role(person_id: UUID, grant_id: UUID, *, query: EndingWithReason) -> RoleHeldShown:
    grant = queries.get_grant(queries.get_person(person_id), grant_id)
    end_role(grant, by=signed_in_person(), reason=query.reason)
    return _held(grant)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/close",
        "Close an account",
        answers=AccountInFullShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=Reason,
        refuses=(NotFound, NotAllowed, LastAdmin),
        note="Nobody signs in to it, and its tokens end. Nothing is deleted.",
    )
)
def close_account(person_id: UUID, body: Reason) -> AccountInFullShown:
    found = queries.get_person(person_id)
    disable(found, by=signed_in_person(), reason=body.reason)
    return _in_full(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/reopen",
        "Open a closed account again",
        answers=AccountInFullShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, NotAllowed),
        note="The person signs in anew; tokens stay revoked.",
    )
)
def reopen_account(person_id: UUID) -> AccountInFullShown:
    found = queries.get_person(person_id)
    enable(found, by=signed_in_person())
    return _in_full(found)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/history",
        "What happened to an account, newest first",
        answers=ListShown[EntryShown],
        query=Paged,
        audience=STAFF,
        permission=SEE,
        refuses=(NotFound, NotAllowed),
        note="For those who may see the history of the whole platform.",
    )
)
def account_history(person_id: UUID, query: Paged) -> ListShown[EntryShown]:
    if not may(signed_in_person(), Permission.HISTORY_SEE):
        raise NotAllowed(_("Your account may not do this."))
    page = history_of(queries.get_person(person_id), cursor=query.cursor, limit=query.limit)
    return ListShown(items=EntryShown.all_of(page.items, people_in(page.items)), next=page.next)


def offered_scope(body: ScopedRole, *, person_id: UUID | None) -> Scope | None:
    """Where the role shall count, if the page would offer it for this person; None is everywhere.

    Raises:
        Invalid: there is no such place, or the person does not belong to it.
    """
    scope = body.in_scope()
    if scope is None:
        return None
    if scope.id not in dict(offered_to(person_id).get(scope.kind, [])):
        message = _("This place is not there any more. Please choose another.")
        raise Invalid(message, errors={"scope_id": [message]})
    return scope


def _held(grant: Grant) -> RoleHeldShown:
    [shown] = queries.shown_grants([grant])
    return RoleHeldShown.told(grant, shown)


def _in_full(found: User) -> AccountInFullShown:
    grants = {grant.id: grant for grant in found.grants}
    inside = offered_to(found.id).get(ScopeKind.ORGANISATION, [])
    return AccountInFullShown.model_validate(
        {
            **account_fields(found),
            "second_factor": has_second_factor(found),
            "roles": [
                RoleHeldShown.told(grants[shown.id], shown)
                for shown in queries.shown_grants(found.grants)
            ],
            "organisations": [NamedShown(id=id_, name=name) for id_, name in inside],
        }
    )
