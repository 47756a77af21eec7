"""What every lease needs: a clock that all processes share, and a claim that one of them wins.

A lease is held by whoever changed its row last, under a number (the fence) that grows with every
claim. Who was stopped for too long finds another number there, and may not write any more.
"""

import time
from typing import Any

from sqlalchemy import Executable, func, select

from hub.core.database import db, is_sqlite


def lease_clock() -> float:
    """Seconds since 1970 by the database server's clock; on SQLite by this machine's.

    Never the hub's clock: tests move that one, and web machines disagree about it by seconds.
    """
    if is_sqlite():
        return time.time()
    return float(db.session.scalars(select(func.extract("epoch", func.clock_timestamp()))).one())


def rows_changed(statement: Executable, values: Any = None) -> int:
    """Execute an INSERT, UPDATE or DELETE; how many rows it touched. A conditional one that says 1
    has won, and 0 has lost.

    Args:
        values: of a row, or of several, by column.
    """
    # Without the option an INSERT on PostgreSQL answers -1, whatever it did.
    options = {"preserve_rowcount": True}
    result = db.session.execute(statement, values, execution_options=options)
    return int(result.rowcount)  # type: ignore[attr-defined]
