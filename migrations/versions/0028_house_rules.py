"""Plans and quotas, inductions, other hours on a day; guests, notes and bookings made together."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plans",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("about", sa.String(length=500), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_plans_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("site_id", "name", name=op.f("uq_plans_site_id_name")),
    )
    op.create_table(
        "plan_members",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(user_id IS NULL) <> (organisation_id IS NULL)",
            name=op.f("ck_plan_members_one_of_both"),
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_plan_members_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["users.id"], name=op.f("fk_plan_members_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_plan_members_organisation_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_members_plan_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_plan_members_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_members")),
    )
    op.create_index(
        op.f("ix_plan_members_organisation_id"), "plan_members", ["organisation_id"], unique=False
    )
    op.create_index(
        op.f("ix_plan_members_plan_id_starts_on"),
        "plan_members",
        ["plan_id", "starts_on"],
        unique=False,
    )
    op.create_index(op.f("ix_plan_members_user_id"), "plan_members", ["user_id"], unique=False)

    op.create_table(
        "quotas",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("space_kind", sa.String(length=40), nullable=True),
        sa.Column("period", sa.String(length=40), nullable=False),
        sa.Column("most_minutes", sa.Integer(), nullable=True),
        sa.Column("most_bookings", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "most_bookings IS NULL OR most_bookings >= 0",
            name=op.f("ck_quotas_bookings_not_negative"),
        ),
        sa.CheckConstraint(
            "most_minutes IS NOT NULL OR most_bookings IS NOT NULL", name=op.f("ck_quotas_limits")
        ),
        sa.CheckConstraint(
            "most_minutes IS NULL OR most_minutes >= 0", name=op.f("ck_quotas_minutes_not_negative")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_quotas_plan_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_quotas_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotas")),
    )
    op.create_index(
        op.f("ix_quotas_site_id_plan_id"), "quotas", ["site_id", "plan_id"], unique=False
    )

    op.create_table(
        "inductions",
        sa.Column("space_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("given_by_id", sa.Uuid(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["users.id"], name=op.f("fk_inductions_given_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["space_id"], ["spaces.id"], name=op.f("fk_inductions_space_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_inductions_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inductions")),
    )
    op.create_index(
        op.f("ix_inductions_space_id_given_at"),
        "inductions",
        ["space_id", "given_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_inductions_user_id_space_id"), "inductions", ["user_id", "space_id"], unique=False
    )

    op.create_table(
        "opening_exceptions",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("space_id", sa.Uuid(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("intervals", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=160), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["users.id"], name=op.f("fk_opening_exceptions_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_opening_exceptions_site_id")
        ),
        sa.ForeignKeyConstraint(
            ["space_id"],
            ["spaces.id"],
            name=op.f("fk_opening_exceptions_space_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_exceptions")),
        sa.UniqueConstraint("space_id", "day", name=op.f("uq_opening_exceptions_space_id_day")),
    )
    op.create_index(
        op.f("ix_opening_exceptions_site_id_day"),
        "opening_exceptions",
        ["site_id", "day"],
        unique=False,
    )
    op.create_index(
        "uq_opening_exceptions_site_day",
        "opening_exceptions",
        ["site_id", "day"],
        unique=True,
        sqlite_where=sa.text("space_id IS NULL"),
        postgresql_where=sa.text("space_id IS NULL"),
    )

    op.create_table(
        "booking_guests",
        sa.Column("booking_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["bookings.id"], name=op.f("fk_booking_guests_booking_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_guests")),
        sa.UniqueConstraint("booking_id", "email", name=op.f("uq_booking_guests_booking_id_email")),
    )
    op.create_table(
        "booking_notes",
        sa.Column("booking_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["bookings.id"], name=op.f("fk_booking_notes_booking_id")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["users.id"], name=op.f("fk_booking_notes_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_notes")),
    )
    op.create_index(
        op.f("ix_booking_notes_booking_id_made_at"),
        "booking_notes",
        ["booking_id", "made_at"],
        unique=False,
    )

    op.add_column(
        "bookings", sa.Column("needs", sa.String(length=300), server_default="", nullable=False)
    )
    op.add_column("bookings", sa.Column("together_id", sa.Uuid(), nullable=True))
    op.drop_index(op.f("ix_bookings_booked_by_id"), table_name="bookings")
    op.create_index(
        op.f("ix_bookings_booked_by_id_starts_at_id"),
        "bookings",
        ["booked_by_id", "starts_at", "id"],
        unique=False,
    )
    op.drop_index(op.f("ix_bookings_organisation_id"), table_name="bookings")
    op.create_index(
        op.f("ix_bookings_organisation_id_starts_at"),
        "bookings",
        ["organisation_id", "starts_at"],
        unique=False,
    )
    op.create_index(op.f("ix_bookings_together_id"), "bookings", ["together_id"], unique=False)

    op.add_column(
        "spaces",
        sa.Column("needs_induction", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("spaces", "needs_induction")

    op.drop_index(op.f("ix_bookings_together_id"), table_name="bookings")
    op.drop_index(op.f("ix_bookings_organisation_id_starts_at"), table_name="bookings")
    op.create_index(
        op.f("ix_bookings_organisation_id"), "bookings", ["organisation_id"], unique=False
    )
    op.drop_index(op.f("ix_bookings_booked_by_id_starts_at_id"), table_name="bookings")
    op.create_index(op.f("ix_bookings_booked_by_id"), "bookings", ["booked_by_id"], unique=False)
    op.drop_column("bookings", "together_id")
    op.drop_column("bookings", "needs")

    op.drop_index(op.f("ix_booking_notes_booking_id_made_at"), table_name="booking_notes")

    op.drop_table("booking_notes")
    op.drop_table("booking_guests")
    op.drop_index("uq_opening_exceptions_site_day", table_name="opening_exceptions")
    op.drop_index(op.f("ix_opening_exceptions_site_id_day"), table_name="opening_exceptions")

    op.drop_table("opening_exceptions")
    op.drop_index(op.f("ix_inductions_user_id_space_id"), table_name="inductions")
    op.drop_index(op.f("ix_inductions_space_id_given_at"), table_name="inductions")

    op.drop_table("inductions")
    op.drop_index(op.f("ix_quotas_site_id_plan_id"), table_name="quotas")

    op.drop_table("quotas")
    op.drop_index(op.f("ix_plan_members_user_id"), table_name="plan_members")
    op.drop_index(op.f("ix_plan_members_plan_id_starts_on"), table_name="plan_members")
    op.drop_index(op.f("ix_plan_members_organisation_id"), table_name="plan_members")

    op.drop_table("plan_members")
    op.drop_table("plans")
