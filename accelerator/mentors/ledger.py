"""When mentors and startups are engaged: nobody is in two meetings at a time.

Sessions, office hours and meetings of a mentor day each put one row for the mentor and one for the
startup here. The database refuses two rows of the same party that overlap: PostgreSQL by an
exclusion constraint, SQLite by a trigger that looks at the last row that begins before the new one
ends. A row is never changed, only removed and written anew.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, event
from sqlalchemy.orm import Mapped
from sqlalchemy.schema import DDL

from hub.core.database import Model

#: What the guards put in their refusals, on either engine.
GUARD_MARK = "party_engaged"


class EngagedBy(StrEnum):
    SESSION = "session"
    MENTOR_DAY = "mentor-day"


class Engagement(Model):
    """A party (a mentor or a startup, by id) engaged from `starts_at` up to, not including,
    `ends_at`. `taker_id` is the session or meeting; no foreign key, those live on higher floors."""

    __tablename__ = "engagements"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        # SQLite compares instants as text, so all must be written the same way.
        CheckConstraint(
            "starts_at GLOB '????-??-?? ??:??:??.??????' AND "
            "ends_at GLOB '????-??-?? ??:??:??.??????'",
            name="instants_in_one_form",
        ).ddl_if(dialect="sqlite"),
        Index(None, "party_id", "starts_at"),
        Index(None, "taker_id"),
    )

    party_id: Mapped[UUID]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    taker_kind: Mapped[EngagedBy]
    taker_id: Mapped[UUID]


SQLITE_GUARDS = (
    """CREATE TRIGGER engagements_party_engaged BEFORE INSERT ON engagements
    BEGIN SELECT RAISE(ABORT, 'party_engaged') WHERE EXISTS (
        SELECT 1 FROM (SELECT ends_at FROM engagements
            WHERE party_id = NEW.party_id AND starts_at < NEW.ends_at
            ORDER BY starts_at DESC LIMIT 1)
        WHERE ends_at > NEW.starts_at); END""",
    """CREATE TRIGGER engagements_unchanged BEFORE UPDATE OF party_id, starts_at, ends_at
    ON engagements
    BEGIN SELECT RAISE(ABORT, 'an engagement is removed and written anew, never changed'); END""",
)
POSTGRESQL_GUARDS = (
    """ALTER TABLE engagements ADD CONSTRAINT party_engaged EXCLUDE USING gist
    (party_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)""",
    """CREATE FUNCTION engagements_unchanged() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'an engagement is removed and written anew, never changed'; END $$""",
    """CREATE TRIGGER engagements_unchanged BEFORE UPDATE OF party_id, starts_at, ends_at
    ON engagements FOR EACH ROW EXECUTE FUNCTION engagements_unchanged()""",
)


def _make_guards() -> None:
    guards = (
        ("sqlite", SQLITE_GUARDS),
        ("postgresql", ("CREATE EXTENSION IF NOT EXISTS btree_gist", *POSTGRESQL_GUARDS)),
    )
    for dialect, statements in guards:
        for statement in statements:
            ddl = DDL(statement).execute_if(dialect=dialect)
            event.listen(Engagement.__table__, "after_create", ddl)


_make_guards()
