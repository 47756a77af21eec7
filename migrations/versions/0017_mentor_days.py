"""Mentor days: people, rooms, wishes, plans and what was said of the meetings."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mentor_days",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("note", sa.JSON(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("starts_local", sa.String(length=5), nullable=False),
        sa.Column("ends_local", sa.String(length=5), nullable=False),
        sa.Column("meeting_minutes", sa.Integer(), nullable=False),
        sa.Column("gap_minutes", sa.Integer(), nullable=False),
        sa.Column("breaks", sa.JSON(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("longest_run", sa.Integer(), nullable=True),
        sa.Column("wishes_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("planned_version", sa.Integer(), nullable=True),
        sa.Column("proposal", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reckoning", sa.String(length=40), nullable=True),
        sa.Column("reckoning_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("plan_progress", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "ends_local > starts_local", name=op.f("ck_mentor_days_ends_after_start")
        ),
        sa.CheckConstraint(
            "meeting_minutes > 0 AND gap_minutes >= 0", name=op.f("ck_mentor_days_a_meeting_lasts")
        ),
        sa.CheckConstraint("wanted > 0", name=op.f("ck_mentor_days_everybody_meets_somebody")),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_mentor_days_cohort_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["users.id"], name=op.f("fk_mentor_days_made_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentor_days")),
    )
    op.create_index(
        op.f("ix_mentor_days_cohort_id_held_on"),
        "mentor_days",
        ["cohort_id", "held_on"],
        unique=False,
    )
    op.create_index(op.f("ix_mentor_days_reckoning"), "mentor_days", ["reckoning"], unique=False)
    op.create_table(
        "mentor_day_rooms",
        sa.Column("day_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("space_id", sa.Uuid(), nullable=True),
        sa.Column("booking_id", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["bookings.id"], name=op.f("fk_mentor_day_rooms_booking_id")
        ),
        sa.ForeignKeyConstraint(
            ["day_id"], ["mentor_days.id"], name=op.f("fk_mentor_day_rooms_day_id")
        ),
        sa.ForeignKeyConstraint(
            ["space_id"], ["spaces.id"], name=op.f("fk_mentor_day_rooms_space_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentor_day_rooms")),
    )
    op.create_index(
        op.f("ix_mentor_day_rooms_booking_id"), "mentor_day_rooms", ["booking_id"], unique=False
    )
    op.create_index(
        op.f("ix_mentor_day_rooms_day_id_position"),
        "mentor_day_rooms",
        ["day_id", "position"],
        unique=False,
    )
    op.create_table(
        "mentor_day_mentors",
        sa.Column("day_id", sa.Uuid(), nullable=False),
        sa.Column("mentor_id", sa.Uuid(), nullable=False),
        sa.Column("windows", sa.JSON(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("on_video", sa.Boolean(), nullable=False),
        sa.Column("video_url", sa.String(length=300), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("away_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["day_id"], ["mentor_days.id"], name=op.f("fk_mentor_day_mentors_day_id")
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentors.id"], name=op.f("fk_mentor_day_mentors_mentor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentor_day_mentors")),
        sa.UniqueConstraint(
            "day_id", "mentor_id", name=op.f("uq_mentor_day_mentors_day_id_mentor_id")
        ),
    )
    op.create_index(
        op.f("ix_mentor_day_mentors_mentor_id"), "mentor_day_mentors", ["mentor_id"], unique=False
    )
    op.create_table(
        "mentor_day_startups",
        sa.Column("day_id", sa.Uuid(), nullable=False),
        sa.Column("startup_id", sa.Uuid(), nullable=False),
        sa.Column("wishes", sa.JSON(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=True),
        sa.Column("away", sa.JSON(), nullable=False),
        sa.Column("on_video", sa.Boolean(), nullable=False),
        sa.Column("away_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["day_id"], ["mentor_days.id"], name=op.f("fk_mentor_day_startups_day_id")
        ),
        sa.ForeignKeyConstraint(
            ["startup_id"], ["startups.id"], name=op.f("fk_mentor_day_startups_startup_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentor_day_startups")),
        sa.UniqueConstraint(
            "day_id", "startup_id", name=op.f("uq_mentor_day_startups_day_id_startup_id")
        ),
    )
    op.create_index(
        op.f("ix_mentor_day_startups_startup_id"),
        "mentor_day_startups",
        ["startup_id"],
        unique=False,
    )
    op.create_table(
        "mentor_day_meetings",
        sa.Column("day_id", sa.Uuid(), nullable=False),
        sa.Column("startup_id", sa.Uuid(), nullable=False),
        sa.Column("mentor_id", sa.Uuid(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_fixed", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("slot >= 0", name=op.f("ck_mentor_day_meetings_slots_count_from_zero")),
        sa.ForeignKeyConstraint(
            ["day_id"], ["mentor_days.id"], name=op.f("fk_mentor_day_meetings_day_id")
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentors.id"], name=op.f("fk_mentor_day_meetings_mentor_id")
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["mentor_day_rooms.id"], name=op.f("fk_mentor_day_meetings_room_id")
        ),
        sa.ForeignKeyConstraint(
            ["startup_id"], ["startups.id"], name=op.f("fk_mentor_day_meetings_startup_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentor_day_meetings")),
    )
    op.create_index(
        op.f("ix_mentor_day_meetings_mentor_id"), "mentor_day_meetings", ["mentor_id"], unique=False
    )
    op.create_index(
        op.f("ix_mentor_day_meetings_startup_id"),
        "mentor_day_meetings",
        ["startup_id"],
        unique=False,
    )
    op.create_index(
        "uq_day_meetings_mentor",
        "mentor_day_meetings",
        ["day_id", "mentor_id", "slot"],
        unique=True,
        sqlite_where=sa.text("state <> 'dropped'"),
        postgresql_where=sa.text("state <> 'dropped'"),
    )
    op.create_index(
        "uq_day_meetings_pair",
        "mentor_day_meetings",
        ["day_id", "startup_id", "mentor_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'dropped'"),
        postgresql_where=sa.text("state <> 'dropped'"),
    )
    op.create_index(
        "uq_day_meetings_room",
        "mentor_day_meetings",
        ["day_id", "room_id", "slot"],
        unique=True,
        sqlite_where=sa.text("state <> 'dropped'"),
        postgresql_where=sa.text("state <> 'dropped'"),
    )
    op.create_index(
        "uq_day_meetings_startup",
        "mentor_day_meetings",
        ["day_id", "startup_id", "slot"],
        unique=True,
        sqlite_where=sa.text("state <> 'dropped'"),
        postgresql_where=sa.text("state <> 'dropped'"),
    )
    op.create_table(
        "mentor_day_feedbacks",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("given_by_id", sa.Uuid(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "rating BETWEEN 1 AND 5", name=op.f("ck_mentor_day_feedbacks_one_to_five")
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["users.id"], name=op.f("fk_mentor_day_feedbacks_given_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["mentor_day_meetings.id"],
            name=op.f("fk_mentor_day_feedbacks_meeting_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentor_day_feedbacks")),
        sa.UniqueConstraint(
            "meeting_id", "side", name=op.f("uq_mentor_day_feedbacks_meeting_id_side")
        ),
    )
    op.create_index(
        op.f("ix_mentor_day_feedbacks_given_by_id"),
        "mentor_day_feedbacks",
        ["given_by_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("mentor_day_feedbacks")
    op.drop_table("mentor_day_meetings")
    op.drop_table("mentor_day_startups")
    op.drop_table("mentor_day_mentors")
    op.drop_table("mentor_day_rooms")
    op.drop_table("mentor_days")
