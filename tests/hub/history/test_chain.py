"""What was written to history stays, and if it does not, the first broken link is named."""

import os

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from hub.app import create_app
from hub.config import settings_from
from hub.core.database import db, transaction
from hub.history.models import Entry
from hub.history.queries import BrokenLink, first_broken_link, head
from hub.history.services import Acting, acting_as, record
from hub.operate.migrations import exclusively, migrate
from tests.empty_database import empty_engine
from tests.factories import a_person
from tests.forks import exit_codes
from tests.migrations.rows import ROWS

ON_POSTGRESQL = os.environ.get("HUB_TEST_ENGINE") == "postgresql"
UNGUARDED = (
    "ALTER TABLE history DISABLE TRIGGER USER"
    if ON_POSTGRESQL
    else "DROP TRIGGER IF EXISTS history_no_{verb}"
)


def a_history(entries=5):
    person = a_person()
    for n in range(entries):
        with transaction():
            record("person.changed", person, before={"n": n}, after={"n": n + 1})
    return person


def behind_our_back(statement):
    """Direct SQL by somebody who has switched the triggers off."""
    for verb in ("update", "delete"):
        db.session.execute(text(UNGUARDED.format(verb=verb)))
    db.session.execute(text(statement))
    db.session.expire_all()


def test_entries_count_without_gaps_and_each_seals_the_one_before(app):
    start = head().number
    a_history(3)

    numbers = db.session.query(Entry.number).order_by(Entry.number.desc()).limit(3).all()

    assert [row[0] for row in numbers] == [start + 3, start + 2, start + 1]
    assert first_broken_link() is None


def test_a_transaction_that_is_undone_leaves_no_entry(app):
    person, start = a_person(), head().number

    with pytest.raises(RuntimeError), transaction():
        record("person.changed", person)
        raise RuntimeError

    assert head().number == start
    with transaction():
        pass
    assert head().number == start


def test_a_savepoint_that_is_undone_takes_only_its_own_entries_with_it(app):
    person = a_person()

    with transaction():
        record("person.changed", person, after={"n": 1})
        with db.session.begin_nested():
            record("person.changed", person, after={"n": 2})
        with pytest.raises(RuntimeError), db.session.begin_nested():
            record("person.changed", person, after={"n": 3})
            with db.session.begin_nested():
                record("person.changed", person, after={"n": 4})
            raise RuntimeError
        record("person.changed", person, after={"n": 5})

    newest = db.session.query(Entry).order_by(Entry.number.desc()).limit(3).all()
    assert [entry.after["n"] for entry in newest] == [5, 2, 1]
    assert first_broken_link() is None


def test_an_entry_says_who_for_whom_and_through_which_door(app):
    person, other = a_person(), a_person()

    with acting_as(Acting(actor_id=person.id, for_id=other.id, via="api")), transaction():
        record("person.changed", other, before={"a": 1}, after={"a": 2}, reason="asked to")

    entry = db.session.query(Entry).order_by(Entry.number.desc()).first()
    assert (entry.actor_id, entry.for_id, entry.via) == (person.id, other.id, "api")
    assert (entry.before, entry.after, entry.reason) == ({"a": 1}, {"a": 2}, "asked to")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET reason = 'x' WHERE number = 2",
        "DELETE FROM history WHERE number = 2",
        pytest.param(
            "TRUNCATE history", marks=pytest.mark.skipif(not ON_POSTGRESQL, reason="PostgreSQL's")
        ),
    ],
)
def test_history_refuses_to_be_changed(app, statement):
    a_history()

    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE history SET reason = 'x' WHERE number = 3", BrokenLink(3, "was changed")),
        ("UPDATE history SET after = '{\"n\"\\:9}' WHERE number = 2", BrokenLink(2, "was changed")),
        ("UPDATE history SET actor_id = subject_id WHERE number = 4", BrokenLink(4, "was changed")),
        ("UPDATE history SET at = '2020-01-01 00:00:00.000000' WHERE number = 1",
         BrokenLink(1, "was changed")),
        ("DELETE FROM history WHERE number = 2", BrokenLink(2, "is missing")),
        ("DELETE FROM history WHERE number = 5", BrokenLink(5, "is missing at the end")),
        ("DELETE FROM history", BrokenLink(1, "is missing at the end")),
        ("UPDATE history SET number = number + 1 WHERE number = 5", BrokenLink(5, "is missing")),
        ("UPDATE history_head SET number = 4", BrokenLink(6, "is missing at the end")),
    ],
)  # fmt: skip
def test_the_first_broken_link_is_named(app, statement, broken):
    assert head().number == 0
    a_history()

    behind_our_back(statement)

    assert first_broken_link() == broken


def test_an_entry_slipped_in_is_noticed(app):
    a_history()

    behind_our_back(
        """INSERT INTO history (id, number, at, via, action, subject_kind, subject_id, before,
        after, reason, seal) SELECT subject_id, 6, at, via, action, subject_kind, subject_id,
        before, after, reason, seal FROM history WHERE number = 5"""
    )

    assert first_broken_link() == BrokenLink(6, "was changed")


def write_entries(settings, url, *, times):
    app = create_app(settings_from(settings | {"DATABASE_URL": url}))
    with app.app_context():
        for n in range(times):
            with transaction():
                record("person.changed", Entry(id=ROWS["users"]["id"]), after={"n": n})


@pytest.mark.race
@pytest.mark.slow
def test_twenty_processes_that_write_at_once_keep_one_chain(settings, tmp_path):
    with empty_engine(tmp_path) as engine:
        with exclusively(engine) as connection:
            migrate(connection)
        url = engine.url.set(drivername=engine.dialect.name).render_as_string(hide_password=False)
        engine.dispose()

        codes = exit_codes(*[lambda: write_entries(settings, url, times=10)] * 20, patience=100)

        assert codes == [0] * 20
        app = create_app(settings_from(settings | {"DATABASE_URL": url}))
        with app.app_context():
            assert head().number == 200
            assert first_broken_link() is None
            db.session.remove()
            db.engine.dispose()
