"""Handing in: once, complete, in time, and again until the deadline."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from accelerator.applications import services
from accelerator.applications.errors import CallIsOver, Incomplete, NotEligible
from accelerator.applications.models import ApplicationState, Revision, TeamRole
from accelerator.applications.queries import is_changed, last_revision
from accelerator.applications.rules.snapshots import fingerprint
from accelerator.programmes.rules.intake import Timing
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import NotAllowed
from hub.outbox.models import Message
from tests.accelerator.applications.stories import (
    PROBLEM,
    a_teammate,
    begun,
    complete,
    handed_in,
    just_before,
    written,
)
from tests.factories import a_person
from tests.factories.programme import a_cohort


def letters(template: str) -> list[str]:
    query = select(Message.to_email).where(Message.template == template)
    return sorted(db.session.scalars(query))


def test_what_is_handed_in_is_kept_with_a_fingerprint(app: Flask) -> None:
    application = handed_in()
    revision = last_revision(application)

    assert application.state is ApplicationState.SUBMITTED
    assert revision is not None
    assert revision.answers["problem"] == PROBLEM
    assert revision.answers["company"] == application.startup.name  # from the profile
    assert revision.sha256 == fingerprint(str(application.form_version_id), revision.answers)
    assert (application.headline, application.timing) == ("Meters that call", Timing.ON_TIME)


def test_everything_missing_is_listed_once(app: Flask) -> None:
    owner = a_person()
    application = begun(owner=owner)

    with pytest.raises(Incomplete) as refused, transaction():
        services.submit(application, by=owner)

    assert list(refused.value.errors) == ["headline", "problem"]
    assert application.state is ApplicationState.DRAFT


def test_handing_in_the_same_again_is_the_same_revision_and_writes_nobody(app: Flask) -> None:
    owner = a_person()
    application = handed_in(owner=owner)

    with transaction():
        again = services.submit(application, by=owner)

    assert (again.number, application.revision) == (1, 1)
    assert len(letters("applications/submitted")) == 1


def test_each_of_the_team_gets_one_mail(app: Flask) -> None:
    owner = a_person(email="ani@team.example")
    application = complete(owner=owner)
    a_teammate(application, TeamRole.VIEW, email="budi@team.example")

    with transaction():
        services.submit(application, by=owner)

    assert letters("applications/submitted") == ["ani@team.example", "budi@team.example"]


def test_what_is_written_later_counts_once_it_is_handed_in_again(app: Flask) -> None:
    owner = a_person()
    application = handed_in(owner=owner)

    written(application, owner, problem="More of it is lost.")
    changed = is_changed(application)
    with transaction():
        second = services.submit(application, by=owner)

    assert changed
    assert (second.number, second.answers["problem"]) == (2, "More of it is lost.")
    assert not is_changed(application)


def test_only_the_owner_hands_in(app: Flask) -> None:
    application = complete()
    editor = a_teammate(application, TeamRole.EDIT)

    with pytest.raises(NotAllowed), transaction():
        services.submit(application, by=editor)


def test_a_rule_refuses_also_what_was_answered_after_the_gate(app: Flask) -> None:
    owner = a_person()
    application = complete(owner=owner)
    written(application, owner, **{"works-here": "no"})

    with pytest.raises(NotEligible) as refused, transaction():
        services.submit(application, by=owner)

    assert refused.value.reasons == ["This call is for teams in the three cities."]


@pytest.mark.parametrize(
    ("minutes_after", "timing"), [(0, Timing.GRACE), (29, Timing.GRACE), (-1, Timing.ON_TIME)]
)
def test_timing_follows_the_clock(app: Flask, minutes_after: int, timing: Timing) -> None:
    owner, cohort = a_person(), a_cohort()
    application = complete(cohort, owner)

    with frozen_at(cohort.closes_at + timedelta(minutes=minutes_after)), transaction():
        revision = services.submit(application, by=owner)

    assert revision.timing is timing


def test_a_microsecond_before_the_deadline_is_on_time(app: Flask) -> None:
    owner, cohort = a_person(), a_cohort()
    application = complete(cohort, owner)

    with frozen_at(just_before(cohort.closes_at)), transaction():
        assert services.submit(application, by=owner).timing is Timing.ON_TIME


def test_the_end_of_grace_is_the_end(app: Flask) -> None:
    owner, cohort = a_person(), a_cohort()
    application = complete(cohort, owner)
    end = cohort.window.ends_at

    with frozen_at(end), pytest.raises(CallIsOver), transaction():
        services.submit(application, by=owner)
    with frozen_at(just_before(end)), transaction():
        assert services.submit(application, by=owner).timing is Timing.GRACE


def test_an_extension_is_one_teams_own_deadline(app: Flask) -> None:
    (owner, without), cohort = (a_person(), a_person()), a_cohort()
    application, other = complete(cohort, owner), complete(cohort, without)
    later = cohort.window.ends_at + timedelta(days=1)
    with transaction():
        application.extended_until = later

    with frozen_at(just_before(later)), transaction():
        assert services.submit(application, by=owner).timing is Timing.EXTENDED
    with frozen_at(just_before(later)), pytest.raises(CallIsOver), transaction():
        services.submit(other, by=without)


def test_who_is_let_in_again_keeps_being_on_time(app: Flask) -> None:
    owner, cohort = a_person(), a_cohort()
    application = handed_in(cohort, owner)
    later = cohort.window.ends_at + timedelta(days=3)
    with transaction():
        application.reopened_until = later

    with frozen_at(just_before(later)):
        written(application, owner, problem="Corrected.")
        with transaction():
            revision = services.submit(application, by=owner)

    assert (revision.number, revision.timing) == (2, Timing.ON_TIME)


def test_a_draft_let_in_after_everything_is_late(app: Flask) -> None:
    owner, cohort = a_person(), a_cohort()
    application = complete(cohort, owner)
    later = cohort.window.ends_at + timedelta(days=3)
    with transaction():
        application.reopened_until = later

    with frozen_at(just_before(later)), transaction():
        assert services.submit(application, by=owner).timing is Timing.LATE


def test_numbers_count_up_within_the_cohort(app: Flask) -> None:
    cohort = a_cohort()

    assert [begun(cohort).reference for _ in range(3)] == ["A-0001", "A-0002", "A-0003"]
    assert begun().reference == "A-0001"


def test_revisions_are_counted_not_replaced(app: Flask) -> None:
    owner = a_person()
    application = handed_in(owner=owner)
    written(application, owner, problem="Twice.")
    with transaction():
        services.submit(application, by=owner)

    assert db.session.scalar(select(func.count()).select_from(Revision)) == 2
