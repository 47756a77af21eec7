"""The operator's commands, on databases of their own."""

import os

import pytest

from hub.app import create_app
from hub.config import settings_from
from tests.empty_database import empty_database_url
from tests.forks import exit_codes


@pytest.fixture
def environment(tmp_path):
    with empty_database_url(tmp_path) as url:
        yield {
            "HUB_ENV": "test",
            "DATABASE_URL": url,
            "SECRET_KEY": "a key for tests that is long enough to pass",
            "PUBLIC_URL": "http://hub.example",
            "MAIL_URL": f"file://{tmp_path}/mail",
            "FILES_URL": f"{tmp_path}/files",
            "SQLITE_SYNCHRONOUS": "OFF",
        }


@pytest.fixture
def flask(tmp_path, environment):
    """`flask …` in a process of its own, forked, so that nothing is imported twice."""

    def command(*arguments, **settings):
        told = tmp_path / "told"

        def work():
            app = create_app(settings_from(environment | settings))
            result = app.test_cli_runner().invoke(args=arguments)
            told.write_text(result.output)
            os._exit(result.exit_code)

        (code,) = exit_codes(work)
        return code, told.read_text()

    return command


def test_a_backup_is_restored_elsewhere_and_sends_nothing(flask, tmp_path):
    archive = str(tmp_path / "hub.tar.gz")
    flask("db", "upgrade")
    made = flask("backup", archive)
    checked = flask("backup", "--verify", archive)
    with empty_database_url(tmp_path) as other:
        there = {"DATABASE_URL": other, "FILES_URL": f"{tmp_path}/there"}

        restored = flask("restore", archive, "--verify", **there)
        again = flask("restore", archive, **there)
        unsure = flask("restore", archive, "--replace", **there)
        replaced = flask("restore", archive, "--replace", "--yes", **there)
        held = flask("outbox", "status", **there)
    free = flask("outbox", "status")

    assert made[0] == checked[0] == restored[0] == replaced[0] == 0, (made, restored, replaced)
    assert f"Written to {archive}." in made[1]
    assert "complete and unchanged" in checked[1]
    assert "Nothing is mailed until `flask outbox release`." in restored[1]
    assert "All is well." in restored[1]
    assert (again[0], unsure[0]) == (1, 1)
    assert "this database is not empty. Nothing was changed. Say --replace" in again[1]
    assert "Everything in" in unsure[1]
    assert "restored from a backup" in held[1]
    assert "restored from a backup" not in free[1]


def test_a_backup_of_nothing_is_refused_in_a_sentence(flask, tmp_path):
    code, told = flask("backup", str(tmp_path / "hub.tar.gz"))

    assert code == 1
    assert "the database has no tables yet; run `flask db upgrade` first" in told


def test_what_is_no_archive_is_refused_in_a_sentence(flask, tmp_path):
    (tmp_path / "no.tar.gz").write_bytes(b"no archive")

    code, told = flask("restore", str(tmp_path / "no.tar.gz"))

    assert code == 1
    assert "cannot be read" in told
    assert "Nothing was changed." in told


def test_the_doctor_finds_a_new_hub_well_and_an_old_one_not(flask):
    flask("db", "upgrade")
    well = flask("doctor")
    flask("db", "downgrade", "base")
    ill = flask("doctor")

    assert well[0] == 0
    assert "All is well." in well[1]
    assert ill[0] == 1
    assert "migrations     PROBLEM" in ill[1]
