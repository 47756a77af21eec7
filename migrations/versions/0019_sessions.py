"""Sessions of mentors and startups, their moves, notes and feedback; office hours; care."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "session_series",
        sa.Column("pairing_id", sa.Uuid(), nullable=False),
        sa.Column("every_weeks", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("starts_local", sa.String(length=16), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("skipped", sa.JSON(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "every_weeks > 0 AND times > 0", name=op.f("ck_session_series_comes_again")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["users.id"], name=op.f("fk_session_series_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["pairing_id"], ["pairings.id"], name=op.f("fk_session_series_pairing_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_series")),
    )
    op.create_index(
        op.f("ix_session_series_pairing_id"), "session_series", ["pairing_id"], unique=False
    )
    op.create_table(
        "office_hours",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("mentor_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("starts_local", sa.String(length=16), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.String(length=160), nullable=False),
        sa.Column("booking_id", sa.Uuid(), nullable=True),
        sa.Column("video_url", sa.String(length=300), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_office_hours_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["bookings.id"], name=op.f("fk_office_hours_booking_id")
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_office_hours_cohort_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["users.id"], name=op.f("fk_office_hours_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentors.id"], name=op.f("fk_office_hours_mentor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_hours")),
    )
    op.create_index(
        op.f("ix_office_hours_cohort_id_starts_at"),
        "office_hours",
        ["cohort_id", "starts_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_office_hours_mentor_id_starts_at"),
        "office_hours",
        ["mentor_id", "starts_at"],
        unique=False,
    )
    op.create_table(
        "mentor_sessions",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("mentor_id", sa.Uuid(), nullable=False),
        sa.Column("startup_id", sa.Uuid(), nullable=False),
        sa.Column("pairing_id", sa.Uuid(), nullable=True),
        sa.Column("series_id", sa.Uuid(), nullable=True),
        sa.Column("office_hour_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("starts_local", sa.String(length=16), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("booking_id", sa.Uuid(), nullable=True),
        sa.Column("video_url", sa.String(length=300), nullable=False),
        sa.Column("agenda", sa.String(length=2000), nullable=False),
        sa.Column("goals", sa.JSON(), nullable=False),
        sa.Column("mentor_came_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("startup_came_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("missed_by", sa.String(length=40), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_side", sa.String(length=40), nullable=True),
        sa.Column("cancel_reason", sa.String(length=500), nullable=False),
        sa.Column("cancelled_late", sa.Boolean(), nullable=False),
        sa.Column("reminded", sa.JSON(), nullable=False),
        sa.Column("ical_sequence", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cancelled_at IS NOT NULL)",
            name=op.f("ck_mentor_sessions_cancelled_has_a_time"),
        ),
        sa.CheckConstraint(
            "(state = 'missed') = (missed_by IS NOT NULL)",
            name=op.f("ck_mentor_sessions_missed_by_somebody"),
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_mentor_sessions_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["bookings.id"], name=op.f("fk_mentor_sessions_booking_id")
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_mentor_sessions_cohort_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["users.id"], name=op.f("fk_mentor_sessions_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentors.id"], name=op.f("fk_mentor_sessions_mentor_id")
        ),
        sa.ForeignKeyConstraint(
            ["office_hour_id"], ["office_hours.id"], name=op.f("fk_mentor_sessions_office_hour_id")
        ),
        sa.ForeignKeyConstraint(
            ["pairing_id"], ["pairings.id"], name=op.f("fk_mentor_sessions_pairing_id")
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["session_series.id"], name=op.f("fk_mentor_sessions_series_id")
        ),
        sa.ForeignKeyConstraint(
            ["startup_id"], ["startups.id"], name=op.f("fk_mentor_sessions_startup_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentor_sessions")),
    )
    op.create_index(
        op.f("ix_mentor_sessions_booking_id"), "mentor_sessions", ["booking_id"], unique=False
    )
    op.create_index(
        op.f("ix_mentor_sessions_cohort_id_starts_at"),
        "mentor_sessions",
        ["cohort_id", "starts_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_mentor_sessions_mentor_id_starts_at"),
        "mentor_sessions",
        ["mentor_id", "starts_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_mentor_sessions_office_hour_id"),
        "mentor_sessions",
        ["office_hour_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_mentor_sessions_pairing_id"), "mentor_sessions", ["pairing_id"], unique=False
    )
    op.create_index(
        op.f("ix_mentor_sessions_startup_id_starts_at"),
        "mentor_sessions",
        ["startup_id", "starts_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_mentor_sessions_state_starts_at"),
        "mentor_sessions",
        ["state", "starts_at"],
        unique=False,
    )
    op.create_table(
        "session_moves",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("times", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(state = 'open') = (answered_at IS NULL)",
            name=op.f("ck_session_moves_answered_has_a_time"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["users.id"], name=op.f("fk_session_moves_answered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["users.id"], name=op.f("fk_session_moves_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["mentor_sessions.id"], name=op.f("fk_session_moves_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_moves")),
    )
    op.create_index(
        op.f("ix_session_moves_session_id_state"),
        "session_moves",
        ["session_id", "state"],
        unique=False,
    )
    op.create_table(
        "session_notes",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("sight", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("earlier", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.id"], name=op.f("fk_session_notes_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["mentor_sessions.id"], name=op.f("fk_session_notes_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_notes")),
    )
    op.create_index(
        op.f("ix_session_notes_author_id"), "session_notes", ["author_id"], unique=False
    )
    op.create_index(
        op.f("ix_session_notes_session_id_made_at"),
        "session_notes",
        ["session_id", "made_at"],
        unique=False,
    )
    op.create_table(
        "session_feedbacks",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("useful", sa.Integer(), nullable=False),
        sa.Column("would_meet_again", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("next_step", sa.String(length=300), nullable=False),
        sa.Column("given_by_id", sa.Uuid(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("useful BETWEEN 1 AND 5", name=op.f("ck_session_feedbacks_one_to_five")),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["users.id"], name=op.f("fk_session_feedbacks_given_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["mentor_sessions.id"], name=op.f("fk_session_feedbacks_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_feedbacks")),
        sa.UniqueConstraint(
            "session_id", "side", name=op.f("uq_session_feedbacks_session_id_side")
        ),
    )
    op.create_index(
        op.f("ix_session_feedbacks_given_by_id"), "session_feedbacks", ["given_by_id"], unique=False
    )
    op.create_table(
        "office_hour_limits",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("each", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("each > 0", name=op.f("ck_office_hour_limits_one_at_least")),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_office_hour_limits_cohort_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_hour_limits")),
        sa.UniqueConstraint("cohort_id", name=op.f("uq_office_hour_limits_cohort_id")),
    )
    op.create_table(
        "care_cases",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("startup_id", sa.Uuid(), nullable=False),
        sa.Column("mentor_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["users.id"], name=op.f("fk_care_cases_closed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_care_cases_cohort_id")
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentors.id"], name=op.f("fk_care_cases_mentor_id")
        ),
        sa.ForeignKeyConstraint(
            ["startup_id"], ["startups.id"], name=op.f("fk_care_cases_startup_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_cases")),
    )
    op.create_index(
        op.f("ix_care_cases_cohort_id_closed_at"),
        "care_cases",
        ["cohort_id", "closed_at"],
        unique=False,
    )
    op.create_index(op.f("ix_care_cases_startup_id"), "care_cases", ["startup_id"], unique=False)
    op.create_index(
        "uq_care_cases_open",
        "care_cases",
        ["cohort_id", "startup_id", "mentor_id", "kind"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("care_cases")
    op.drop_table("office_hour_limits")
    op.drop_table("session_feedbacks")
    op.drop_table("session_notes")
    op.drop_table("session_moves")
    op.drop_table("mentor_sessions")
    op.drop_table("office_hours")
    op.drop_table("session_series")
