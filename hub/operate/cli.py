"""`flask run-hub`, `doctor`, `settings`, `backup`, `restore`."""

import sys
from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import Connection, insert

from hub.core.clock import now
from hub.core.database import db, transaction
from hub.core.ids import new_id
from hub.files import storage
from hub.history.services import record
from hub.operate import doctor, starting
from hub.operate.backup.archive import BadArchive, Manifest, verified
from hub.operate.backup.making import NothingToBackUp, back_up
from hub.operate.backup.restoring import NotEmpty, restore
from hub.operate.backup.rows import UnknownKind
from hub.operate.settings_table import shown_settings
from hub.outbox.models import OutgoingHold
from hub.outbox.queries import outgoing_hold
from hub.timetable.clockwork import Clockwork

MOST_SHOWN = 50
AFTER_A_RESTORE = "restored from a backup"


def register(app: Flask, start_jobs: Callable[[Flask], Clockwork]) -> None:
    for command in (doctor_command, settings_command, backup_command, restore_command):
        app.cli.add_command(command)
    app.cli.add_command(starting.command(start_jobs))


@click.command("doctor")
@with_appcontext
def doctor_command() -> None:
    """Check everything that must be true of the live data; exit 1 with a list if it is not."""
    if examine_aloud():
        sys.exit(1)


def examine_aloud() -> int:
    """Print each verdict as it comes; how many checks found something."""
    bad = 0
    for verdict in doctor.examine():
        bad += bool(verdict.problems)
        click.echo(f"{verdict.name:<14} {'PROBLEM' if verdict.problems else 'ok'}")
        for line in (*verdict.notes, *verdict.problems[:MOST_SHOWN]):
            click.echo(f"               {line}")
        if len(verdict.problems) > MOST_SHOWN:
            click.echo(f"               … and {len(verdict.problems) - MOST_SHOWN} more")
    click.echo("All is well." if not bad else f"{bad} checks found something.")
    return bad


@click.command("settings")
def settings_command() -> None:
    """Print every setting, where it comes from and what it means; secrets stay hidden."""
    for each in shown_settings():
        click.echo(f"{each.name} = {each.value or '(empty)'}   [{each.source}]")
        click.echo(f"    {each.meaning}")


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--verify", "only_verify", is_flag=True, help="Read FILE and check it; make nothing.")
@with_appcontext
def backup_command(file: Path, *, only_verify: bool) -> None:
    """Write database and files to FILE (.tar.gz), while everybody goes on working.

    FILE holds everything about everybody: it is readable by its owner alone; keep it so.
    """
    try:
        manifest = verified(file) if only_verify else _back_up(file)
    except (BadArchive, NothingToBackUp, UnknownKind, OSError) as error:
        raise click.ClickException(f"{file}: {error}") from error
    _tell(manifest)
    click.echo(f"{file}: complete and unchanged." if only_verify else f"Written to {file}.")


def _back_up(file: Path) -> Manifest:
    instance: str = current_app.config["PUBLIC_URL"]
    return back_up(db.engine, file, files=storage.folder(), instance=instance)


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--verify", "examine", is_flag=True, help="Run `flask doctor` on what was restored.")
@click.option("--replace", is_flag=True, help="Throw away what is in this database and folder.")
@click.option("--yes", is_flag=True, help="Do not ask before replacing.")
@with_appcontext
def restore_command(file: Path, *, examine: bool, replace: bool, yes: bool) -> None:
    """Bring database and files back from FILE, made by this version or an older one.

    Stop the hub before. Afterwards nothing is mailed until `flask outbox release`.
    """
    if replace and not yes:
        place = db.engine.url.render_as_string(hide_password=True)
        click.confirm(f"Everything in {place} will be lost. Go on?", abort=True)
    try:
        manifest = restore(
            db.engine, file, files=storage.folder(), replace=replace, then=hold_mail_back
        )
    except (BadArchive, NotEmpty, OSError) as error:
        hint = " Say --replace to lose what is in it." if isinstance(error, NotEmpty) else ""
        raise click.ClickException(f"{file}: {error}. Nothing was changed.{hint}") from error
    _note(manifest)
    _tell(manifest)
    click.echo("Restored. Nothing is mailed until `flask outbox release`.")
    if examine and examine_aloud():
        sys.exit(1)


def hold_mail_back(connection: Connection) -> None:
    """In the restore's own transaction, so that no process can send between its commit and this."""
    row = {"id": new_id(), "reason": AFTER_A_RESTORE, "held_since": now()}
    connection.execute(insert(OutgoingHold).values(**row))


def _note(manifest: Manifest) -> None:
    with transaction():
        hold = outgoing_hold()
        if hold is not None:
            after = {"made_at": manifest.made_at, "entries": manifest.history_number}
            record("backup.restored", hold, after=after)


def _tell(manifest: Manifest) -> None:
    rows = sum(table.rows for table in manifest.tables.values())
    files = sum(1 for name in manifest.members if name.startswith("files/"))
    click.echo(
        f"{rows} rows in {len(manifest.tables)} tables and {files} files, "
        f"made {manifest.made_at} from {manifest.instance} at revision {manifest.revision}; "
        f"history ends with {manifest.history_number} {manifest.history_seal[:12]}"
    )
