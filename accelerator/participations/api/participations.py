"""A startup's time in a cohort: read, agreed to, talked about."""

from uuid import UUID

from accelerator.participations.api.groups import ONE, WRITES, theirs
from accelerator.participations.api.groups import own as endpoints
from accelerator.participations.api.record import in_full
from accelerator.participations.errors import NotNow
from accelerator.participations.queries.parts import comments_of
from accelerator.participations.queries.startups import participations_page
from accelerator.participations.schemas.participations import (
    AgreementAccepted,
    AgreementShown,
    DemoLineSent,
    ParticipationInFullShown,
    ParticipationShown,
    agreement_of,
)
from accelerator.participations.schemas.working import CohortCommentMade, CohortCommentShown
from accelerator.participations.services.arranging import comment, set_demo_line
from accelerator.participations.services.joining import agree
from hub.accounts.queries.history import people_in
from hub.accounts.schemas.history import EntryShown
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotAllowed, NotFound
from hub.history.queries import history_of
from hub.web.api import Endpoint, ListShown, Paged


@endpoints.serves(
    Endpoint(
        "GET",
        "/participations",
        "Cohorts in which your startups are or were, the newest first",
        answers=ListShown[ParticipationShown],
        query=Paged,
    )
)
def own_participations(query: Paged) -> ListShown[ParticipationShown]:
    page = participations_page(signed_in_person(), cursor=query.cursor, limit=query.limit)
    return ListShown(items=[ParticipationShown.of(each) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint(
        "GET",
        ONE,
        "A startup in its cohort, with all that it does there",
        answers=ParticipationInFullShown,
        refuses=(NotFound,),
        versioned=True,
    )
)
def participation(participation_id: UUID) -> ParticipationInFullShown:
    return in_full(theirs(participation_id), seen_by=signed_in_person())


@endpoints.serves(
    Endpoint(
        "PUT",
        f"{ONE}/agreement",
        "Accept the cohort's agreement",
        answers=AgreementShown,
        scope=WRITES,
        body=AgreementAccepted,
        refuses=(NotFound, NotAllowed, NotNow),
        note="In the wording that you read; whoever leads the startup does it.",
    )
)
def accept_agreement(participation_id: UUID, body: AgreementAccepted) -> AgreementShown:
    found = theirs(participation_id)
    agree(found, version=body.version, by=signed_in_person())
    return agreement_of(found)


@endpoints.serves(
    Endpoint(
        "PUT",
        f"{ONE}/demo-line",
        "Say what the demo day's page tells of you",
        answers=ParticipationShown,
        scope=WRITES,
        body=DemoLineSent,
        refuses=(NotFound, NotAllowed),
    )
)
def change_demo_line(participation_id: UUID, body: DemoLineSent) -> ParticipationShown:
    found = theirs(participation_id)
    set_demo_line(found, body.demo_line, by=signed_in_person())
    return ParticipationShown.of(found)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/comments",
        "What a startup and its programme say to each other, the newest first",
        answers=ListShown[CohortCommentShown],
        query=Paged,
        refuses=(NotFound,),
    )
)
def participation_comments(participation_id: UUID, query: Paged) -> ListShown[CohortCommentShown]:
    page = comments_of(theirs(participation_id), cursor=query.cursor, limit=query.limit)
    return ListShown(items=[CohortCommentShown.of(each) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/comments",
        "Write to each other",
        answers=CohortCommentShown,
        status=201,
        scope=WRITES,
        body=CohortCommentMade,
        refuses=(NotFound,),
    )
)
def write_to_each_other(participation_id: UUID, body: CohortCommentMade) -> CohortCommentShown:
    made = comment(theirs(participation_id), body.text, by=signed_in_person())
    return CohortCommentShown.of(made)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/history",
        "What happened to a startup in its cohort, newest first",
        answers=ListShown[EntryShown],
        query=Paged,
        refuses=(NotFound,),
    )
)
def participation_history(participation_id: UUID, query: Paged) -> ListShown[EntryShown]:
    page = history_of(theirs(participation_id), cursor=query.cursor, limit=query.limit)
    return ListShown(items=EntryShown.all_of(page.items, people_in(page.items)), next=page.next)
