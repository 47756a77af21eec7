"""Who is shown a team's files, and in which shape."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from accelerator.applications import permissions, services
from accelerator.applications.models import Application
from accelerator.applications.permissions import Sight
from accelerator.applications.queries import answers_of
from accelerator.applications.services.filing import file_question
from hub.accounts.models import User
from hub.core.database import transaction
from hub.files.services import store_document
from tests.accelerator.applications.stories import begun, written
from tests.accelerator.applications.test_pages import WITH_A_DECK
from tests.factories import a_person
from tests.factories.programme import a_cohort, a_live_form, a_programme, a_programme_manager
from tests.hub.files.papers import a_pdf
from tests.signing_in import sign_in_as


@pytest.fixture
def handed() -> Application:
    programme, owner = a_programme(), a_person()
    cohort = a_cohort(programme=programme, form_version=a_live_form(programme, WITH_A_DECK))
    application = begun(cohort, owner)
    written(application, owner, headline="Meters that call", problem="Water is lost.")
    limits = services.limits_for(file_question(application, "deck"))
    stored = store_document(BytesIO(a_pdf()), "Banyu Kota deck.pdf", limits=limits)
    with transaction():
        services.attach(application, "deck", stored=stored, base=0, by=owner)
        services.submit(application, by=owner)
    return application


def seen(app: Flask, application: Application, person: User) -> Any:
    client = app.test_client()
    sign_in_as(client, person)
    file = answers_of(application)["deck"].value[0]["file"]
    return client.get(f"/files/{file}", buffered=True)


def test_the_team_and_staff_see_it_whole(app: Flask, handed: Application) -> None:
    owner = handed.members[0].user
    staff = a_programme_manager(handed.cohort.programme)

    for person in (owner, staff):
        answer = seen(app, handed, person)
        assert answer.status_code == 200
        assert "Banyu Kota deck.pdf" in answer.headers["Content-Disposition"]


def test_a_blind_reader_gets_the_copy_without_names(
    app: Flask, handed: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(permissions, "_readings", [lambda _person, _one: Sight.BLIND])

    answer = seen(app, handed, a_person())

    assert answer.status_code == 200
    assert "Banyu" not in str(answer.headers)
    assert "A-0001-deck" in answer.headers["Content-Disposition"]


def test_a_reader_sees_no_file_of_a_draft(
    app: Flask, handed: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(permissions, "_readings", [lambda _person, _one: Sight.READER])
    owner = handed.members[0].user
    limits = services.limits_for(file_question(handed, "deck"))
    stored = store_document(BytesIO(a_pdf()), "newer.pdf", limits=limits)
    with transaction():
        services.attach(handed, "deck", stored=stored, base=1, by=owner)

    assert seen(app, handed, a_person()).status_code == 404


def test_a_stranger_sees_nothing(app: Flask, handed: Application) -> None:
    assert seen(app, handed, a_person()).status_code == 404


def test_another_teams_file_is_no_answer(app: Flask, handed: Application) -> None:
    owner = a_person()
    application = begun(handed.cohort, owner)
    theirs = answers_of(handed)["deck"].value

    with transaction():
        given = {"deck": services.Given(theirs, 0)}
        outcome = services.save_answers(application, given, by=owner)

    assert list(outcome.refused) == ["deck"]
