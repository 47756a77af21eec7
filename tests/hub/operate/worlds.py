"""Databases with something in them, and a look at what that is."""

from sqlalchemy import Engine

from hub.operate.backup.rows import digest_of, shapes
from hub.operate.migrations import exclusively, migrate
from tests.migrations.rows import ROWS, row_for


def filled(engine: Engine, revision: str = "head") -> Engine:
    """Migrated to `revision`, with a row in each table that we have one for."""
    with exclusively(engine) as connection:
        migrate(connection, revision)
        for shape in shapes(connection):
            if shape.name in ROWS:
                connection.execute(shape.table.insert().values(row_for(shape.name, shape.kinds)))
    return engine


def contents(engine: Engine) -> dict[str, tuple[int, str]]:
    """Rows and digest of every table that a backup holds."""
    with engine.connect() as connection:
        digests = {shape.name: digest_of(connection, shape) for shape in shapes(connection)}
    return {name: (digest.rows, digest.hex) for name, digest in digests.items()}
