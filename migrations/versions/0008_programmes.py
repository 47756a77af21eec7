"""Forms, programmes, cohorts, startups and conflicts of interest."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

#: What has been live stays as it was: answers are pinned to it, and read by it.
FORMS_FIXED_SQLITE = [
    """CREATE TRIGGER form_versions_fixed BEFORE UPDATE OF form_id, number, definition
    ON form_versions WHEN OLD.state <> 'draft'
    BEGIN SELECT RAISE(ABORT, 'a published form never changes'); END""",
    """CREATE TRIGGER form_versions_kept BEFORE DELETE ON form_versions WHEN OLD.state <> 'draft'
    BEGIN SELECT RAISE(ABORT, 'a published form never changes'); END""",
]
FORMS_FIXED_POSTGRESQL = [
    """CREATE FUNCTION form_versions_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'a published form never changes'; END $$""",
    """CREATE TRIGGER form_versions_fixed BEFORE UPDATE OF form_id, number, definition
    ON form_versions FOR EACH ROW WHEN (OLD.state <> 'draft')
    EXECUTE FUNCTION form_versions_fixed()""",
    """CREATE TRIGGER form_versions_kept BEFORE DELETE ON form_versions
    FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION form_versions_fixed()""",
]


def _forms_up() -> None:
    op.create_index(op.f("ix_forms_made_at_id"), "forms", ["made_at", "id"])
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in FORMS_FIXED_SQLITE if on_sqlite else FORMS_FIXED_POSTGRESQL:
        op.execute(statement)


def _forms_down() -> None:
    """The tables take their triggers along; PostgreSQL keeps the function."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION form_versions_fixed() CASCADE")
    op.drop_index(op.f("ix_forms_made_at_id"), table_name="forms")


