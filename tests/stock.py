"""A migrated database to copy from: migrating takes a second or two, copying next to nothing."""

import atexit
import functools
import os
import shutil
import tempfile
from pathlib import Path

from sqlalchemy import create_engine

from hub.config import database_options
from hub.operate.migrations import exclusively, migrate
from tests import engines


def sqlite_copy(target: Path) -> str:
    """Its URL."""
    shutil.copyfile(_on_sqlite(), target)
    return f"sqlite:///{target}"


def postgres_copy(name: str) -> str:
    """The URL of the new database `name`; whoever asks for it drops it."""
    server = engines.postgres_server()
    return engines.create_database(server, name, template=_on_postgres(server))


@functools.cache
def _on_sqlite() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="hub-stock-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _migrated(f"sqlite:///{folder / 'hub.sqlite'}")
    return folder / "hub.sqlite"


@functools.cache
def _on_postgres(server: str) -> str:
    name = f"stock_{os.getpid()}"
    url = engines.create_database(server, name)
    atexit.register(engines.drop_database, server, name)
    _migrated(url)
    return name


def _migrated(url: str) -> None:
    address, options = database_options(url)
    engine = create_engine(address, **options)
    with exclusively(engine) as connection:
        migrate(connection)
    engine.dispose()  # the last to leave a SQLite file puts all of it into that one file
