"""What learners do in a class: they read, answer, hand in and are marked, and say how it was."""

from datetime import timedelta
from functools import partial
from typing import TypeVar

from hub.core.clock import now
from hub.demo.learning.lives import Life, Said
from hub.demo.story import by_hand_of
from hub.learning.courses.models import CourseAssignment, Lesson, Quiz
from hub.learning.courses.queries.versions import version_items
from hub.learning.courses.rules.questions import Question, QuestionKind
from hub.learning.courses.rules.quizzes import right_options
from hub.learning.study.models import QuizAttempt, Submission
from hub.learning.study.services.assignments import Verdict, hand_in_work, mark_work
from hub.learning.study.services.feedback import Answers, give_feedback
from hub.learning.study.services.lessons import finish_lesson
from hub.learning.study.services.quizzes import Sent, hand_in, save_answers, start_quiz

I = TypeVar("I", Lesson, Quiz, CourseAssignment)  # noqa: E741
#: A try takes so long.
TAKES = timedelta(minutes=7)


class Studying:
    """One class. Its courses have a quiz and an assignment at the most."""

    def __init__(self, life: Life) -> None:
        self.life, self.story = life, life.classes.world.story

    def tell(self) -> None:
        lessons = self._items(Lesson)
        for said in self.life.said.get("learners", ()):
            who = said["who"]
            for lesson, at in zip(lessons, said.get("lessons", ()), strict=False):
                self.life.later(at, partial(self._read, who, lesson.key))
            for tried in said.get("quiz", ()):
                self.life.later(tried["at"], partial(self._try, who, tried))
            for work in said.get("work", ()):
                self.life.later(work["at"], partial(self._hand_in_work, who, work))
            if survey := said.get("survey"):
                self.life.later(survey["at"], partial(self._judge, who, survey))

    def _items(self, kind: type[I]) -> list[I]:
        return [each for each in version_items(self.life.run.of_version) if isinstance(each, kind)]

    def _read(self, who: str, key: str) -> None:
        person = self.life.person(who)
        with by_hand_of(person):
            finish_lesson(self.life.enrolment(who), key, by=person)

    def _try(self, who: str, tried: Said) -> None:
        """`wrong` are the questions that they get wrong; of a try that is `left` lying those alone
        are answered."""
        person, (quiz,) = self.life.person(who), self._items(Quiz)
        wrong = set(tried.get("wrong", ()))
        answers = {each["id"]: answer_to(each, right=each["id"] not in wrong)
                   for each in quiz.questions}  # fmt: skip
        with by_hand_of(person):
            attempt = start_quiz(self.life.enrolment(who), quiz.key, by=person)
            if "left" in tried:
                some = {key: answers[key] for key in tried["left"]}
                save_answers(attempt, some, by=person)
                return
        self.story.at(now() + TAKES, partial(self._hand_in, attempt, answers))

    def _hand_in(self, attempt: QuizAttempt, answers: Sent) -> None:
        person = attempt.enrolment.user
        with by_hand_of(person):
            hand_in(attempt, answers, by=person)

    def _hand_in_work(self, who: str, said: Said) -> None:
        person, (assignment,) = self.life.person(who), self._items(CourseAssignment)
        with by_hand_of(person):
            work = hand_in_work(
                self.life.enrolment(who), assignment.key, text=said["text"], by=person
            )
        if "marked" in said:
            self.life.later(said["marked"], partial(self._mark, work, said))

    def _mark(self, work: Submission, said: Said) -> None:
        (assignment,), teacher = self._items(CourseAssignment), self.life.teacher
        rows = zip(assignment.rubric, said["points"], said["notes"], strict=True)
        marks = {line["id"]: {"points": points, "note": note} for line, points, note in rows}
        with by_hand_of(teacher):
            mark_work(work, Verdict(marks, said["say"]), version=work.version, by=teacher)

    def _judge(self, who: str, said: Said) -> None:
        person, (content, teaching, useful) = self.life.person(who), said["marks"]
        answers = Answers(content, teaching, useful, said["liked"], said["better"])
        with by_hand_of(person):
            give_feedback(self.life.enrolment(who), answers, by=person)


def answer_to(question: Question, *, right: bool) -> str | list[str]:
    """As somebody would give it who knows, or who does not."""
    kind, known = QuestionKind(question["kind"]), right_options(question)
    options = [str(option["id"]) for option in question.get("options", ())]
    if kind is QuestionKind.SINGLE:
        return next(each for each in options if (each in known) is right)
    if kind is QuestionKind.MULTIPLE:
        return known if right else options[-1:]
    if kind is QuestionKind.NUMERIC:
        return str(question["answer"]) if right else str(int(question["answer"]) + 1)
    accepted = str(question["accepted"][0])
    return accepted if right else accepted[:-1]
