"""Bring an archive back: all of it, checked, or nothing.

One transaction holds the whole of it, on either engine: tables as the archive's version knew them,
its rows, the way up to today's version, and the order to send nothing. Until it commits, what was
there before stands.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import IO

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, text

from hub.operate.backup.archive import (
    BadArchive,
    Manifest,
    members_of,
    rows_in,
    table_member,
    verified,
)
from hub.operate.backup.making import kept_files
from hub.operate.backup.rows import DERIVED, Shape, digest_of, shapes, write_rows
from hub.operate.migrations import exclusively, knows, migrate

#: Migrations put a first row here; it is no sign of life.
SEEDED = DERIVED | {"history_head"}


class NotEmpty(Exception):
    """There is something in the database that a restore would destroy."""


def restore(
    engine: Engine,
    archive: Path,
    *,
    files: Path,
    replace: bool,
    then: Callable[[Connection], None],
) -> Manifest:
    """Restore `archive`, made by this version or an older one, on either engine.

    Args:
        replace: throw away what is there; without it, only an empty database will do.
        then: called with the connection before the commit.

    Raises:
        BadArchive: it is damaged, of a newer version, or did not arrive as it was.
        NotEmpty: there is something here, and `replace` was not said.
    """
    manifest = verified(archive)
    if not knows(manifest.revision):
        raise BadArchive(f"comes from a newer version (revision {manifest.revision})")
    with exclusively(engine) as connection:
        if not replace and not is_empty(connection):
            raise NotEmpty("this database is not empty")
        wipe(connection)
        migrate(connection, manifest.revision)
        staged = files / f".restoring-{os.getpid()}"
        try:
            _load(connection, archive, manifest=manifest, staged=staged)
            migrate(connection)
            then(connection)
            old = kept_files(files)
            _move_in(staged, files)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    for path in old:
        if f"files/{path.relative_to(files).as_posix()}" not in manifest.members:
            path.unlink(missing_ok=True)
    return manifest


def is_empty(connection: Connection) -> bool:
    """No table has a row, apart from those that a fresh one has."""
    preparer = connection.dialect.identifier_preparer
    return not any(
        connection.execute(text(f"SELECT 1 FROM {preparer.quote(name)} LIMIT 1")).first()  # noqa: S608
        for name in sa.inspect(connection).get_table_names()
        if name not in SEEDED
    )


def wipe(connection: Connection) -> None:
    """Drop every table, and on PostgreSQL the functions that their triggers called."""
    quote = connection.dialect.identifier_preparer.quote
    cascade = " CASCADE" if connection.dialect.name == "postgresql" else ""
    for name in sa.inspect(connection).get_table_names():
        connection.execute(text(f"DROP TABLE {quote(name)}{cascade}"))
    if connection.dialect.name != "postgresql":
        return
    ours = connection.scalars(
        text("""SELECT p.oid::regprocedure::text FROM pg_proc p
        JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = current_schema() AND NOT EXISTS (SELECT 1 FROM pg_depend d
            WHERE d.objid = p.oid AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e')""")
    ).all()
    for signature in ours:
        connection.execute(text(f"DROP FUNCTION {signature} CASCADE"))


def _load(connection: Connection, archive: Path, *, manifest: Manifest, staged: Path) -> None:
    here = {table_member(shape.name): shape for shape in shapes(connection)}
    _same_shapes(manifest, here)
    _links_rest(connection, rest=True)
    for shape in here.values():
        connection.execute(sa.delete(shape.table))
    for name, content in members_of(archive):
        if name.startswith("files/"):
            _stage(content, staged / name.removeprefix("files/"))
        elif name in here:
            write_rows(connection, here[name], rows=rows_in(content))
    _links_rest(connection, rest=False)
    _arrived(connection, manifest, here=here)


def _same_shapes(manifest: Manifest, here: dict[str, Shape]) -> None:
    there = {table_member(name): record.kinds for name, record in manifest.tables.items()}
    ours = {name: shape.kinds for name, shape in here.items()}
    if there != ours:
        every = there.keys() | ours.keys()
        odd = sorted(name for name in every if there.get(name) != ours.get(name))
        raise BadArchive(f"does not fit revision {manifest.revision}: {', '.join(odd)}")


def _arrived(connection: Connection, manifest: Manifest, *, here: dict[str, Shape]) -> None:
    for shape in here.values():
        record, digest = manifest.tables[shape.name], digest_of(connection, shape)
        if (digest.rows, digest.hex) != (record.rows, record.digest):
            raise BadArchive(
                f"{shape.name} did not arrive as it was: {digest.rows} of {record.rows} rows"
            )


def _links_rest(connection: Connection, *, rest: bool) -> None:
    """PostgreSQL: check foreign keys at the end, for rows point at rows of their own table, too.
    (On SQLite `exclusively` sees to that.)"""
    if connection.dialect.name != "postgresql":
        return
    if not rest:
        connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    mode = "DEFERRABLE INITIALLY DEFERRED" if rest else "NOT DEFERRABLE"
    links = connection.execute(
        text("""SELECT conrelid::regclass::text AS owner, quote_ident(conname) AS name
        FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace""")
    ).all()
    for link in links:
        connection.execute(text(f"ALTER TABLE {link.owner} ALTER CONSTRAINT {link.name} {mode}"))


def _stage(content: IO[bytes], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        shutil.copyfileobj(content, file)
    path.chmod(0o600)


def _move_in(staged: Path, files: Path) -> None:
    for path in sorted(staged.rglob("*")):
        if path.is_file():
            target = files / path.relative_to(staged)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
