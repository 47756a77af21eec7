"""How migrations run: in one transaction, alone, and numbered.

`flask db …` comes here without a connection; a restore brings its own, already in a transaction.
"""

from typing import Any

from alembic import context
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Connection

from hub.core.database import Model
from hub.operate.migrations import exclusively

#: Made by a trigger's need on SQLite; not a model.
UNMAPPED = {"quarter_hours"}


def configure_and_run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Model.metadata,
        render_as_batch=True,
        compare_type=True,
        # SQLite can undo DDL too, once BEGIN is ours; Alembic believes it cannot.
        transactional_ddl=True,
        include_name=lambda name, kind, _parents: not (kind == "table" and name in UNMAPPED),
        process_revision_directives=number_it,
    )
    context.run_migrations()


def number_it(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """0001, 0002 … rather than random letters: a glance at the folder shows the order."""
    if not directives:
        return
    upgrade = directives[0].upgrade_ops
    if getattr(context.config.cmd_opts, "autogenerate", False) and upgrade.is_empty():
        directives[:] = []
        return
    head = ScriptDirectory.from_config(context.config).get_current_head()
    directives[0].rev_id = f"{int(head or 0) + 1:04}"


given = context.config.attributes.get("connection")
if given is not None:
    configure_and_run(given)
else:
    with exclusively(current_app.extensions["migrate"].db.engine) as own:
        configure_and_run(own)
