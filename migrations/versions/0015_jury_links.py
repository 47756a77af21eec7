"""Sign-ins that open one thing only, and the links that jurors open their day with."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

LIVE = sa.text("ended_at IS NULL")
CHECKS = {
    "ck_sign_ins_confined_acts_for_nobody": "confined_to IS NULL OR acting_for_id IS NULL",
}


def upgrade() -> None:
    with op.batch_alter_table("sign_ins") as table:
        table.add_column(sa.Column("confined_to", sa.Uuid(), nullable=True))
        for name, rule in CHECKS.items():
            table.create_check_constraint(op.f(name), rule)
        table.create_index(op.f("ix_sign_ins_confined_to"), ["confined_to"])
    op.create_table(
        "interview_links",
        sa.Column("day_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(opened_at IS NULL) = (opened = 0)", name=op.f("ck_interview_links_opened_some_time")
        ),
        sa.ForeignKeyConstraint(
            ["day_id"], ["interview_days.id"], name=op.f("fk_interview_links_day_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["users.id"], name=op.f("fk_interview_links_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["reviewers.id"], name=op.f("fk_interview_links_reviewer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_links")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_interview_links_secret_hash")),
    )
    op.create_index(
        "ix_interview_links_one_live",
        "interview_links",
        ["day_id", "reviewer_id"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )
    op.create_index(
        op.f("ix_interview_links_reviewer_id"), "interview_links", ["reviewer_id"], unique=False
    )


def downgrade() -> None:
    """A sign-in that was confined would be a whole one."""
    op.execute("DELETE FROM sign_ins WHERE confined_to IS NOT NULL")
    op.drop_index(op.f("ix_interview_links_reviewer_id"), table_name="interview_links")
    op.drop_index("ix_interview_links_one_live", table_name="interview_links")
    op.drop_table("interview_links")
    with op.batch_alter_table("sign_ins") as table:
        table.drop_index(op.f("ix_sign_ins_confined_to"))
        for name in CHECKS:
            table.drop_constraint(op.f(name), type_="check")
        table.drop_column("confined_to")
