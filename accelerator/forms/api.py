"""The API's part about forms: what a call asks, in versions."""

from uuid import UUID

from accelerator.forms import queries, services
from accelerator.forms.drafts import drafts_on
from accelerator.forms.errors import (
    CannotEdit,
    DraftThere,
    FormChanged,
    NotADraft,
    NotReady,
    unreadable,
)
from accelerator.forms.models import FormVersion
from accelerator.forms.ready_made import templates
from accelerator.forms.rules import BadDefinition, Definition
from accelerator.forms.rules.changes import changes
from accelerator.forms.schemas import (
    ChangeInFormShown,
    DefinitionSent,
    FormChangesShown,
    FormRenamed,
    FormShown,
    FormTemplateShown,
    FormVersionInFullShown,
    FormVersionShown,
    NewDraft,
    NewForm,
    VersionSince,
)
from hub.accounts.models import TokenScope
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotAllowed, NotFound
from hub.web.access import Audience
from hub.web.api import Endpoint, Endpoints, ListShown, Paged, expect_version
from hub.web.api.versions import VersionNeeded

endpoints = Endpoints("Forms", "For staff: what a call asks. A published version never changes.")

STAFF, MANAGE, ADMIN = Audience.STAFF, "programmes:manage", TokenScope.ADMIN
ONE = "/forms/<uuid:form_id>"
VERSION = f"{ONE}/versions/<int:number>"


@endpoints.serves(
    Endpoint(
        "GET",
        "/form-templates",
        "Forms that are there to begin with",
        answers=ListShown[FormTemplateShown],
        audience=STAFF,
        permission=MANAGE,
    )
)
def form_templates() -> ListShown[FormTemplateShown]:
    return ListShown(items=[FormTemplateShown.of(each) for each in templates()])


@endpoints.serves(
    Endpoint(
        "GET",
        "/forms",
        "Forms of your programmes, latest first",
        answers=ListShown[FormShown],
        query=Paged,
        audience=STAFF,
        permission=MANAGE,
    )
)
def forms(query: Paged) -> ListShown[FormShown]:
    page = queries.forms_seen_by(signed_in_person(), cursor=query.cursor, limit=query.limit)
    return ListShown(items=[FormShown.of(each) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint(
        "POST",
        "/forms",
        "Begin a form",
        answers=FormShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=NewForm,
        refuses=(NotAllowed,),
        location="/forms/{id}",
        note="Its first version is a draft.",
    )
)
def start_form(body: NewForm) -> FormShown:
    owner = services.Owner(body.owner_kind, body.owner)
    form = services.start_form(
        body.name, owner=owner, template=body.template, by=signed_in_person()
    )
    return FormShown.of(form)


@endpoints.serves(
    Endpoint(
        "GET",
        ONE,
        "One form and its versions",
        answers=FormShown,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def form(form_id: UUID) -> FormShown:
    return FormShown.of(queries.get_form(form_id, seen_by=signed_in_person()))


@endpoints.serves(
    Endpoint(
        "PATCH",
        ONE,
        "Rename a form",
        answers=FormShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=FormRenamed,
        refuses=(NotFound,),
    )
)
def rename_form(form_id: UUID, body: FormRenamed) -> FormShown:
    person = signed_in_person()
    found = queries.get_form(form_id, seen_by=person)
    return FormShown.of(services.rename(found, body.name, by=person))


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/drafts",
        "Begin a draft",
        answers=FormVersionInFullShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=NewDraft,
        versioned=True,
        refuses=(NotFound, DraftThere),
        note="Like what is live, or like an older version. What is live stays live.",
    )
)
def begin_form_draft(form_id: UUID, body: NewDraft) -> FormVersionInFullShown:
    person = signed_in_person()
    found = queries.get_form(form_id, seen_by=person)
    like = queries.version_numbered(found, body.like) if body.like else None
    return FormVersionInFullShown.of(services.new_draft(found, like=like, by=person))


@endpoints.serves(
    Endpoint(
        "GET",
        VERSION,
        "What a version asks",
        answers=FormVersionInFullShown,
        audience=STAFF,
        permission=MANAGE,
        versioned=True,
        refuses=(NotFound,),
    )
)
def form_version(form_id: UUID, number: int) -> FormVersionInFullShown:
    return FormVersionInFullShown.of(_version(form_id, number))


@endpoints.serves(
    Endpoint(
        "PUT",
        VERSION,
        "Change a draft",
        answers=FormVersionInFullShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=DefinitionSent,
        versioned=True,
        refuses=(NotFound, NotADraft, CannotEdit, VersionNeeded),
        note="The whole definition. Say in If-Match which edit of it you saw.",
    )
)
def change_form_draft(
    form_id: UUID, number: int, *, body: DefinitionSent
) -> FormVersionInFullShown:
    version = _version(form_id, number)
    expect_version(version.version, needed=True)
    try:
        definition = Definition.from_json(body.definition)
    except BadDefinition as problem:
        raise unreadable(problem) from problem
    services.edit(version, definition, expected=version.version, by=signed_in_person())
    return FormVersionInFullShown.of(version)


@endpoints.serves(
    Endpoint(
        "DELETE",
        VERSION,
        "Put a draft away",
        answers=FormVersionShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, NotADraft, CannotEdit),
    )
)
def discard_form_draft(form_id: UUID, number: int) -> FormVersionShown:
    version = _version(form_id, number)
    shown = FormVersionShown.of(version)
    services.discard_draft(version, by=signed_in_person())
    return shown


@endpoints.serves(
    Endpoint(
        "GET",
        f"{VERSION}/changes",
        "What publishing a version would do to drafts",
        answers=FormChangesShown,
        audience=STAFF,
        permission=MANAGE,
        query=VersionSince,
        refuses=(NotFound,),
    )
)
def form_changes(form_id: UUID, number: int, *, query: VersionSince) -> FormChangesShown:
    new = _version(form_id, number)
    old = _version(form_id, query.since or max(number - 1, 1))
    drafts = drafts_on(old.id)
    found = changes(queries.definition_of(old), queries.definition_of(new))
    return FormChangesShown(
        drafts=drafts.total,
        changes=[
            ChangeInFormShown.of(each, answered=drafts.answered.get(each.key, 0)) for each in found
        ],
    )


@endpoints.serves(
    Endpoint(
        "POST",
        f"{VERSION}/publish",
        "Publish a draft",
        answers=FormVersionShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        versioned=True,
        refuses=(NotFound, NotADraft, NotReady, FormChanged),
        note="New applications answer it, and those being written go over to it; every answer is "
        "kept. With If-Match only the edit that you saw goes live.",
    )
)
def publish_form(form_id: UUID, number: int) -> FormVersionShown:
    version = _version(form_id, number)
    expect_version(version.version)
    return FormVersionShown.of(services.publish(version, by=signed_in_person()))


def _version(form_id: UUID, number: int) -> FormVersion:
    found = queries.get_form(form_id, seen_by=signed_in_person())
    return queries.version_numbered(found, number)
