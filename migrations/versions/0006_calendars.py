"""Calendars that are read from elsewhere."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_imports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("space_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_by_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_by_id", sa.Uuid(), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "(state = 'applied') = (applied_at IS NOT NULL)",
            name=op.f("ck_calendar_imports_applied_has_time"),
        ),
        sa.CheckConstraint(
            "(state = 'pending') = (expires_at IS NOT NULL)",
            name=op.f("ck_calendar_imports_waits_for_a_while"),
        ),
        sa.CheckConstraint(
            "(state = 'pending') = (text IS NOT NULL)",
            name=op.f("ck_calendar_imports_text_while_it_waits"),
        ),
        sa.ForeignKeyConstraint(
            ["applied_by_id"], ["users.id"], name=op.f("fk_calendar_imports_applied_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["space_id"], ["spaces.id"], name=op.f("fk_calendar_imports_space_id")
        ),
        sa.ForeignKeyConstraint(
            ["started_by_id"], ["users.id"], name=op.f("fk_calendar_imports_started_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_imports")),
    )
    op.create_index(
        op.f("ix_calendar_imports_space_id_started_at"),
        "calendar_imports",
        ["space_id", "started_at"],
    )
    op.create_index(
        op.f("ix_calendar_imports_state_expires_at"), "calendar_imports", ["state", "expires_at"]
    )


def downgrade() -> None:
    op.drop_table("calendar_imports")