def upgrade() -> None:
    op.create_table(
        "forms",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("owner_kind", sa.String(length=40), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("template_key", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_forms_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forms")),
    )
    op.create_index(
        op.f("ix_forms_owner_kind_owner_id"), "forms", ["owner_kind", "owner_id"], unique=False
    )
    op.create_table(
        "programmes",
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_programmes_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
        sa.UniqueConstraint("slug", name=op.f("uq_programmes_slug")),
    )
    op.create_table(
        "cohorts",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("tagline", sa.JSON(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("eligibility", sa.JSON(), nullable=False),
        sa.Column("faq", sa.JSON(), nullable=False),
        sa.Column("timeline", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("phase", sa.String(length=40), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("grace_minutes", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("decisions_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("demo_day_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("demo_day_about", sa.JSON(), nullable=False),
        sa.Column("agreement", sa.JSON(), nullable=False),
        sa.Column("agreement_version", sa.Integer(), nullable=False),
        sa.Column("offer_hours", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Uuid(), nullable=True),
        sa.Column("erase_after_days", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("closes_at > opens_at", name=op.f("ck_cohorts_closes_after_opening")),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on > starts_on", name=op.f("ck_cohorts_ends_after_start")
        ),
        sa.CheckConstraint("grace_minutes >= 0 AND seats > 0", name=op.f("ck_cohorts_has_seats")),
        sa.ForeignKeyConstraint(["form_id"], ["forms.id"], name=op.f("fk_cohorts_form_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_cohorts_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohorts")),
        sa.UniqueConstraint("programme_id", "number", name=op.f("uq_cohorts_programme_id_number")),
        sa.UniqueConstraint("slug", name=op.f("uq_cohorts_slug")),
    )
    op.create_index(op.f("ix_cohorts_form_id"), "cohorts", ["form_id"], unique=False)
    op.create_index(
        op.f("ix_cohorts_phase_closes_at"), "cohorts", ["phase", "closes_at"], unique=False
    )
    op.create_table(
        "form_versions",
        sa.Column("form_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(state = 'draft') = (published_at IS NULL)",
            name=op.f("ck_form_versions_draft_until_published"),
        ),
        sa.ForeignKeyConstraint(["form_id"], ["forms.id"], name=op.f("fk_form_versions_form_id")),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["users.id"], name=op.f("fk_form_versions_published_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_versions")),
        sa.UniqueConstraint("form_id", "number", name=op.f("uq_form_versions_form_id_number")),
    )
    op.create_index(
        "uq_form_versions_one_draft",
        "form_versions",
        ["form_id"],
        unique=True,
        postgresql_where=sa.text("state = 'draft'"),
        sqlite_where=sa.text("state = 'draft'"),
    )
    op.create_index(
        "uq_form_versions_one_live",
        "form_versions",
        ["form_id"],
        unique=True,
        postgresql_where=sa.text("state = 'live'"),
        sqlite_where=sa.text("state = 'live'"),
    )
    _forms_up()
    op.create_table(
        "startups",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("pitch", sa.String(length=140), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=True),
        sa.Column("sector", sa.String(length=40), nullable=True),
        sa.Column("dimension", sa.String(length=40), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("founded_on", sa.Date(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("full_time", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("video_url", sa.String(length=240), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "people >= 0 AND full_time >= 0", name=op.f("ck_startups_counts_people")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_startups_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_startups")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_startups_organisation_id")),
    )
    op.create_index(op.f("ix_startups_sector"), "startups", ["sector"], unique=False)
    op.create_table(
        "conflicts",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("startup_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("evidence", sa.String(length=240), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("noted_by_id", sa.Uuid(), nullable=True),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cleared_by_id", sa.Uuid(), nullable=True),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(state = 'cleared') = (cleared_at IS NOT NULL)",
            name=op.f("ck_conflicts_cleared_has_a_time"),
        ),
        sa.ForeignKeyConstraint(
            ["cleared_by_id"], ["users.id"], name=op.f("fk_conflicts_cleared_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["users.id"], name=op.f("fk_conflicts_noted_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["users.id"], name=op.f("fk_conflicts_person_id")),
        sa.ForeignKeyConstraint(
            ["startup_id"], ["startups.id"], name=op.f("fk_conflicts_startup_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflicts")),
        sa.UniqueConstraint(
            "person_id", "startup_id", "kind", name=op.f("uq_conflicts_person_id_startup_id_kind")
        ),
    )
    op.create_index(
        op.f("ix_conflicts_person_id_state"), "conflicts", ["person_id", "state"], unique=False
    )
    op.create_index(
        op.f("ix_conflicts_startup_id_state"), "conflicts", ["startup_id", "state"], unique=False
    )
    op.create_table(
        "startup_profile_versions",
        sa.Column("startup_id", sa.Uuid(), nullable=False),
        sa.Column("occasion_kind", sa.String(length=40), nullable=False),
        sa.Column("occasion_id", sa.Uuid(), nullable=False),
        sa.Column("profile", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["startup_id"], ["startups.id"], name=op.f("fk_startup_profile_versions_startup_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_startup_profile_versions")),
    )
    op.create_index(
        op.f("ix_startup_profile_versions_startup_id_kept_at"),
        "startup_profile_versions",
        ["startup_id", "kept_at"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(
        op.f("ix_startup_profile_versions_startup_id_kept_at"),
        table_name="startup_profile_versions",
    )
    op.drop_table("startup_profile_versions")
    op.drop_index(op.f("ix_conflicts_startup_id_state"), table_name="conflicts")
    op.drop_index(op.f("ix_conflicts_person_id_state"), table_name="conflicts")
    op.drop_table("conflicts")
    op.drop_index(op.f("ix_startups_sector"), table_name="startups")
    op.drop_table("startups")
    _forms_down()
    op.drop_index(
        "uq_form_versions_one_live",
        table_name="form_versions",
        postgresql_where=sa.text("state = 'live'"),
        sqlite_where=sa.text("state = 'live'"),
    )
    op.drop_index(
        "uq_form_versions_one_draft",
        table_name="form_versions",
        postgresql_where=sa.text("state = 'draft'"),
        sqlite_where=sa.text("state = 'draft'"),
    )
    op.drop_table("form_versions")
    op.drop_index(op.f("ix_cohorts_phase_closes_at"), table_name="cohorts")
    op.drop_index(op.f("ix_cohorts_form_id"), table_name="cohorts")
    op.drop_table("cohorts")
    op.drop_table("programmes")
    op.drop_index(op.f("ix_forms_owner_kind_owner_id"), table_name="forms")
    op.drop_table("forms")
