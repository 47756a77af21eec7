"""Applications."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "applications",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("startup_id", sa.Uuid(), nullable=False),
        sa.Column("form_version_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("headline", sa.String(length=200), nullable=False),
        sa.Column("sector", sa.String(length=40), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=True),
        sa.Column("dimension", sa.String(length=40), nullable=True),
        sa.Column("city", sa.String(length=80), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by_id", sa.Uuid(), nullable=True),
        sa.Column("timing", sa.String(length=40), nullable=True),
        sa.Column("extended_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)",
            name=op.f("ck_applications_withdrawn_has_a_time"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('submitted', 'more-info', 'eligible', 'ineligible')"
            " OR (submitted_at IS NOT NULL AND timing IS NOT NULL AND revision > 0)",
            name=op.f("ck_applications_handed_in_has_a_revision"),
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (told_at IS NULL)",
            name=op.f("ck_applications_an_outcome_has_been_told"),
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_applications_cohort_id")
        ),
        sa.ForeignKeyConstraint(
            ["form_version_id"], ["form_versions.id"], name=op.f("fk_applications_form_version_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["users.id"], name=op.f("fk_applications_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["startup_id"], ["startups.id"], name=op.f("fk_applications_startup_id")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["users.id"], name=op.f("fk_applications_submitted_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
        sa.UniqueConstraint("cohort_id", "number", name=op.f("uq_applications_cohort_id_number")),
    )
    op.create_index(
        op.f("ix_applications_cohort_id_sector"),
        "applications",
        ["cohort_id", "sector"],
        unique=False,
    )
    op.create_index(
        op.f("ix_applications_cohort_id_state_submitted_at"),
        "applications",
        ["cohort_id", "state", "submitted_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_applications_form_version_id"), "applications", ["form_version_id"], unique=False
    )
    op.create_index(
        op.f("ix_applications_startup_id"), "applications", ["startup_id"], unique=False
    )
    op.create_index(
        "uq_applications_one_per_startup",
        "applications",
        ["cohort_id", "startup_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'withdrawn'"),
        sqlite_where=sa.text("state <> 'withdrawn'"),
    )
    op.create_table(
        "answers",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_answers_application_id")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_answers_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint("application_id", "key", name=op.f("uq_answers_application_id_key")),
    )
    op.create_table(
        "application_invitations",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("invited_by_id", sa.Uuid(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(state = 'sent') = (answered_at IS NULL)",
            name=op.f("ck_application_invitations_answered_has_a_time"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_application_invitations_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["users.id"], name=op.f("fk_application_invitations_invited_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_application_invitations_token_hash")),
    )
    op.create_index(
        op.f("ix_application_invitations_application_id_state"),
        "application_invitations",
        ["application_id", "state"],
        unique=False,
    )
    op.create_table(
        "application_marks",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_application_marks_application_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_marks")),
        sa.UniqueConstraint(
            "application_id",
            "kind",
            "mark",
            name=op.f("uq_application_marks_application_id_kind_mark"),
        ),
    )
    op.create_index(
        op.f("ix_application_marks_kind_mark"), "application_marks", ["kind", "mark"], unique=False
    )
    op.create_table(
        "application_members",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_application_members_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_application_members_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_members")),
        sa.UniqueConstraint(
            "application_id", "user_id", name=op.f("uq_application_members_application_id_user_id")
        ),
    )
    op.create_index(
        op.f("ix_application_members_user_id_left_at"),
        "application_members",
        ["user_id", "left_at"],
        unique=False,
    )
    op.create_index(
        "uq_application_members_one_owner",
        "application_members",
        ["application_id"],
        unique=True,
        postgresql_where=sa.text("role = 'owner' AND left_at IS NULL"),
        sqlite_where=sa.text("role = 'owner' AND left_at IS NULL"),
    )
    op.create_table(
        "duplicate_verdicts",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("is_duplicate", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_duplicate_verdicts_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["users.id"], name=op.f("fk_duplicate_verdicts_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["applications.id"], name=op.f("fk_duplicate_verdicts_other_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_verdicts")),
        sa.UniqueConstraint(
            "application_id", "other_id", name=op.f("uq_duplicate_verdicts_application_id_other_id")
        ),
    )
    op.create_table(
        "information_requests",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("keys", sa.JSON(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "due_at > asked_at", name=op.f("ck_information_requests_leaves_some_time")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["users.id"], name=op.f("fk_information_requests_answered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_information_requests_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["users.id"], name=op.f("fk_information_requests_asked_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_information_requests")),
    )
    op.create_index(
        op.f("ix_information_requests_answered_at_due_at"),
        "information_requests",
        ["answered_at", "due_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_information_requests_application_id_asked_at"),
        "information_requests",
        ["application_id", "asked_at"],
        unique=False,
    )
    op.create_table(
        "revisions",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("form_version_id", sa.Uuid(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("timing", sa.String(length=40), nullable=False),
        sa.Column("submitted_by_id", sa.Uuid(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_revisions_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["form_version_id"], ["form_versions.id"], name=op.f("fk_revisions_form_version_id")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["users.id"], name=op.f("fk_revisions_submitted_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
        sa.UniqueConstraint(
            "application_id", "number", name=op.f("uq_revisions_application_id_number")
        ),
    )
    op.create_table(
        "screenings",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("reason_codes", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_screenings_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["users.id"], name=op.f("fk_screenings_made_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screenings")),
    )
    op.create_index(
        op.f("ix_screenings_application_id_made_at"),
        "screenings",
        ["application_id", "made_at"],
        unique=False,
    )
    op.create_table(
        "team_comments",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_team_comments_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.id"], name=op.f("fk_team_comments_author_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_comments")),
    )
    op.create_index(
        op.f("ix_team_comments_application_id_made_at"),
        "team_comments",
        ["application_id", "made_at"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_team_comments_application_id_made_at"), table_name="team_comments")
    op.drop_table("team_comments")
    op.drop_index(op.f("ix_screenings_application_id_made_at"), table_name="screenings")
    op.drop_table("screenings")
    op.drop_table("revisions")
    op.drop_index(
        op.f("ix_information_requests_application_id_asked_at"), table_name="information_requests"
    )
    op.drop_index(
        op.f("ix_information_requests_answered_at_due_at"), table_name="information_requests"
    )
    op.drop_table("information_requests")
    op.drop_table("duplicate_verdicts")
    op.drop_index(
        "uq_application_members_one_owner",
        table_name="application_members",
        postgresql_where=sa.text("role = 'owner' AND left_at IS NULL"),
        sqlite_where=sa.text("role = 'owner' AND left_at IS NULL"),
    )
    op.drop_index(op.f("ix_application_members_user_id_left_at"), table_name="application_members")
    op.drop_table("application_members")
    op.drop_index(op.f("ix_application_marks_kind_mark"), table_name="application_marks")
    op.drop_table("application_marks")
    op.drop_index(
        op.f("ix_application_invitations_application_id_state"),
        table_name="application_invitations",
    )
    op.drop_table("application_invitations")
    op.drop_table("answers")
    op.drop_index(
        "uq_applications_one_per_startup",
        table_name="applications",
        postgresql_where=sa.text("state <> 'withdrawn'"),
        sqlite_where=sa.text("state <> 'withdrawn'"),
    )
    op.drop_index(op.f("ix_applications_startup_id"), table_name="applications")
    op.drop_index(op.f("ix_applications_form_version_id"), table_name="applications")
    op.drop_index(op.f("ix_applications_cohort_id_state_submitted_at"), table_name="applications")
    op.drop_index(op.f("ix_applications_cohort_id_sector"), table_name="applications")
    op.drop_table("applications")
