"""Counting guesses in the database, so that every process counts alike and a restart forgets none.

A guess is paid for before it is made, or fifty at the same moment would all be found affordable;
who turns out to be right gets it back.
"""

from collections.abc import Sequence
from math import ceil

from sqlalchemy import Insert, case, delete, update
from sqlalchemy.dialects import postgresql, sqlite

from hub.accounts.models import Guesses
from hub.accounts.rules.guessing import Budget
from hub.core.clock import now
from hub.core.database import db, is_sqlite
from hub.core.errors import TooMany
from hub.core.i18n import gettext as _
from hub.core.ids import hashed, new_id


def spend(budgets: Sequence[Budget]) -> None:
    """Count one try under each budget. Its own transaction, committed before the try is made.

    Raises:
        TooMany: one of them is used up; then none is counted. Says when to come back.
    """
    for budget in _in_order(budgets):
        row = db.session.execute(_counting(budget)).one()
        if row.used > budget.limit.count:
            seconds = ceil((row.until - now()).total_seconds())
            raise TooMany(
                _("That was one try too many. Please wait a little, or reset your password."),
                retry_after=seconds,
            )


def can_spend(budgets: Sequence[Budget]) -> bool:
    """As `spend`, but says no instead of raising; used up budgets go on being used up."""
    full = False
    for budget in _in_order(budgets):
        row = db.session.execute(_counting(budget)).one()
        full = full or row.used > budget.limit.count
    return not full


def refund(budgets: Sequence[Budget]) -> None:
    """The try was right, so it was no guess: take it off again."""
    for budget in _in_order(budgets):
        db.session.execute(
            update(Guesses)
            .where(Guesses.key == hashed(budget.key), Guesses.count > 0)
            .values(count=Guesses.count - 1)
            .execution_options(synchronize_session=False)
        )


def forget_old_guesses() -> int:
    """Delete counts whose window has passed."""
    return int(db.session.execute(delete(Guesses).where(Guesses.until < now())).rowcount)  # type: ignore[attr-defined]


def _in_order(budgets: Sequence[Budget]) -> list[Budget]:
    """Always the same order: two visitors who lock the same rows must not wait for each other."""
    return sorted(budgets, key=lambda budget: hashed(budget.key))


def _counting(budget: Budget) -> Insert:
    """One more under the key, in a new window when the last one has passed."""
    insert = sqlite.insert if is_sqlite() else postgresql.insert
    start, end = now(), now() + budget.limit.window
    passed = Guesses.until <= start
    return (
        insert(Guesses)
        .values(id=new_id(), key=hashed(budget.key), count=1, since=start, until=end)
        .on_conflict_do_update(
            index_elements=[Guesses.key],
            set_={
                "count": case((passed, 1), else_=Guesses.count + 1),
                "since": case((passed, start), else_=Guesses.since),
                "until": case((passed, end), else_=Guesses.until),
            },
        )
        .returning(Guesses.count.label("used"), Guesses.until)
    )
