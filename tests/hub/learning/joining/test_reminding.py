"""Everybody is reminded a day and an hour before, once, by their own clock."""

from datetime import timedelta

from flask import Flask

from hub.core.clock import frozen_at
from hub.learning.joining.jobs import remind_of_classes, tell_of_changes
from tests.counting import statements
from tests.factories import MONDAY, a_person, slot
from tests.factories.learning import a_class_session, an_enrolment
from tests.hub.learning.joining.stories import a_scene, is_off, letters_to, moves, templates_to

HOUR = timedelta(hours=1)


def test_a_learner_is_reminded_a_day_and_an_hour_before_and_never_twice(app: Flask) -> None:
    scene = a_scene(when=slot(15, days=4))

    for hours in (30, 24, 23, 12, 2, 1, 0.5, 0.1):
        with frozen_at(scene.session.starts_at - hours * HOUR):
            remind_of_classes()

    subjects = [letter.subject for letter in letters_to(scene.siti)]
    assert templates_to(scene.siti) == ["joining/reminder", "joining/reminder"]
    assert len(set(subjects)) == 2
    assert templates_to(scene.teacher) == ["joining/reminder", "joining/reminder"]


def test_a_session_at_four_in_the_morning_in_berlin_is_brought_to_mind_in_the_evening(
    app: Flask,
) -> None:
    scene = a_scene(when=slot(10, days=4), zone="Europe/Berlin")  # 04:00 in Berlin
    evening = scene.session.starts_at - 7 * HOUR  # 21:00

    with frozen_at(evening - timedelta(minutes=1)):
        remind_of_classes()
    before = len([s for s in letters_to(scene.siti) if "Stunde" in s.subject])
    with frozen_at(evening):
        remind_of_classes()

    assert before == 0
    assert len(letters_to(scene.siti)) == 2


def test_a_moved_session_has_reminders_of_its_own_and_a_cancelled_one_none(app: Flask) -> None:
    scene = a_scene(when=slot(15, days=4))
    with frozen_at(scene.session.starts_at - 24 * HOUR):
        remind_of_classes()
    moves(scene.session, slot(15, days=8))
    with frozen_at(MONDAY + HOUR):
        tell_of_changes()
    with frozen_at(scene.session.starts_at - 24 * HOUR):
        remind_of_classes()
        is_off(scene.session, at=MONDAY)
    with frozen_at(scene.session.starts_at - HOUR):
        remind_of_classes()

    assert templates_to(scene.siti).count("joining/reminder") == 2


def test_nobody_is_reminded_of_what_is_about_to_be_told_anew(app: Flask) -> None:
    scene = a_scene(when=slot(15, days=4))
    soon = scene.session.starts_at - 24 * HOUR
    with frozen_at(soon):
        moves(scene.session, slot(15.5, days=4))
        remind_of_classes()

    assert letters_to(scene.siti) == []


def test_reminding_thirty_people_takes_as_many_questions_as_reminding_one(app: Flask) -> None:
    scene = a_scene(when=slot(15, days=4))
    due = scene.session.starts_at - 24 * HOUR
    with frozen_at(due), statements() as few:
        remind_of_classes()
    other = a_class_session(scene.run, slot(15, days=5))
    for _ in range(28):
        an_enrolment(scene.run, a_person())

    with frozen_at(other.starts_at - 24 * HOUR), statements() as many:
        remind_of_classes()

    assert len(many) <= len(few) + 1
