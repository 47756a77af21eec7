"""A run of a course: made, changed, entered, published, copied."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask

from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.core.ids import new_id
from hub.core.money import Money
from hub.history.queries import history_of
from hub.learning.classes import invariants, services
from hub.learning.classes.errors import AddressTaken, ClassChanged, NotNow, NotReady
from hub.learning.classes.models import Entry, Mode, RunState
from hub.learning.classes.queries.seats import pool_of, seats_of
from hub.learning.classes.rules.audience import Audience
from hub.learning.classes.services import RunDraft
from hub.learning.courses.models import Course
from hub.places.errors import SeatsHeld
from hub.places.rules.steps import LapsePolicy
from tests.factories import MONDAY, a_person, kept
from tests.factories.learning import a_class_manager, a_course, a_place, a_version, an_enrolment
from tests.factories.programme import a_cohort
from tests.hub.learning.classes.stories import TUESDAY_TEN, a_scene


def test_a_run_has_its_seats_and_keeps_the_syllabus_that_it_began_with(app: Flask) -> None:
    scene = a_scene(seats=12)
    pool = pool_of(scene.run)
    assert (pool.seats, pool.lapse_policy, pool.max_lapses) == (12, LapsePolicy.TAIL, 2)
    assert (pool.offer_minutes, pool.quiet_from, pool.quiet_until) == (48 * 60, 21 * 60, 7 * 60)
    newer = a_version(scene.course)
    assert scene.run.of_version.number == 1
    with transaction():
        services.take_newest_version(scene.run, by=scene.keeper)
    assert scene.run.version_id == newer.id
    assert list(invariants.problems()) == []


def test_a_course_without_a_published_syllabus_has_no_runs(app: Flask) -> None:
    keeper = a_class_manager()
    titled = {"slug": "in-the-making", "title": {"en": "In the making"}, "hours": 6}
    course = kept(Course(**titled, made_by_id=keeper.id))
    a_version(course, published_at=None)
    with pytest.raises(NotNow), transaction():
        services.make_run(course, RunDraft(), seats=5, by=keeper)
    with pytest.raises(NotAllowed), transaction():
        services.make_run(course, RunDraft(), seats=5, by=a_person())


def test_addresses_are_given_once(app: Flask) -> None:
    scene = a_scene()
    assert scene.run.slug == "open-data"
    assert a_scene(course=scene.course).run.slug == "open-data-2"
    with pytest.raises(AddressTaken):
        a_scene(course=scene.course, slug="open-data")


def test_whoever_saves_second_is_told_and_overwrites_nothing(app: Flask) -> None:
    scene = a_scene()
    draft = services.draft_of(scene.run)
    with transaction():
        changed = replace(draft, price=Money(15000000, "IDR"))
        services.change_run(scene.run, changed, by=scene.keeper, expected=1)
    with pytest.raises(ClassChanged), transaction():
        services.change_run(scene.run, draft, by=scene.keeper, expected=1)
    db.session.expire_all()
    assert scene.run.price == Money(15000000, "IDR")


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (RunDraft(zone="Mars/Base"), "zone"),
        (RunDraft(mode=Mode.HYBRID), "site"),
        (RunDraft(price=Money(-1, "IDR")), "price"),
        (RunDraft(price=Money(1, "XXX")), "price"),
        (RunDraft(slug="Open Data"), "slug"),
        (RunDraft(enrol_opens_at=MONDAY, enrol_closes_at=MONDAY), "enrol_closes_at"),
        (RunDraft(title={"en": "x" * 161}), "title"),
    ],
)
def test_what_cannot_be_names_its_field(app: Flask, draft: RunDraft, field: str) -> None:
    with pytest.raises(Invalid) as refusal, transaction():
        services.make_run(a_course(), draft, seats=5, by=a_class_manager())
    assert list(refusal.value.errors) == [field]


def test_a_key_is_kept_as_a_hash_and_typed_as_people_type(app: Flask) -> None:
    scene, key = a_scene(), services.new_key()
    with pytest.raises(Invalid), transaction():
        services.set_entry(scene.run, Entry.KEY, by=scene.keeper)
    with transaction():
        services.set_entry(scene.run, Entry.KEY, by=scene.keeper, key=key)
    assert services.is_key(scene.run, f" {key.text.lower().replace('-', ' ')} ")
    assert not services.is_key(scene.run, "7777-7777")
    assert key.text not in repr([each.after for each in history_of(scene.run).items])
    with transaction():
        services.set_entry(scene.run, Entry.OPEN, by=scene.keeper)
    assert scene.run.key_hash is None and not services.is_key(scene.run, key.text)


def test_an_audience_is_of_kinds_cohorts_and_groups_that_exist(app: Flask) -> None:
    scene, cohort = a_scene(), a_cohort()
    audience = Audience(("support-organisation",), (str(cohort.id),), ("civil-servants",))
    with transaction():
        services.set_audience(scene.run, audience, by=scene.keeper)
    assert scene.run.audience["cohort_ids"] == [str(cohort.id)]
    for wrong in (Audience(("bank",)), Audience((), (str(new_id()),)), Audience((), (), ("us",))):
        with pytest.raises(Invalid), transaction():
            services.set_audience(scene.run, wrong, by=scene.keeper)


def test_seats_that_are_held_are_not_taken_away_and_their_people_are_named(app: Flask) -> None:
    scene = a_scene(seats=2)
    for name in ("Sari", "Anke"):
        a_place(scene.run, a_person(name=name))
    with pytest.raises(SeatsHeld) as refusal, transaction():
        services.set_seats(scene.run, 1, by=scene.keeper)
    assert [each["name"] for each in refusal.value.details["holders"]] == ["Sari", "Anke"]


def test_more_seats_are_offered_at_once(app: Flask) -> None:
    scene = a_scene(seats=1)
    scene.plan(TUESDAY_TEN + timedelta(days=9))
    scene.publish()
    an_enrolment(scene.run), an_enrolment(scene.run)
    with transaction():
        services.set_seats(scene.run, 2, by=scene.keeper)
    counts = seats_of([scene.run])[scene.run.id]
    assert (counts.confirmed, counts.offered, counts.waiting) == (1, 1, 0)


def test_a_class_is_published_when_nothing_is_missing(app: Flask) -> None:
    scene = a_scene()
    with pytest.raises(NotReady) as refusal:
        scene.publish()
    assert [each["code"] for each in refusal.value.details["missing"]] == ["no-sessions"]
    scene.plan(provider="none", settings={})
    assert {each.code for each in services.missing(scene.run) if each.blocks} == {
        "nowhere", "no-video"
    }  # fmt: skip
    other = a_scene(course=scene.course)
    other.plan()
    assert other.publish().state is RunState.PUBLISHED
    with pytest.raises(NotNow), transaction():
        services.change_run(other.run, RunDraft(slug="other"), by=other.keeper)


def test_instructors_who_left_are_kept_and_may_come_back(app: Flask) -> None:
    scene = a_scene()
    (part,) = scene.run.instructors
    with transaction():
        services.remove_instructor(part, by=scene.keeper)
    with pytest.raises(NotAllowed):
        scene.plan(by=scene.teacher)
    with transaction():
        again = services.add_instructor(scene.run, scene.teacher, by=scene.keeper)
    assert (again.id, again.left_at, again.title) == (part.id, None, "Data engineer")


def test_a_copy_keeps_the_week_and_forgets_rooms_and_keys(app: Flask) -> None:
    scene = a_scene(seats=9)
    scene.plan(title={"en": "Licences"})
    scene.plan(TUESDAY_TEN + timedelta(weeks=1))
    with transaction():
        services.set_entry(scene.run, Entry.KEY, by=scene.keeper, key=services.new_key())
    with transaction():
        copy, skipped = services.duplicate(
            scene.run, starts_local=datetime(2027, 3, 2, 14, 0), by=scene.keeper
        )
    assert [each.starts_local for each in copy.sessions] == ["2027-03-02T14:00", "2027-03-09T14:00"]
    assert [each.provider_settings for each in copy.sessions] == [{}, {}]
    assert (copy.state, copy.entry, copy.key_hash) == (RunState.DRAFT, Entry.APPROVAL, None)
    assert [part.user_id for part in copy.instructors] == [scene.teacher.id]
    assert (pool_of(copy).seats, skipped) == (9, [])
    assert list(invariants.problems()) == []
