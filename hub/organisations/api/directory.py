"""Organisations: found, registered, changed, looked at by staff, put away."""

from uuid import UUID

from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotAllowed, NotFound
from hub.organisations import queries, services
from hub.organisations.api.groups import ADMIN, ONE, WRITES
from hub.organisations.api.groups import organisations as endpoints
from hub.organisations.errors import Archived, NameTaken
from hub.organisations.schemas import (
    NewOrganisation,
    OrganisationChange,
    OrganisationsAsked,
    OrganisationShown,
    Why,
    WhyNot,
)
from hub.web.access import Audience
from hub.web.api import Endpoint, ListShown

LOOKS_AFTER = "organisations:manage"


@endpoints.serves(
    Endpoint(
        "GET",
        "/organisations",
        "Organisations of the network, by name",
        answers=ListShown[OrganisationShown],
        query=OrganisationsAsked,
    )
)
def organisations(query: OrganisationsAsked) -> ListShown[OrganisationShown]:
    page = queries.organisations(query.sought(), cursor=query.cursor, limit=query.limit)
    return ListShown(items=[OrganisationShown.of(each) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint(
        "POST",
        "/organisations",
        "Register an organisation",
        answers=OrganisationShown,
        status=201,
        scope=WRITES,
        body=NewOrganisation,
        refuses=(NotAllowed, NameTaken),
        location="/organisations/{id}",
        note="You are its owner. Staff have a look and verify it later.",
    )
)
def register_organisation(body: NewOrganisation) -> OrganisationShown:
    return OrganisationShown.of(services.register(body.draft(), by=signed_in_person()))


@endpoints.serves(
    Endpoint("GET", ONE, "One organisation", answers=OrganisationShown, refuses=(NotFound,))
)
def organisation(organisation_id: UUID) -> OrganisationShown:
    return OrganisationShown.of(queries.get_organisation(organisation_id))


@endpoints.serves(
    Endpoint(
        "PATCH",
        ONE,
        "Change what it says about itself",
        answers=OrganisationShown,
        scope=WRITES,
        body=OrganisationChange,
        refuses=(NotFound, NotAllowed, Archived, NameTaken),
        note="For its owners and coordinators. With another name or kind it has to be verified "
        "again.",
    )
)
def change_organisation(organisation_id: UUID, body: OrganisationChange) -> OrganisationShown:
    found = queries.get_organisation(organisation_id)
    services.change(found, body.draft(found), by=signed_in_person())
    return OrganisationShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/verify",
        "Say that staff know who they are",
        answers=OrganisationShown,
        scope=ADMIN,
        audience=Audience.STAFF,
        permission=LOOKS_AFTER,
        body=Why,
        refuses=(NotFound, NotAllowed, Archived),
    )
)
def verify_organisation(organisation_id: UUID, body: Why) -> OrganisationShown:
    found = queries.get_organisation(organisation_id)
    services.verify(found, by=signed_in_person(), reason=body.reason)
    return OrganisationShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/unverify",
        "Take the mark of verification back",
        answers=OrganisationShown,
        scope=ADMIN,
        audience=Audience.STAFF,
        permission=LOOKS_AFTER,
        body=WhyNot,
        refuses=(NotFound, NotAllowed),
    )
)
def unverify_organisation(organisation_id: UUID, body: WhyNot) -> OrganisationShown:
    found = queries.get_organisation(organisation_id)
    services.unverify(found, by=signed_in_person(), reason=body.reason)
    return OrganisationShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/archive",
        "Put an organisation away",
        answers=OrganisationShown,
        scope=WRITES,
        body=Why,
        refuses=(NotFound, NotAllowed),
        note="For its owners and for staff. It is in no list any more, and can be restored.",
    )
)
def archive_organisation(organisation_id: UUID, body: Why) -> OrganisationShown:
    found = queries.get_organisation(organisation_id)
    services.archive(found, by=signed_in_person(), reason=body.reason)
    return OrganisationShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/restore",
        "Take an archived organisation out again",
        answers=OrganisationShown,
        scope=WRITES,
        refuses=(NotFound, NotAllowed),
    )
)
def restore_organisation(organisation_id: UUID) -> OrganisationShown:
    found = queries.get_organisation(organisation_id)
    services.restore(found, by=signed_in_person())
    return OrganisationShown.of(found)
