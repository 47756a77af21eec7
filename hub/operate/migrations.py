"""Which revision the database is at, and taking it to another: all of the way or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from hub.config import ROOT

FOLDER = ROOT / "migrations"
#: Any number will do, as long as nobody else uses it: who holds this lock migrates.
ADVISORY_LOCK = 0x68756273
EMPTY = "base"


class BrokenLinks(Exception):
    """A migration on SQLite left rows that point at nothing; it was undone."""


@contextmanager
def exclusively(engine: Engine) -> Iterator[Connection]:
    """A connection in a transaction in which nobody else migrates; commits at the end.

    SQLite: foreign keys rest meanwhile, because rebuilding a table drops the old one, and are
    checked before the commit. PostgreSQL: others wait for an advisory lock; a statement that cannot
    get its table within seconds gives up, rather than make everybody queue behind it.
    """
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            yield from _exclusively_on_sqlite(connection)
        else:
            with connection.begin():
                connection.execute(text("SET LOCAL lock_timeout = 0"))
                connection.execute(text(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"))
                connection.execute(text("SET LOCAL lock_timeout = '5s'"))
                connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
                yield connection


def _exclusively_on_sqlite(connection: Connection) -> Iterator[Connection]:
    raw = connection.connection.cursor()  # for within BEGIN, which ours always are, it is ignored
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        connection.execution_options(sqlite_begin="IMMEDIATE")
        with connection.begin():
            yield connection
            broken = connection.execute(text("PRAGMA foreign_key_check")).all()
            if broken:
                tables = ", ".join(sorted({row[0] for row in broken}))
                raise BrokenLinks(f"{len(broken)} rows point at nothing, in {tables}")
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def migrate(connection: Connection, revision: str = "head") -> None:
    """Go up to `revision` within the caller's transaction."""
    command.upgrade(_config(connection), revision)


def downgrade(connection: Connection, revision: str = EMPTY) -> None:
    """Go down to `revision` within the caller's transaction."""
    command.downgrade(_config(connection), revision)


def current_revision(connection: Connection) -> str | None:
    """Where the database stands; None when it never was migrated."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


@lru_cache(maxsize=1)
def newest_revision() -> str | None:
    """Where this version of the code wants it to stand."""
    return ScriptDirectory(str(FOLDER)).get_current_head()


def knows(revision: str) -> bool:
    """Whether this version of the code can come from there."""
    return revision in {script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()}


def _config(connection: Connection) -> Any:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config
