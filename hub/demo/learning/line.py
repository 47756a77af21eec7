"""The full class: six seats, those who wait for one, and what has become of some of them."""

from functools import partial

from hub.demo.accelerator.programmes import manager, moment
from hub.demo.learning.classes import Classes, texts
from hub.demo.learning.runs import RunSketch
from hub.demo.story import by_hand_of
from hub.learning.classes.queries.seats import pool_of
from hub.learning.enrolments.services import accept, decline, leave, set_seats
from hub.places.services import lapse_due

#: By their place among those who come: who leaves, and what the next ones make of their offers.
FIRST_LEAVES, SECOND_LEAVES = 0, 1
TAKES_THE_NEW_SEAT, LETS_IT_LAPSE, TAKES_IT_THEN, DECLINES = 6, 7, 8, 9


class Line:
    """What is offered on the last evening can still be answered all of today."""

    def __init__(self, classes: Classes) -> None:
        self.classes = classes
        self.at = partial(moment, classes.world)

    def tell(self, sketch: RunSketch) -> None:
        story = self.classes.world.story
        for place, named in enumerate(sketch.learners):
            come = partial(self.classes.come, sketch, named)
            days = sketch.published + 1 + place // 3
            story.at(self.at(days, at=(9 + 3 * (place % 3), 7 + 2 * place)), come)
        story.at(self.at(-12, at=(10, 0)), partial(self._one_more_seat, sketch))
        story.at(self.at(-12, at=(18, 20)), partial(self._accept, sketch, TAKES_THE_NEW_SEAT))
        story.at(self.at(-11, at=(9, 15)), partial(self._leave, sketch, FIRST_LEAVES))
        story.at(self.at(-8, at=(13, 0)), partial(self._sweep, sketch))
        story.at(self.at(-8, at=(19, 30)), partial(self._accept, sketch, TAKES_IT_THEN))
        story.at(self.at(-3, at=(19, 5)), partial(self._leave, sketch, SECOND_LEAVES))
        story.at(self.at(-1, at=(16, 10)), partial(self._decline, sketch, DECLINES))

    def _one_more_seat(self, sketch: RunSketch) -> None:
        person, run = manager(self.classes.world), self.classes.runs[sketch.key]
        with by_hand_of(person):
            set_seats(run, sketch.seats + 1, by=person, reason=texts()["reasons"]["seats"])

    def _sweep(self, sketch: RunSketch) -> None:
        """As the timetable does: the offer ran out, and goes to the next."""
        lapse_due(pool_of(self.classes.runs[sketch.key]).id)

    def _accept(self, sketch: RunSketch, place: int) -> None:
        enrolment = self.classes.enrolments[sketch.key, sketch.learners[place]]
        with by_hand_of(enrolment.user):
            accept(enrolment, by=enrolment.user)

    def _decline(self, sketch: RunSketch, place: int) -> None:
        enrolment = self.classes.enrolments[sketch.key, sketch.learners[place]]
        with by_hand_of(enrolment.user):
            decline(enrolment, by=enrolment.user, reason=texts()["reasons"]["declined"])

    def _leave(self, sketch: RunSketch, place: int) -> None:
        enrolment = self.classes.enrolments[sketch.key, sketch.learners[place]]
        with by_hand_of(enrolment.user):
            leave(enrolment, by=enrolment.user, reason=texts()["reasons"]["left"])
