"""Decisions, releases and feedback."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ON_SQLITE = (
    """CREATE TRIGGER feedbacks_originals_stay BEFORE UPDATE OF original ON feedbacks
    WHEN OLD.state <> 'draft' AND NEW.original <> OLD.original
    BEGIN SELECT RAISE(ABORT, 'what readers wrote stays as it was'); END""",
)

ON_POSTGRESQL = (
    """CREATE FUNCTION feedbacks_originals_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'what readers wrote stays as it was'; END $$""",
    """CREATE TRIGGER feedbacks_originals_stay BEFORE UPDATE OF original ON feedbacks
    FOR EACH ROW WHEN (OLD.state <> 'draft' AND NEW.original::text <> OLD.original::text)
    EXECUTE FUNCTION feedbacks_originals_stay()""",
)


def upgrade() -> None:
    _make_releases()
    _make_acceptances()
    _make_decisions()
    _make_feedbacks()
    _make_release_items()
    guards = ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL
    for statement in guards:
        op.execute(statement)


def _make_releases() -> None:
    op.create_table(
        "releases",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("letters", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("without_feedback", sa.String(length=500), nullable=False),
        sa.Column("started_by_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("prepared_by_id", sa.Uuid(), nullable=True),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by_id", sa.Uuid(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(state = 'released') = (released_by_id IS NOT NULL)"
            " AND (state = 'released') = (released_at IS NOT NULL)",
            name=op.f("ck_releases_released_by_somebody"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('prepared', 'released')"
            " OR (prepared_by_id IS NOT NULL AND prepared_at IS NOT NULL AND fingerprint <> '')",
            name=op.f("ck_releases_prepared_by_somebody"),
        ),
        sa.CheckConstraint(
            "released_by_id IS NULL OR released_by_id <> prepared_by_id",
            name=op.f("ck_releases_takes_two"),
        ),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_releases_cohort_id")),
        sa.ForeignKeyConstraint(
            ["prepared_by_id"], ["users.id"], name=op.f("fk_releases_prepared_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["released_by_id"], ["users.id"], name=op.f("fk_releases_released_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["started_by_id"], ["users.id"], name=op.f("fk_releases_started_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
        sa.UniqueConstraint("cohort_id", "number", name=op.f("uq_releases_cohort_id_number")),
    )
    op.create_index(
        "uq_releases_one_open",
        "releases",
        ["cohort_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('draft', 'prepared')"),
        sqlite_where=sa.text("state IN ('draft', 'prepared')"),
    )


def _make_acceptances() -> None:
    op.create_table(
        "acceptances",
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("accepted_by_id", sa.Uuid(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreement_version", sa.Integer(), nullable=False),
        sa.Column("agreement_language", sa.String(length=2), nullable=False),
        sa.Column("agreement_text", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["accepted_by_id"], ["users.id"], name=op.f("fk_acceptances_accepted_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_acceptances_application_id")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_acceptances_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptances")),
        sa.UniqueConstraint("place_id", name=op.f("uq_acceptances_place_id")),
    )
    op.create_index(
        op.f("ix_acceptances_application_id"), "acceptances", ["application_id"], unique=False
    )


def _make_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("reason_codes", sa.JSON(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("correction", sa.String(length=1000), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(outcome = 'waitlist') = (rank IS NOT NULL)",
            name=op.f("ck_decisions_the_line_has_ranks"),
        ),
        sa.CheckConstraint(
            "rank IS NULL OR rank > 0", name=op.f("ck_decisions_ranks_count_from_one")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_decisions_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f("fk_decisions_decided_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("application_id", name=op.f("uq_decisions_application_id")),
    )
    op.create_index(
        op.f("ix_decisions_outcome_rank"), "decisions", ["outcome", "rank"], unique=False
    )


def _make_feedbacks() -> None:
    op.create_table(
        "feedbacks",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("original", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("with_quarters", sa.Boolean(), nullable=False),
        sa.Column("quarters", sa.JSON(), nullable=False),
        sa.Column("gathered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_by_id", sa.Uuid(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(state = 'published') = (published_at IS NOT NULL)",
            name=op.f("ck_feedbacks_published_has_a_time"),
        ),
        sa.CheckConstraint(
            "state = 'draft' OR edited_at IS NOT NULL", name=op.f("ck_feedbacks_edited_by_somebody")
        ),
        sa.CheckConstraint(
            "state = 'draft' OR text <> ''", name=op.f("ck_feedbacks_says_something")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_feedbacks_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["edited_by_id"], ["users.id"], name=op.f("fk_feedbacks_edited_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedbacks")),
        sa.UniqueConstraint("application_id", name=op.f("uq_feedbacks_application_id")),
    )


def _make_release_items() -> None:
    op.create_table(
        "release_items",
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("decision_version", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(outcome = 'waitlist') = (rank IS NOT NULL)",
            name=op.f("ck_release_items_the_line_has_ranks"),
        ),
        sa.CheckConstraint(
            "(sequence > 1) = (reason <> '')", name=op.f("ck_release_items_corrections_say_why")
        ),
        sa.CheckConstraint("sequence > 0", name=op.f("ck_release_items_sequences_count_from_one")),
        sa.CheckConstraint(
            "told_at IS NULL OR voided_at IS NULL", name=op.f("ck_release_items_told_is_told")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_release_items_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_release_items_release_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_items")),
        sa.UniqueConstraint(
            "release_id", "application_id", name=op.f("uq_release_items_release_id_application_id")
        ),
    )
    op.create_index(
        op.f("ix_release_items_application_id"), "release_items", ["application_id"], unique=False
    )
    op.create_index(
        "uq_release_items_told_once",
        "release_items",
        ["application_id", "sequence"],
        unique=True,
        postgresql_where=sa.text("voided_at IS NULL"),
        sqlite_where=sa.text("voided_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_release_items_told_once",
        table_name="release_items",
        postgresql_where=sa.text("voided_at IS NULL"),
        sqlite_where=sa.text("voided_at IS NULL"),
    )
    op.drop_index(op.f("ix_release_items_application_id"), table_name="release_items")
    op.drop_table("release_items")
    op.drop_table("feedbacks")
    op.drop_index(op.f("ix_decisions_outcome_rank"), table_name="decisions")
    op.drop_table("decisions")
    op.drop_index(op.f("ix_acceptances_application_id"), table_name="acceptances")
    op.drop_table("acceptances")
    op.drop_index(
        "uq_releases_one_open",
        table_name="releases",
        postgresql_where=sa.text("state IN ('draft', 'prepared')"),
        sqlite_where=sa.text("state IN ('draft', 'prepared')"),
    )
    op.drop_table("releases")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION feedbacks_originals_stay()")
