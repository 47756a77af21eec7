"""Class runs, their instructors and sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "class_runs",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column(
            "mode",
            sa.String(length=40),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column(
            "state",
            sa.String(length=40),
            nullable=False,
        ),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "entry",
            sa.String(length=40),
            nullable=False,
        ),
        sa.Column("key_hash", sa.String(length=200), nullable=True),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("enrol_opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("enrol_closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_reason", sa.String(length=500), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(entry = 'key') = (key_hash IS NOT NULL)", name=op.f("ck_class_runs_key_has_a_hash")
        ),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cancelled_at IS NOT NULL)",
            name=op.f("ck_class_runs_cancelled_has_a_time"),
        ),
        sa.CheckConstraint(
            "ends_at IS NULL OR ends_at > starts_at", name=op.f("ck_class_runs_ends_after_start")
        ),
        sa.CheckConstraint(
            "enrol_closes_at IS NULL OR enrol_opens_at IS NULL OR enrol_closes_at > enrol_opens_at",
            name=op.f("ck_class_runs_closes_after_opening"),
        ),
        sa.CheckConstraint("price_minor >= 0", name=op.f("ck_class_runs_price_not_negative")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_class_runs_course_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["users.id"], name=op.f("fk_class_runs_made_by_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_class_runs_site_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["course_versions.id"], name=op.f("fk_class_runs_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_runs")),
        sa.UniqueConstraint("slug", name=op.f("uq_class_runs_slug")),
    )
    op.create_index(
        op.f("ix_class_runs_course_id_starts_at"),
        "class_runs",
        ["course_id", "starts_at"],
    )
    op.create_index(op.f("ix_class_runs_ends_at"), "class_runs", ["ends_at"])
    op.create_index(
        op.f("ix_class_runs_state_starts_at"), "class_runs", ["state", "starts_at"], unique=False
    )
    op.create_index(op.f("ix_class_runs_version_id"), "class_runs", ["version_id"])
    op.create_table(
        "run_instructors",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["class_runs.id"], name=op.f("fk_run_instructors_run_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_run_instructors_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_instructors")),
        sa.UniqueConstraint("run_id", "user_id", name=op.f("uq_run_instructors_run_id_user_id")),
    )
    op.create_index(
        op.f("ix_run_instructors_user_id_left_at"),
        "run_instructors",
        ["user_id", "left_at"],
    )
    op.create_table(
        "class_sessions",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("starts_local", sa.String(length=16), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("booking_id", sa.Uuid(), nullable=True),
        sa.Column("lost_room_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "provider",
            sa.String(length=40),
            nullable=False,
        ),
        sa.Column("provider_settings", sa.JSON(), nullable=False),
        sa.Column("recording_url", sa.Text(), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_reason", sa.String(length=500), nullable=False),
        sa.Column("ical_sequence", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_class_sessions_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["bookings.id"], name=op.f("fk_class_sessions_booking_id")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["class_runs.id"], name=op.f("fk_class_sessions_run_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_sessions")),
    )
    op.create_index(
        op.f("ix_class_sessions_booking_id"), "class_sessions", ["booking_id"], unique=False
    )
    op.create_index(
        op.f("ix_class_sessions_cancelled_at_starts_at"),
        "class_sessions",
        ["cancelled_at", "starts_at"],
    )
    op.create_index(
        op.f("ix_class_sessions_run_id_starts_at"),
        "class_sessions",
        ["run_id", "starts_at"],
    )


def downgrade() -> None:
    op.drop_table("class_sessions")
    op.drop_table("run_instructors")
    op.drop_table("class_runs")
