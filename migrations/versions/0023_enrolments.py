"""Enrolments in class runs."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "enrolments",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=True),
        sa.Column(
            "asking",
            sa.String(length=40),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answer_reason", sa.String(length=500), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(asking IN ('approved', 'refused')) = (answered_at IS NOT NULL)",
            name=op.f("ck_enrolments_answered_has_a_time"),
        ),
        sa.CheckConstraint(
            "place_id IS NULL OR asking IN ('not-needed', 'approved')",
            name=op.f("ck_enrolments_approved_before_place"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["users.id"], name=op.f("fk_enrolments_answered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_enrolments_organisation_id")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_enrolments_place_id")),
        sa.ForeignKeyConstraint(["run_id"], ["class_runs.id"], name=op.f("fk_enrolments_run_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_enrolments_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolments")),
        sa.UniqueConstraint("place_id", name=op.f("uq_enrolments_place_id")),
    )
    op.create_index(
        op.f("ix_enrolments_organisation_id"), "enrolments", ["organisation_id"], unique=False
    )
    op.create_index(
        op.f("ix_enrolments_run_id_asking"), "enrolments", ["run_id", "asking"], unique=False
    )
    op.create_index(
        op.f("ix_enrolments_user_id_ended_at"), "enrolments", ["user_id", "ended_at"], unique=False
    )
    op.create_index(
        "uq_enrolments_live",
        "enrolments",
        ["run_id", "user_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "class_offer_links",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("offer_number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_class_offer_links_enrolment_id")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["places.id"], name=op.f("fk_class_offer_links_place_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_offer_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_class_offer_links_token_hash")),
    )
    op.create_index(
        op.f("ix_class_offer_links_place_id_offer_number"),
        "class_offer_links",
        ["place_id", "offer_number"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("class_offer_links")
    op.drop_table("enrolments")
