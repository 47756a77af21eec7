"""An empty database of its own for a test that migrates, restores or kills."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from sqlalchemy import Engine, create_engine

from hub.config import database_options
from tests import engines


@contextmanager
def empty_database_url(folder: Path, engine: str | None = None) -> Iterator[str]:
    """As DATABASE_URL has it, on the engine under test; dropped at the end."""
    engine = engine or os.environ.get("HUB_TEST_ENGINE", "sqlite")
    name = f"hub_{token_hex(4)}"
    if engine == "sqlite":
        yield f"sqlite:///{folder / name}.sqlite"
        return
    server = engines.postgres_server()
    yield engines.create_database(server, name)
    engines.drop_database(server, name)


@contextmanager
def empty_engine(folder: Path, engine: str | None = None) -> Iterator[Engine]:
    with empty_database_url(folder, engine) as url:
        address, options = database_options(url)
        made = create_engine(address, **options)
        yield made
        made.dispose()
