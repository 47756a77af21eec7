"""Interview days, panels and slots."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "interview_days",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("note", sa.JSON(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("presentation", sa.Integer(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("buffer", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("pick_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "presentation >= 0 AND questions >= 0 AND presentation + questions > 0 AND buffer >= 0",
            name=op.f("ck_interview_days_a_meeting_lasts"),
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_interview_days_cohort_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_interview_days_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_days")),
    )
    op.create_index(
        op.f("ix_interview_days_cohort_id_held_on"),
        "interview_days",
        ["cohort_id", "held_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_interview_days_round_id"), "interview_days", ["round_id"], unique=False
    )
    op.create_table(
        "interview_invited",
        sa.Column("day_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("not_before", sa.String(length=5), nullable=False),
        sa.Column("not_after", sa.String(length=5), nullable=False),
        sa.Column("online_from", sa.String(length=5), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("told", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_interview_invited_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["day_id"], ["interview_days.id"], name=op.f("fk_interview_invited_day_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_invited")),
        sa.UniqueConstraint(
            "day_id", "application_id", name=op.f("uq_interview_invited_day_id_application_id")
        ),
    )
    op.create_index(
        op.f("ix_interview_invited_application_id"),
        "interview_invited",
        ["application_id"],
        unique=False,
    )
    op.create_table(
        "interview_panels",
        sa.Column("day_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("space_id", sa.Uuid(), nullable=True),
        sa.Column("booking_id", sa.Uuid(), nullable=True),
        sa.Column("online_url", sa.String(length=300), nullable=False),
        sa.Column("track", sa.String(length=40), nullable=False),
        sa.Column("starts_local", sa.String(length=5), nullable=False),
        sa.Column("ends_local", sa.String(length=5), nullable=False),
        sa.Column("breaks", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "space_id IS NOT NULL OR online_url <> ''",
            name=op.f("ck_interview_panels_meets_somewhere"),
        ),
        sa.CheckConstraint(
            "ends_local > starts_local", name=op.f("ck_interview_panels_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["bookings.id"], name=op.f("fk_interview_panels_booking_id")
        ),
        sa.ForeignKeyConstraint(
            ["day_id"], ["interview_days.id"], name=op.f("fk_interview_panels_day_id")
        ),
        sa.ForeignKeyConstraint(
            ["space_id"], ["spaces.id"], name=op.f("fk_interview_panels_space_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_panels")),
    )
    op.create_index(
        op.f("ix_interview_panels_booking_id"), "interview_panels", ["booking_id"], unique=False
    )
    op.create_index(
        op.f("ix_interview_panels_day_id_position"),
        "interview_panels",
        ["day_id", "position"],
        unique=False,
    )
    op.create_table(
        "interview_plans",
        sa.Column("day_id", sa.Uuid(), nullable=False),
        sa.Column("day_version", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["day_id"], ["interview_days.id"], name=op.f("fk_interview_plans_day_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["users.id"], name=op.f("fk_interview_plans_made_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_plans")),
    )
    op.create_index(
        op.f("ix_interview_plans_day_id_made_at"),
        "interview_plans",
        ["day_id", "made_at"],
        unique=False,
    )
    op.create_table(
        "interview_meetings",
        sa.Column("invited_id", sa.Uuid(), nullable=False),
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "ends_at > starts_at", name=op.f("ck_interview_meetings_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["invited_id"], ["interview_invited.id"], name=op.f("fk_interview_meetings_invited_id")
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["interview_panels.id"], name=op.f("fk_interview_meetings_panel_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_meetings")),
        sa.UniqueConstraint("invited_id", name=op.f("uq_interview_meetings_invited_id")),
        sa.UniqueConstraint(
            "panel_id", "starts_at", name=op.f("uq_interview_meetings_panel_id_starts_at")
        ),
    )
    op.create_table(
        "interview_panel_members",
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("told", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["interview_panels.id"], name=op.f("fk_interview_panel_members_panel_id")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["reviewers.id"], name=op.f("fk_interview_panel_members_reviewer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_panel_members")),
        sa.UniqueConstraint(
            "panel_id", "reviewer_id", name=op.f("uq_interview_panel_members_panel_id_reviewer_id")
        ),
    )
    op.create_index(
        op.f("ix_interview_panel_members_reviewer_id"),
        "interview_panel_members",
        ["reviewer_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(
        op.f("ix_interview_panel_members_reviewer_id"), table_name="interview_panel_members"
    )
    op.drop_table("interview_panel_members")
    op.drop_table("interview_meetings")
    op.drop_index(op.f("ix_interview_plans_day_id_made_at"), table_name="interview_plans")
    op.drop_table("interview_plans")
    op.drop_index(op.f("ix_interview_panels_day_id_position"), table_name="interview_panels")
    op.drop_index(op.f("ix_interview_panels_booking_id"), table_name="interview_panels")
    op.drop_table("interview_panels")
    op.drop_index(op.f("ix_interview_invited_application_id"), table_name="interview_invited")
    op.drop_table("interview_invited")
    op.drop_index(op.f("ix_interview_days_round_id"), table_name="interview_days")
    op.drop_index(op.f("ix_interview_days_cohort_id_held_on"), table_name="interview_days")
    op.drop_table("interview_days")
