"""Runs that somebody teaches, their learners, messages and surveys, in JSON."""

from uuid import UUID

from pydantic import Field

from accelerator.vocabulary.words import in_words
from hub.learning.classes.rules.standing import Stage
from hub.learning.enrolments.rules.standing import Standing
from hub.learning.teaching.names import reasons
from hub.learning.teaching.queries.desk import Taught
from hub.learning.teaching.queries.learners import Learner, Order
from hub.learning.teaching.queries.organisations import Learning, Totals
from hub.learning.teaching.rules.behind import Sign
from hub.learning.teaching.rules.messages import LONGEST_TEXT, LONGEST_TITLE, Word
from hub.learning.teaching.rules.survey import Survey
from hub.web.api import Body, Instant, Line, Paragraph, Query, Shown


class TaughtShown(Shown):
    """A class that somebody teaches, and what waits for them in it."""

    class_id: UUID
    class_slug: str
    class_name: str
    stage: Stage
    starts_at: Instant | None
    ends_at: Instant | None
    next_session: UUID | None
    next_session_at: Instant | None
    people: int
    works_to_mark: int
    requests: int = Field(description="For a place; counted for who may answer them.")
    questions: int = Field(description="In the discussion, without an answer.")

    @classmethod
    def of(cls, each: Taught) -> "TaughtShown":
        run, session, waiting = each.run, each.session, each.waiting
        return cls(
            class_id=run.id, class_slug=run.slug, class_name=in_words(run.name),
            stage=each.stage, starts_at=run.starts_at, ends_at=run.ends_at,
            next_session=session.id if session else None,
            next_session_at=session.starts_at if session else None,
            people=each.seats.confirmed if each.seats else 0,
            works_to_mark=waiting.works, requests=waiting.requests, questions=waiting.questions,
        )  # fmt: skip


class LearnersAsked(Query):
    order: Order = Order.NAME
    behind: bool = Field(default=False, description="Only those who fall behind.")


class LearnerShown(Shown):
    """How somebody with a place is getting on."""

    person: UUID
    name: str
    email: str
    organisation: str
    progress: int = Field(description="Percent of what is required, 0 to 100.")
    lessons_done: int
    lessons: int
    quizzes_passed: int
    quizzes: int
    works_passed: int
    works: int
    works_to_mark: int
    minutes: int
    minutes_possible: int
    last_seen: Instant | None
    completed_at: Instant | None
    behind: list[Sign]
    reasons: list[str] = Field(description="Why, a sentence for each of `behind`.")

    @classmethod
    def of(cls, each: Learner) -> "LearnerShown":
        study = each.study
        return cls(
            person=each.person.id, name=each.person.name, email=each.person.email,
            organisation=each.organisation, progress=each.progress,
            lessons_done=study.lessons_done, lessons=study.lessons_required,
            quizzes_passed=each.quizzes_passed, quizzes=len(study.quizzes),
            works_passed=each.works_passed, works=len(study.assignments),
            works_to_mark=len(study.handed_in),
            minutes=each.minutes, minutes_possible=each.minutes_possible,
            last_seen=each.last_seen, completed_at=each.completed_at,
            behind=list(each.behind), reasons=reasons(each),
        )  # fmt: skip


class Writing(Body):
    id: UUID = Field(
        strict=False, description="Yours, for this very message: sent twice, it is written once."
    )
    title: Line = Field(min_length=1, max_length=LONGEST_TITLE)
    text: Paragraph = Field(min_length=1, max_length=LONGEST_TEXT)
    people: list[UUID] | None = Field(
        default=None,
        strict=False,
        description="Null: the whole class; it is announced on its page, too.",
    )

    def word(self) -> Word:
        return Word(self.title, self.text, self.id)


class WrittenShown(Shown):
    written_to: list[UUID] = Field(description="Empty when this message had been sent before.")


class MarksShown(Shown):
    counts: list[int] = Field(description="How many gave 1, 2, 3, 4 and 5.")
    mean: float


class SurveyShown(Shown):
    """Marks and words are there from three answers on, and never with a name."""

    answers: int
    asked: int
    marks: dict[str, MarksShown]
    words: dict[str, list[str]]

    @classmethod
    def of(cls, survey: Survey) -> "SurveyShown":
        marks = {
            name: MarksShown(counts=list(each.counts), mean=round(each.mean, 2))
            for name, each in survey.marks.items()
        }
        return cls(answers=survey.answers, asked=survey.asked, marks=marks, words=survey.words)


class LearningShown(Shown):
    """Somebody of an organisation in a class."""

    enrolment: UUID
    person: UUID
    name: str
    class_slug: str
    course: str
    state: Standing
    progress: int | None = Field(description="Percent; null for who has no place.")
    since: Instant
    completed_at: Instant | None

    @classmethod
    def of(cls, each: Learning) -> "LearningShown":
        enrolment = each.enrolment
        return cls(
            enrolment=enrolment.id, person=enrolment.user_id, name=enrolment.name,
            class_slug=enrolment.run.slug, course=in_words(enrolment.run.course.title),
            state=each.standing, progress=each.progress, since=enrolment.made_at,
            completed_at=each.completed_at,
        )  # fmt: skip


class OrganisationLearningShown(Shown):
    people: int
    completed: int = Field(description="People who have completed at least one class for it.")
    trained_since: Instant | None = Field(
        description="When a first member completed a course that trains organisations."
    )
    items: list[LearningShown]
    next: str | None

    @classmethod
    def of(
        cls, totals: Totals, items: list[Learning], *, following: str | None
    ) -> "OrganisationLearningShown":
        return cls(
            people=totals.people, completed=totals.completed, trained_since=totals.trained_since,
            items=[LearningShown.of(each) for each in items], next=following,
        )  # fmt: skip
