"""Migrations make what the models say, on both engines, up and down, all or nothing."""

import os
import signal

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, inspect, select, text

from hub.core.database import Model
from hub.core.ids import new_id
from hub.operate.backup.rows import shapes
from hub.operate.migrations import (
    FOLDER,
    BrokenLinks,
    current_revision,
    downgrade,
    exclusively,
    migrate,
    newest_revision,
)
from tests.empty_database import empty_engine
from tests.forks import connected, exit_codes
from tests.migrations.rows import ROWS, row_for
from tests.migrations.schema import schema_of

REVISIONS = [each.revision for each in ScriptDirectory(str(FOLDER)).walk_revisions()][::-1]


def up(engine, revision="head"):
    with exclusively(engine) as connection:
        migrate(connection, revision)


def down(engine, revision="base"):
    with exclusively(engine) as connection:
        downgrade(connection, revision)


def schema(engine):
    with engine.connect() as connection:
        return schema_of(connection)


def test_there_is_one_line_of_migrations_numbered_without_gaps():
    files = sorted(path.name for path in (FOLDER / "versions").glob("*.py"))

    assert [name[:4] for name in files] == REVISIONS
    assert [f"{n:04}" for n in range(1, len(REVISIONS) + 1)] == REVISIONS
    assert ScriptDirectory(str(FOLDER)).get_heads() == [REVISIONS[-1]]


def test_migrating_an_empty_database_makes_what_the_models_say(engine, tmp_path):
    up(engine)
    with empty_engine(tmp_path) as other:
        with other.begin() as connection:
            Model.metadata.create_all(connection)

        assert schema(engine) == schema(other)


def test_alembic_finds_nothing_left_to_do(engine):
    up(engine)

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Model.metadata)

    assert [each for each in differences if "quarter_hours" not in str(each)] == []


def test_one_can_go_all_the_way_down_and_up_again(engine):
    up(engine)
    first = schema(engine)

    down(engine)
    with engine.connect() as connection:
        left = set(inspect(connection).get_table_names())
        functions = schema_of(connection).get("functions", [])
    up(engine)

    assert left == {"alembic_version"}
    assert functions == []
    assert schema(engine) == first


@pytest.mark.parametrize("revision", REVISIONS)
def test_rows_survive_every_step_that_does_not_remove_their_table(engine, revision):
    """Stand at a revision with a row in each of its tables, go to the newest and back."""
    up(engine, revision)
    with exclusively(engine) as connection:
        tables = [shape for shape in shapes(connection) if shape.name in ROWS]
        fill(connection, tables)
    names = {shape.name for shape in tables}

    up(engine)
    at_the_top = counts(engine, names)
    down(engine, revision)

    assert at_the_top == counts(engine, names)
    assert all(number >= 1 for number in at_the_top.values())


def fill(connection, tables):
    for shape in tables:
        connection.execute(shape.table.insert().values(row_for(shape.name, shape.kinds)))


def counts(engine, names):
    with engine.connect() as connection:
        return {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in names}


def die_after(statements, url):
    """For a process of its own: migrate, and die by SIGKILL after so many statements."""
    engine = connected(url)
    left = iter(range(statements - 1))

    @event.listens_for(engine, "after_cursor_execute")
    def count(*_arguments):
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    up(engine)


@pytest.mark.parametrize("statements", [3, 11, 40, 77, 90])
def test_a_migration_that_is_killed_leaves_nothing_behind(engine, statements):
    url = engine.url.set(drivername=engine.dialect.name).render_as_string(hide_password=False)
    engine.dispose()

    codes = exit_codes(lambda: die_after(statements, url))

    with engine.connect() as connection:
        assert codes == [-signal.SIGKILL]
        assert inspect(connection).get_table_names() == []
    up(engine)
    with engine.connect() as connection:
        assert current_revision(connection) == newest_revision()


def test_several_processes_may_migrate_at_once_and_one_does(engine):
    url = engine.url.set(drivername=engine.dialect.name).render_as_string(hide_password=False)
    engine.dispose()

    codes = exit_codes(*[lambda: up(connected(url))] * 4)

    assert codes == [0, 0, 0, 0]
    with engine.connect() as connection:
        assert current_revision(connection) == newest_revision()


@pytest.mark.skipif(os.environ.get("HUB_TEST_ENGINE") == "postgresql", reason="checks by itself")
def test_a_migration_that_leaves_rows_pointing_at_nothing_is_undone(engine):
    up(engine)

    with pytest.raises(BrokenLinks), exclusively(engine) as connection:
        table = next(shape for shape in shapes(connection) if shape.name == "grants").table
        row = ROWS["grants"] | {"id": new_id(), "user_id": new_id(), "granted_by_id": None}
        connection.execute(table.insert().values(**row))

    with engine.connect() as connection:
        assert connection.execute(select(text("count(*)")).select_from(table)).scalar() == 0
