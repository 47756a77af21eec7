"""Answers: saved over what was seen, or not at all; and by the server's clock alone."""

from typing import Any

import pytest
from flask import Flask

from accelerator.applications import services
from accelerator.applications.errors import AnswerChanged, CallIsOver
from accelerator.applications.models import Answer, Application, TeamRole
from accelerator.applications.queries import answers_of
from accelerator.applications.services import Given
from hub.accounts.models import User
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.history.models import Entry
from hub.history.services import Acting, acting_as
from tests.accelerator.applications.stories import a_teammate, begun, handed_in, just_before
from tests.factories import a_person
from tests.factories.programme import a_cohort


def save(application: Application, key: str, value: Any, base: int, by: User) -> Answer:
    with transaction():
        return services.save_answer(application, key, given=Given(value, base), by=by)


def test_each_save_counts_the_answers_version_up(app: Flask) -> None:
    owner = a_person()
    application = begun(owner=owner)

    first = save(application, "problem", "One.", 0, owner).version
    second = save(application, "problem", "Two.", first, owner).version

    assert (first, second) == (1, 2)
    assert answers_of(application)["problem"].value == "Two."


def test_who_has_not_seen_the_newest_is_asked_and_overwrites_nothing(app: Flask) -> None:
    ani = a_person(name="Ani")
    application = begun(owner=ani)
    budi = a_teammate(application, name="Budi")
    save(application, "problem", "Written by Ani.", 0, ani)

    with pytest.raises(AnswerChanged) as refused:
        save(application, "problem", "Written by Budi.", 0, budi)

    [clash] = refused.value.clashes
    assert (clash.theirs, clash.version, clash.author) == ("Written by Ani.", 1, "Ani")
    assert answers_of(application)["problem"].value == "Written by Ani."


def test_the_same_value_twice_is_no_conflict_and_no_new_version(app: Flask) -> None:
    ani = a_person()
    application = begun(owner=ani)
    budi = a_teammate(application)
    save(application, "problem", "The same.", 0, ani)

    assert save(application, "problem", "The same.", 0, budi).version == 1


def test_of_several_answers_those_without_a_clash_are_kept(app: Flask) -> None:
    ani = a_person()
    application = begun(owner=ani)
    save(application, "problem", "Theirs.", 0, ani)

    with transaction():
        outcome = services.save_answers(
            application, {"problem": Given("Mine.", 0), "headline": Given("Kept.", 0)}, by=ani
        )

    assert list(outcome.saved) == ["headline"]
    assert [clash.key for clash in outcome.clashes] == ["problem"]
    assert answers_of(application)["headline"].value == "Kept."


def test_a_draft_keeps_what_is_not_right_yet(app: Flask) -> None:
    owner = a_person()
    application = begun(owner=owner)
    far_too_long = "word " * 400

    save(application, "problem", far_too_long, 0, owner)

    assert answers_of(application)["problem"].value == far_too_long


@pytest.mark.parametrize("value", [{"a": {"b": {"c": {"d": "x"}}}}, 10**30, float("inf")])
def test_what_cannot_be_stored_is_refused(app: Flask, value: Any) -> None:
    owner = a_person()
    application = begun(owner=owner)

    with pytest.raises(Invalid):
        save(application, "problem", value, 0, owner)


def test_there_is_no_answer_without_a_question(app: Flask) -> None:
    owner = a_person()

    with pytest.raises(Invalid) as refused:
        save(begun(owner=owner), "salary", "1", 0, owner)

    assert list(refused.value.errors) == ["salary"]


@pytest.mark.parametrize("role", [TeamRole.COMMENT, TeamRole.VIEW])
def test_who_comments_or_reads_along_writes_no_answers(app: Flask, role: TeamRole) -> None:
    application = begun()

    with pytest.raises(NotAllowed):
        save(application, "problem", "Mine.", 0, a_teammate(application, role))


def test_a_save_is_taken_until_the_end_of_grace_and_not_at_it(app: Flask) -> None:
    owner, cohort = a_person(), a_cohort()
    application = begun(cohort, owner)
    end = cohort.window.ends_at

    with frozen_at(just_before(end)):
        save(application, "problem", "In time.", 0, owner)
    with frozen_at(end), pytest.raises(CallIsOver):
        save(application, "problem", "Too late.", 1, owner)

    assert answers_of(application)["problem"].value == "In time."


def test_a_withdrawn_application_is_written_no_more(app: Flask) -> None:
    owner = a_person()
    application = handed_in(owner=owner)
    with transaction():
        services.withdraw(application, by=owner)

    with pytest.raises(CallIsOver):
        save(application, "problem", "More.", 1, owner)


def test_autosaving_fills_no_history_but_staff_in_somebodys_name_do(app: Flask) -> None:
    owner, staff = a_person(), a_person()
    application = begun(owner=owner)
    before = db.session.query(Entry).count()

    save(application, "problem", "By herself.", 0, owner)
    quiet = db.session.query(Entry).count()
    with acting_as(Acting(actor_id=staff.id, for_id=owner.id)):
        save(application, "problem", "By staff.", 1, owner)

    assert quiet == before
    newest = db.session.query(Entry).order_by(Entry.number.desc()).first()
    assert newest is not None
    assert (newest.action, newest.actor_id) == ("application.answered-for", staff.id)
