"""Rules of completion, completions, signing keys, certificates."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

ON_SQLITE = (
    """CREATE TRIGGER completion_rules_no_update BEFORE UPDATE ON completion_rules
    BEGIN SELECT RAISE(ABORT, 'a rule of completion stays as it was'); END""",
    """CREATE TRIGGER completions_no_update BEFORE UPDATE ON completions
    BEGIN SELECT RAISE(ABORT, 'a completion stays as it was'); END""",
    """CREATE TRIGGER certificates_no_change BEFORE UPDATE ON certificates
    WHEN NEW.completion_id <> OLD.completion_id OR NEW.user_id <> OLD.user_id
        OR NEW.run_id <> OLD.run_id OR NEW.number <> OLD.number OR NEW.snapshot <> OLD.snapshot
        OR NEW.sha256 <> OLD.sha256 OR NEW.status_index <> OLD.status_index
        OR NEW.credential <> OLD.credential OR NEW.key_id <> OLD.key_id
        OR NEW.issued_at <> OLD.issued_at OR NEW.issued_by_id IS NOT OLD.issued_by_id
        OR NEW.replaces_id IS NOT OLD.replaces_id
        OR (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS NOT OLD.revoked_at)
        OR (OLD.superseded_at IS NOT NULL AND NEW.superseded_at IS NOT OLD.superseded_at)
    BEGIN SELECT RAISE(ABORT, 'a certificate stays as it was printed'); END""",
)

ON_POSTGRESQL = (
    """CREATE FUNCTION completion_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'a completion and its rule stay as they were'; END $$""",
    """CREATE TRIGGER completion_rules_no_update BEFORE UPDATE ON completion_rules
    FOR EACH ROW EXECUTE FUNCTION completion_stays()""",
    """CREATE TRIGGER completions_no_update BEFORE UPDATE ON completions
    FOR EACH ROW EXECUTE FUNCTION completion_stays()""",
    """CREATE FUNCTION certificates_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'a certificate stays as it was printed'; END $$""",
    """CREATE TRIGGER certificates_no_change BEFORE UPDATE ON certificates
    FOR EACH ROW WHEN (NEW.completion_id <> OLD.completion_id OR NEW.user_id <> OLD.user_id
        OR NEW.run_id <> OLD.run_id OR NEW.number <> OLD.number
        OR NEW.snapshot::text <> OLD.snapshot::text
        OR NEW.sha256 <> OLD.sha256 OR NEW.status_index <> OLD.status_index
        OR NEW.credential <> OLD.credential OR NEW.key_id <> OLD.key_id
        OR NEW.issued_at <> OLD.issued_at
        OR NEW.issued_by_id IS DISTINCT FROM OLD.issued_by_id
        OR NEW.replaces_id IS DISTINCT FROM OLD.replaces_id
        OR (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at)
        OR (OLD.superseded_at IS NOT NULL
            AND NEW.superseded_at IS DISTINCT FROM OLD.superseded_at))
    EXECUTE FUNCTION certificates_stay()""",
)


def upgrade() -> None:
    op.create_table(
        "completion_rules",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("tree", sa.JSON(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["users.id"], name=op.f("fk_completion_rules_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["class_runs.id"], name=op.f("fk_completion_rules_run_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completion_rules")),
        sa.UniqueConstraint("run_id", "number", name=op.f("uq_completion_rules_run_id_number")),
    )
    op.create_table(
        "completions",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_completions_enrolment_id")
        ),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["completion_rules.id"], name=op.f("fk_completions_rule_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completions")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_completions_enrolment_id")),
    )
    op.create_index(op.f("ix_completions_rule_id"), "completions", ["rule_id"])
    op.create_table(
        "signing_keys",
        sa.Column("kid", sa.String(length=64), nullable=False),
        sa.Column("public_jwk", sa.JSON(), nullable=False),
        sa.Column("private_sealed", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("compromised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_keys")),
        sa.UniqueConstraint("kid", name=op.f("uq_signing_keys_kid")),
    )
    op.create_table(
        "certificates",
        sa.Column("completion_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("status_index", sa.Integer(), nullable=False),
        sa.Column("credential", sa.Text(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by_id", sa.Uuid(), nullable=True),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by_id", sa.Uuid(), nullable=True),
        sa.Column("revoked_why", sa.String(length=500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (revoked_why = '')",
            name=op.f("ck_certificates_revoked_with_a_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["completion_id"], ["completions.id"], name=op.f("fk_certificates_completion_id")
        ),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["users.id"], name=op.f("fk_certificates_issued_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["key_id"], ["signing_keys.id"], name=op.f("fk_certificates_key_id")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["certificates.id"], name=op.f("fk_certificates_replaces_id")
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by_id"], ["users.id"], name=op.f("fk_certificates_revoked_by_id")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["class_runs.id"], name=op.f("fk_certificates_run_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_certificates_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("number", name=op.f("uq_certificates_number")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_certificates_replaces_id")),
        sa.UniqueConstraint("status_index", name=op.f("uq_certificates_status_index")),
    )
    op.create_index(
        op.f("ix_certificates_completion_id"), "certificates", ["completion_id"], unique=False
    )
    op.create_index(
        op.f("ix_certificates_run_id_issued_at"),
        "certificates",
        ["run_id", "issued_at"],
    )
    op.create_index(op.f("ix_certificates_user_id"), "certificates", ["user_id"])
    op.create_index(
        "uq_certificates_standing",
        "certificates",
        ["completion_id"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL AND superseded_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL AND superseded_at IS NULL"),
    )
    op.create_table(
        "certificate_batches",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("queued", "running", "done", name="batchstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "done >= 0 AND done <= total", name=op.f("ck_certificate_batches_done_within_total")
        ),
        sa.CheckConstraint(
            "(state = 'done') = (ended_at IS NOT NULL)",
            name=op.f("ck_certificate_batches_done_has_a_time"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["users.id"], name=op.f("fk_certificate_batches_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["class_runs.id"], name=op.f("fk_certificate_batches_run_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_batches")),
    )
    op.create_index(
        op.f("ix_certificate_batches_state_asked_at"), "certificate_batches", ["state", "asked_at"]
    )
    op.create_index(
        op.f("ix_certificate_batches_run_id_asked_at"),
        "certificate_batches",
        ["run_id", "asked_at"],
    )
    op.create_index(
        "uq_certificate_batches_under_way",
        "certificate_batches",
        ["run_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('queued', 'running')"),
        postgresql_where=sa.text("state IN ('queued', 'running')"),
    )
    guards = ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL
    for statement in guards:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("certificate_batches")
    op.drop_table("certificates")
    op.drop_table("signing_keys")
    op.drop_table("completions")
    op.drop_table("completion_rules")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION certificates_stay()")
        op.execute("DROP FUNCTION completion_stays()")
