"""Words of thanks to mentors, and their certificates."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mentor_thanks",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("mentor_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_mentor_thanks_cohort_id")
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentors.id"], name=op.f("fk_mentor_thanks_mentor_id")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["users.id"], name=op.f("fk_mentor_thanks_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentor_thanks")),
        sa.UniqueConstraint(
            "cohort_id", "mentor_id", name=op.f("uq_mentor_thanks_cohort_id_mentor_id")
        ),
    )
    op.create_index(op.f("ix_mentor_thanks_mentor_id"), "mentor_thanks", ["mentor_id"])
    op.create_table(
        "mentor_certificates",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("mentor_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("office_hours", sa.Integer(), nullable=False),
        sa.Column("mentor_days", sa.Integer(), nullable=False),
        sa.Column("startups", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by_id", sa.Uuid(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_why", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "sessions >= 0 AND office_hours >= 0 AND mentor_days >= 0 AND startups >= 0"
            " AND minutes > 0",
            name=op.f("ck_mentor_certificates_for_something"),
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_mentor_certificates_cohort_id")
        ),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["users.id"], name=op.f("fk_mentor_certificates_issued_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentors.id"], name=op.f("fk_mentor_certificates_mentor_id")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["users.id"], name=op.f("fk_mentor_certificates_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentor_certificates")),
        sa.UniqueConstraint(
            "cohort_id", "mentor_id", name=op.f("uq_mentor_certificates_cohort_id_mentor_id")
        ),
        sa.UniqueConstraint("number", name=op.f("uq_mentor_certificates_number")),
    )
    op.create_index(op.f("ix_mentor_certificates_mentor_id"), "mentor_certificates", ["mentor_id"])


def downgrade() -> None:
    op.drop_table("mentor_certificates")
    op.drop_table("mentor_thanks")
