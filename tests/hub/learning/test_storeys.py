"""The parts of learning stand on each other: a run has seats, and a place in it is one of them."""

from hub.places.rules.steps import PlaceState
from tests.factories.learning import a_class_session, a_run, an_enrolment, has_seat


def test_the_last_seat_goes_to_the_first_who_comes_and_the_next_waits(app: object) -> None:
    run = a_run(seats=1)
    a_class_session(run)

    first, second = an_enrolment(run), an_enrolment(run)

    assert has_seat(first)
    assert second.place is not None
    assert second.place.state is PlaceState.WAITING
