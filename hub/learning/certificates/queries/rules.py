"""Which rule completes a run."""

from sqlalchemy import select

from hub.core.database import db
from hub.learning.certificates.models import CompletionRule
from hub.learning.classes.models import ClassRun


def rule_of(run: ClassRun) -> CompletionRule | None:
    """The newest; None before anybody has set one."""
    query = select(CompletionRule).where(CompletionRule.run_id == run.id)
    return db.session.scalar(query.order_by(CompletionRule.number.desc()).limit(1))
