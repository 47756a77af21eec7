"""What one teaches, how its learners get on, and what an organisation's people learn."""

from uuid import UUID

from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, Invalid, NotAllowed, NotFound
from hub.learning.classes.queries.runs import run_to_teach
from hub.learning.teaching.api.groups import WRITES, endpoints
from hub.learning.teaching.queries import organisations
from hub.learning.teaching.queries.desk import desk_of
from hub.learning.teaching.queries.learners import learners_of
from hub.learning.teaching.queries.survey import survey_of
from hub.learning.teaching.schemas.teaching import (
    LearnersAsked,
    LearnerShown,
    OrganisationLearningShown,
    SurveyShown,
    TaughtShown,
    Writing,
    WrittenShown,
)
from hub.learning.teaching.services.writing import write_to
from hub.organisations.queries import get_organisation
from hub.web.api import Endpoint, ListShown, Paged

CLASS = "/classes/<uuid:class_id>"


@endpoints.serves(
    Endpoint("GET", "/me/teaching", "The classes that you teach, and what waits for you",
             answers=ListShown[TaughtShown],
             note="Running ones first, then those to come, then past ones.")
)  # fmt: skip
def own_teaching() -> ListShown[TaughtShown]:
    desk = desk_of(signed_in_person())
    return ListShown(items=[TaughtShown.of(each) for each in desk.all], next=None)


@endpoints.serves(
    Endpoint("GET", f"{CLASS}/learners", "How the learners of a class are getting on",
             answers=ListShown[LearnerShown], query=LearnersAsked, refuses=(NotFound,),
             note="For its instructors and those who keep it. All of them come at once.")
)  # fmt: skip
def class_learners(class_id: UUID, query: LearnersAsked) -> ListShown[LearnerShown]:
    run = run_to_teach(class_id, by=signed_in_person())
    found = learners_of(run, order=query.order, behind=query.behind)
    return ListShown(items=[LearnerShown.of(each) for each in found], next=None)


@endpoints.serves(
    Endpoint("POST", f"{CLASS}/messages", "Write to some of a class, or to all of it",
             answers=WrittenShown, scope=WRITES, body=Writing,
             refuses=(NotFound, Invalid, Conflict),
             note="By mail, in your name. For its instructors and those who keep it. What is for"
             " everybody is announced on the class's page, too.")
)  # fmt: skip
def write_to_class(class_id: UUID, body: Writing) -> WrittenShown:
    person = signed_in_person()
    run = run_to_teach(class_id, by=person)
    receivers = write_to(run, body.word(), by=person, people=body.people)
    return WrittenShown(written_to=[each.id for each in receivers])


@endpoints.serves(
    Endpoint("GET", f"{CLASS}/survey-results", "What learners said after a class",
             answers=SurveyShown, refuses=(NotFound,),
             note="For its instructors and those who keep it.")
)  # fmt: skip
def class_survey_results(class_id: UUID) -> SurveyShown:
    return SurveyShown.of(survey_of(run_to_teach(class_id, by=signed_in_person())))


@endpoints.serves(
    Endpoint("GET", "/organisations/<uuid:organisation_id>/learning",
             "What the people of an organisation learn", answers=OrganisationLearningShown,
             query=Paged, refuses=(NotFound, NotAllowed),
             note="All of it for who leads the organisation or keeps classes; members see their"
             " own.")
)  # fmt: skip
def organisation_learning(organisation_id: UUID, query: Paged) -> OrganisationLearningShown:
    person, found = signed_in_person(), get_organisation(organisation_id)
    page = organisations.learning_of(found, person=person, cursor=query.cursor, limit=query.limit)
    totals = organisations.totals_of(found, person=person)
    return OrganisationLearningShown.of(
        totals, organisations.shown(page.items), following=page.next
    )
