"""Make a backup of the database and the files, while everybody goes on working."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from hub.core.clock import now
from hub.operate.backup.archive import Manifest, TableRecord, Writer, table_member, written_safely
from hub.operate.backup.rows import Digest, Shape, read_rows, shapes
from hub.operate.migrations import current_revision


class NothingToBackUp(Exception):
    """The database has no tables of ours."""


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one moment of the database and changes nothing, without holding
    anybody up: WAL on SQLite, a repeatable read on PostgreSQL."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            else:
                # BEGIN alone pins nothing; the first read does.
                connection.execute(text("SELECT count(*) FROM sqlite_master"))
            yield connection


def back_up(engine: Engine, target: Path, *, files: Path, instance: str) -> Manifest:
    """Write the archive to `target`, replacing an older one only when the new one is complete.

    Args:
        files: the folder of uploads; copied after the database was pinned, so that whatever the
            rows name was there.
        instance: who made it, for people who hold archives of several hubs.

    Raises:
        NothingToBackUp: no migration ever ran here.
    """
    with written_safely(target) as file, snapshot(engine) as connection:
        revision = current_revision(connection)
        if revision is None:
            raise NothingToBackUp("the database has no tables yet; run `flask db upgrade` first")
        writer = Writer(file)
        tables = {
            shape.name: _add_table(writer, connection, shape=shape, near=target)
            for shape in shapes(connection)
        }
        head = connection.execute(text("SELECT number, seal FROM history_head")).one()
        _add_files(writer, files)
        manifest = Manifest(
            made_at=now().isoformat(timespec="seconds"),
            revision=revision,
            engine=engine.dialect.name,
            instance=instance,
            history_number=head.number,
            history_seal=head.seal,
            tables=tables,
            members=writer.members,
        )
        writer.finish(manifest)
    return manifest


def _add_table(writer: Writer, connection: Connection, *, shape: Shape, near: Path) -> TableRecord:
    """Through a temporary file beside the archive: a member's size comes before its content."""
    digest = Digest()
    with tempfile.TemporaryFile(dir=near.absolute().parent) as spool:
        for row in read_rows(connection, shape):
            digest.add(row)
            line = json.dumps(row, separators=(",", ":"), ensure_ascii=False)
            spool.write(line.encode() + b"\n")
        size = spool.tell()
        spool.seek(0)
        writer.add(table_member(shape.name), spool, size=size)
    return TableRecord(rows=digest.rows, digest=digest.hex, kinds=shape.kinds)


def _add_files(writer: Writer, folder: Path) -> None:
    for path in kept_files(folder):
        try:
            with path.open("rb") as content:
                size = os.fstat(content.fileno()).st_size
                writer.add(f"files/{path.relative_to(folder).as_posix()}", content, size=size)
        except FileNotFoundError:
            continue  # removed since the snapshot, by somebody who was allowed to


def kept_files(folder: Path) -> list[Path]:
    """Every upload below `folder`; hidden names and `.part` are work in progress."""
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not path.is_symlink()
        and path.suffix != ".part"
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
