"""The survey after a class by API: one's own answers. What all of them say, teaching tells."""

from uuid import UUID

from hub.learning.study.api.groups import CLASS, READS, WRITES, endpoints, reader_at
from hub.learning.study.errors import SurveyNotOpen, TooLateToEdit
from hub.learning.study.queries import feedback as queries
from hub.learning.study.queries.reading import Reader
from hub.learning.study.schemas.talking import ClassFeedbackGiven, ClassFeedbackShown
from hub.learning.study.services import feedback as services
from hub.web.api import Endpoint

FEEDBACK = f"{CLASS}/feedback"


@endpoints.serves(
    Endpoint("GET", FEEDBACK, "The survey after a class", answers=ClassFeedbackShown,
             refuses=READS,
             note="Your own answers. What all of them say is read by those who teach, at"
             " `/classes/{class_id}/survey-results`.")
)  # fmt: skip
def class_feedback(class_id: UUID) -> ClassFeedbackShown:
    return _shown(reader_at(class_id))


@endpoints.serves(
    Endpoint("PUT", FEEDBACK, "Say how a class was", answers=ClassFeedbackShown, scope=WRITES,
             body=ClassFeedbackGiven, refuses=(*READS, SurveyNotOpen, TooLateToEdit),
             note="From its last session on, and changeable for a week. Those who teach read it"
             " without your name.")
)  # fmt: skip
def give_class_feedback(class_id: UUID, body: ClassFeedbackGiven) -> ClassFeedbackShown:
    reader = reader_at(class_id)
    services.give_feedback(reader.learner, body.said(), by=reader.person)
    return _shown(reader)


def _shown(reader: Reader) -> ClassFeedbackShown:
    run, learner = reader.run, reader.enrolment
    return ClassFeedbackShown.of(
        run.id,
        is_open=queries.is_open(run),
        given=queries.feedback_of(learner) if learner else None,
    )
