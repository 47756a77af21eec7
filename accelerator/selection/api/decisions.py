"""Decisions and feedback by API."""

from uuid import UUID

from accelerator.selection import services
from accelerator.selection.api.groups import (
    ADMIN,
    COHORT,
    MANAGE,
    STAFF,
    application_of,
    cohort_of,
    selection,
)
from accelerator.selection.errors import DecidedMeanwhile, NamesAReader, NotToDecide
from accelerator.selection.queries.feedback import Wanting, wanting
from accelerator.selection.queries.meeting import meeting
from accelerator.selection.schemas import (
    DecisionMade,
    DecisionsAsked,
    DecisionShown,
    DecisionsMade,
    FeedbackEdited,
    FeedbackShown,
    GatheredShown,
    LineOrder,
    ManyDecidedShown,
    SelectionMeetingShown,
)
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, NotFound
from hub.core.i18n import gettext as _
from hub.web.api import Endpoint, ListShown

DECISION = "/applications/<uuid:application_id>/decision"
FEEDBACK = "/applications/<uuid:application_id>/feedback"


@selection.serves(
    Endpoint(
        "GET",
        f"{COHORT}/decisions",
        "Every eligible application, its marks and its decision",
        answers=SelectionMeetingShown,
        query=DecisionsAsked,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
        note="By number.",
    )
)
def decisions(cohort_id: UUID, query: DecisionsAsked) -> SelectionMeetingShown:
    found = meeting(cohort_of(cohort_id), seen_by=signed_in_person())
    rows = [
        row
        for row in found.rows
        if (not query.undecided or row.choice is None)
        and (query.shown is None or row.choice is query.shown)
    ]
    end = query.offset + query.limit
    counts = {choice.value: number for choice, number in found.totals.choices.items()}
    return SelectionMeetingShown(
        items=[DecisionShown.of(row) for row in rows[query.offset : end]],
        next=end if end < len(rows) else None,
        seats=found.totals.seats,
        seats_left=found.totals.left,
        counts=counts | {"undecided": found.totals.undecided},
    )


@selection.serves(
    Endpoint(
        "POST",
        f"{COHORT}/decisions",
        "Decide the same about many",
        answers=ManyDecidedShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=DecisionsMade,
        refuses=(NotFound, NotToDecide),
        note="What has been told already, or is not eligible, is left as it is.",
    )
)
def decide_about_many(cohort_id: UUID, body: DecisionsMade) -> ManyDecidedShown:
    cohort, person = cohort_of(cohort_id), signed_in_person()
    number = services.decide_all(cohort, body.applications, judgement=body.judgement(), by=person)
    return ManyDecidedShown(decided=number)


@selection.serves(
    Endpoint(
        "PUT",
        DECISION,
        "Decide about an application",
        answers=DecisionShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=DecisionMade,
        refuses=(NotFound, NotToDecide, DecidedMeanwhile),
        note="Staged: the team is told by a release. Decided again, it replaces what stood.",
    )
)
def decide(application_id: UUID, body: DecisionMade) -> DecisionShown:
    application, person = application_of(application_id), signed_in_person()
    services.decide(application, body.judgement(), by=person, expected=body.version)
    return _decision(application_id)


@selection.serves(
    Endpoint(
        "DELETE",
        DECISION,
        "Take a staged decision back",
        answers=DecisionShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, NotToDecide),
    )
)
def take_decision_back(application_id: UUID) -> DecisionShown:
    application = application_of(application_id)
    shown = _decision(application_id)
    services.undecide(application, by=signed_in_person())
    return shown.model_copy(update={"outcome": None, "rank": None, "version": 0})


@selection.serves(
    Endpoint(
        "PUT",
        f"{COHORT}/decisions/line",
        "Put the waiting list that is chosen into another order",
        answers=ListShown[DecisionShown],
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=LineOrder,
        refuses=(NotFound,),
        note="Those that are named take the places that they hold together.",
    )
)
def order_waiting_list(cohort_id: UUID, body: LineOrder) -> ListShown[DecisionShown]:
    cohort, person = cohort_of(cohort_id), signed_in_person()
    services.order_line(cohort, body.applications, by=person)
    rows = [row for row in meeting(cohort, seen_by=person).rows if row.rank and not row.told]
    ordered = sorted(rows, key=lambda row: row.rank or 0)
    return ListShown(items=[DecisionShown.of(row) for row in ordered], next=None)


@selection.serves(
    Endpoint(
        "GET",
        f"{COHORT}/feedback",
        "Feedback of every team that is turned down",
        answers=ListShown[FeedbackShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def cohort_feedback(cohort_id: UUID) -> ListShown[FeedbackShown]:
    teams = wanting(cohort_of(cohort_id), seen_by=signed_in_person())
    return ListShown(items=[FeedbackShown.of(each) for each in teams], next=None)


@selection.serves(
    Endpoint(
        "POST",
        f"{COHORT}/feedback/gather",
        "Gather what readers wrote for the founders",
        answers=GatheredShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def gather_readers_feedback(cohort_id: UUID) -> GatheredShown:
    return GatheredShown(gathered=services.gather(cohort_of(cohort_id), by=signed_in_person()))


@selection.serves(
    Endpoint(
        "PUT",
        FEEDBACK,
        "Make feedback fit for the founders",
        answers=FeedbackShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=FeedbackEdited,
        refuses=(NotFound, Conflict, DecidedMeanwhile, NamesAReader),
    )
)
def edit_feedback(application_id: UUID, body: FeedbackEdited) -> FeedbackShown:
    application = application_of(application_id)
    made = services.edit_feedback(
        application, body.edited(), by=signed_in_person(), expected=body.version
    )
    return FeedbackShown.of(Wanting(application, made))


@selection.serves(
    Endpoint(
        "POST",
        f"{FEEDBACK}/publish",
        "Give a team that was turned down its feedback now",
        answers=FeedbackShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, Conflict),
        note="For what was not ready with the release. The team has mail.",
    )
)
def publish_feedback(application_id: UUID) -> FeedbackShown:
    application = application_of(application_id)
    made = services.publish_late(application, by=signed_in_person())
    return FeedbackShown.of(Wanting(application, made))


def _decision(application_id: UUID) -> DecisionShown:
    application, person = application_of(application_id), signed_in_person()
    row = meeting(application.cohort, seen_by=person).row(application_id)
    if row is None:
        raise NotFound(_("There is no such application."))
    return DecisionShown.of(row)
