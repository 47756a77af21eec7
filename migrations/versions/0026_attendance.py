"""The register of class sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "check_in_codes",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["class_sessions.id"], name=op.f("fk_check_in_codes_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in_codes")),
    )
    op.create_index(
        op.f("ix_check_in_codes_session_id"), "check_in_codes", ["session_id"], unique=False
    )
    op.create_table(
        "attendance_reports",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["users.id"], name=op.f("fk_attendance_reports_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["class_sessions.id"], name=op.f("fk_attendance_reports_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_reports")),
        sa.UniqueConstraint(
            "session_id", "sha256", name=op.f("uq_attendance_reports_session_id_sha256")
        ),
    )
    op.create_table(
        "attendance_stays",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("report_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "left_at >= joined_at", name=op.f("ck_attendance_stays_leaves_after_joining")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["attendance_reports.id"], name=op.f("fk_attendance_stays_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["class_sessions.id"], name=op.f("fk_attendance_stays_session_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_attendance_stays_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_stays")),
    )
    op.create_index(
        op.f("ix_attendance_stays_report_id"), "attendance_stays", ["report_id"], unique=False
    )
    op.create_index(
        op.f("ix_attendance_stays_session_id_user_id"),
        "attendance_stays",
        ["session_id", "user_id"],
    )
    op.create_index(
        op.f("ix_attendance_stays_user_id"), "attendance_stays", ["user_id"], unique=False
    )
    op.create_table(
        "attendances",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "source",
            sa.String(length=40),
            nullable=False,
        ),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("client_id", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_attendances_minutes_not_negative")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_attendances_by_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["class_sessions.id"], name=op.f("fk_attendances_session_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_attendances_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendances")),
        sa.UniqueConstraint(
            "session_id", "user_id", name=op.f("uq_attendances_session_id_user_id")
        ),
    )
    op.create_index(op.f("ix_attendances_user_id"), "attendances", ["user_id"])
    op.create_table(
        "attendance_addresses",
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("said_by_id", sa.Uuid(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["said_by_id"], ["users.id"], name=op.f("fk_attendance_addresses_said_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_attendance_addresses_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_addresses")),
        sa.UniqueConstraint("email", name=op.f("uq_attendance_addresses_email")),
    )
    op.create_index(
        op.f("ix_attendance_addresses_user_id"), "attendance_addresses", ["user_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("attendance_addresses")
    op.drop_table("attendances")
    op.drop_table("attendance_stays")
    op.drop_table("attendance_reports")
    op.drop_table("check_in_codes")
