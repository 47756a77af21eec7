"""What a database consists of, in a form that two ways of making it can be compared by."""

import re
from typing import Any

from sqlalchemy import Connection, inspect, text

ON_POSTGRESQL = {
    "constraints": """SELECT conrelid::regclass::text || ' ' || conname || ': '
        || pg_get_constraintdef(c.oid) FROM pg_constraint c
        WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": """SELECT pg_get_functiondef(p.oid) FROM pg_proc p WHERE p.pronamespace =
        'public'::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_depend d
        WHERE d.objid = p.oid AND d.deptype = 'e')""",
}


def schema_of(connection: Connection) -> dict[str, Any]:
    """Columns, constraints, indexes, triggers and functions; without Alembic's own table."""
    look = inspect(connection)
    tables = sorted(set(look.get_table_names()) - {"alembic_version"})
    found: dict[str, Any] = {
        f"columns of {table}": {
            column["name"]: (str(column["type"]), column["nullable"], column["default"])
            for column in look.get_columns(table)
        }
        for table in tables
    }
    if connection.dialect.name == "postgresql":
        for name, query in ON_POSTGRESQL.items():
            found[name] = sorted(_flat(row) for row in connection.scalars(text(query)))
        found["constraints"] = [line for line in found["constraints"] if "alembic_" not in line]
        found["indexes"] = [line for line in found["indexes"] if "alembic_" not in line]
        return found
    for table in tables:
        found[f"keys of {table}"] = (
            look.get_pk_constraint(table),
            sorted(look.get_foreign_keys(table), key=str),
            sorted(look.get_unique_constraints(table), key=str),
            sorted((c["name"], _flat(c["sqltext"])) for c in look.get_check_constraints(table)),
        )
    made = "SELECT sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
    found["indexes and triggers"] = sorted(_flat(row) for row in connection.scalars(text(made)))
    return found


def _flat(words: str) -> str:
    return re.sub(r"(?<=\() | (?=\))", "", re.sub(r"\s+", " ", words)).strip()
