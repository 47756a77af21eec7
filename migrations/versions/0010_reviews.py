"""Rounds, reviewers, reads, reviews and scores."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reviewers",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("expertise", sa.JSON(), nullable=False),
        sa.Column("sectors", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_reviewers_organisation_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_reviewers_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviewers")),
        sa.UniqueConstraint("user_id", name=op.f("uq_reviewers_user_id")),
    )
    op.create_table(
        "rounds",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("note", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("others", sa.String(length=40), nullable=False),
        sa.Column("reads_each", sa.Integer(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "least >= 0 AND most >= least", name=op.f("ck_rounds_loads_have_bounds")
        ),
        sa.CheckConstraint("reads_each > 0", name=op.f("ck_rounds_is_read")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_rounds_cohort_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
        sa.UniqueConstraint("cohort_id", "number", name=op.f("uq_rounds_cohort_id_number")),
    )
    op.create_index(op.f("ix_rounds_state_due_at"), "rounds", ["state", "due_at"], unique=False)
    op.create_table(
        "assignment_plans",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["users.id"], name=op.f("fk_assignment_plans_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_assignment_plans_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_plans")),
    )
    op.create_index(
        op.f("ix_assignment_plans_round_id_made_at"),
        "assignment_plans",
        ["round_id", "made_at"],
        unique=False,
    )
    op.create_table(
        "assignments",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("bridge", sa.Boolean(), nullable=False),
        sa.Column("affinity", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("assigned_by_id", sa.Uuid(), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=240), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "state IN ('assigned', 'submitted') = (ended_at IS NULL)",
            name=op.f("ck_assignments_ended_has_a_time"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_assignments_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["assigned_by_id"], ["users.id"], name=op.f("fk_assignments_assigned_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["reviewers.id"], name=op.f("fk_assignments_reviewer_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_assignments_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
        sa.UniqueConstraint(
            "round_id",
            "application_id",
            "reviewer_id",
            name=op.f("uq_assignments_round_id_application_id_reviewer_id"),
        ),
    )
    op.create_index(
        op.f("ix_assignments_application_id"), "assignments", ["application_id"], unique=False
    )
    op.create_index(
        op.f("ix_assignments_reviewer_id_round_id_state"),
        "assignments",
        ["reviewer_id", "round_id", "state"],
        unique=False,
    )
    op.create_index(
        op.f("ix_assignments_round_id_state_due_at"),
        "assignments",
        ["round_id", "state", "due_at"],
        unique=False,
    )
    op.create_table(
        "awaited_reviewers",
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("expertise", sa.JSON(), nullable=False),
        sa.Column("sectors", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitations.id"], name=op.f("fk_awaited_reviewers_invitation_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_awaited_reviewers_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_awaited_reviewers_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_awaited_reviewers")),
        sa.UniqueConstraint("invitation_id", name=op.f("uq_awaited_reviewers_invitation_id")),
    )
    op.create_table(
        "commitments",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("promised_by", sa.Date(), nullable=True),
        sa.Column("tracks", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("invited_by_id", sa.Uuid(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(state = 'invited') = (answered_at IS NULL)",
            name=op.f("ck_commitments_answered_has_a_time"),
        ),
        sa.CheckConstraint(
            "least >= 0 AND most >= least", name=op.f("ck_commitments_loads_have_bounds")
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["users.id"], name=op.f("fk_commitments_invited_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["reviewers.id"], name=op.f("fk_commitments_reviewer_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_commitments_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitments")),
        sa.UniqueConstraint(
            "round_id", "reviewer_id", name=op.f("uq_commitments_round_id_reviewer_id")
        ),
    )
    op.create_index(
        op.f("ix_commitments_reviewer_id"), "commitments", ["reviewer_id"], unique=False
    )
    op.create_table(
        "comparisons",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("preferred", sa.String(length=40), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_comparisons_in_one_order")),
        sa.ForeignKeyConstraint(
            ["first_id"], ["applications.id"], name=op.f("fk_comparisons_first_id")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["reviewers.id"], name=op.f("fk_comparisons_reviewer_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_comparisons_round_id")),
        sa.ForeignKeyConstraint(
            ["second_id"], ["applications.id"], name=op.f("fk_comparisons_second_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comparisons")),
        sa.UniqueConstraint(
            "round_id",
            "reviewer_id",
            "first_id",
            "second_id",
            name=op.f("uq_comparisons_round_id_reviewer_id_first_id_second_id"),
        ),
    )
    op.create_table(
        "criteria",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("help", sa.JSON(), nullable=False),
        sa.Column("anchors", sa.JSON(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("independent", sa.Boolean(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "NOT independent OR weight = 0", name=op.f("ck_criteria_independent_counts_nothing")
        ),
        sa.CheckConstraint("weight >= 0 AND high > low", name=op.f("ck_criteria_has_a_scale")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_criteria_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criteria")),
        sa.UniqueConstraint("round_id", "key", name=op.f("uq_criteria_round_id_key")),
    )
    op.create_table(
        "discussion_notes",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_discussion_notes_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.id"], name=op.f("fk_discussion_notes_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_discussion_notes_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discussion_notes")),
    )
    op.create_index(
        op.f("ix_discussion_notes_round_id_application_id_made_at"),
        "discussion_notes",
        ["round_id", "application_id", "made_at"],
        unique=False,
    )
    op.create_table(
        "reading_bans",
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=240), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_reading_bans_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["users.id"], name=op.f("fk_reading_bans_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["reviewers.id"], name=op.f("fk_reading_bans_reviewer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_bans")),
        sa.UniqueConstraint(
            "reviewer_id", "application_id", name=op.f("uq_reading_bans_reviewer_id_application_id")
        ),
    )
    op.create_table(
        "round_entries",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("track", sa.String(length=40), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_round_entries_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_round_entries_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_entries")),
        sa.UniqueConstraint(
            "round_id", "application_id", name=op.f("uq_round_entries_round_id_application_id")
        ),
    )
    op.create_index(
        op.f("ix_round_entries_application_id"), "round_entries", ["application_id"], unique=False
    )
    op.create_table(
        "score_runs",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("inputs_sha256", sa.String(length=64), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=240), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["users.id"], name=op.f("fk_score_runs_made_by_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_score_runs_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_runs")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_score_runs_round_id_number")),
    )
    op.create_table(
        "reviews",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.Integer(), nullable=True),
        sa.Column("panel_note", sa.Text(), nullable=False),
        sa.Column("founders_note", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("times_submitted", sa.Integer(), nullable=False),
        sa.Column("amendment", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("earlier", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(state = 'submitted') = (submitted_at IS NOT NULL)",
            name=op.f("ck_reviews_submitted_has_a_time"),
        ),
        sa.CheckConstraint(
            "confidence IS NULL OR confidence BETWEEN 1 AND 5",
            name=op.f("ck_reviews_confidence_is_one_to_five"),
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignments.id"], name=op.f("fk_reviews_assignment_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_reviews_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_reviews_assignment_id")),
    )


def downgrade() -> None:
    op.drop_table("reviews")
    op.drop_table("score_runs")
    op.drop_index(op.f("ix_round_entries_application_id"), table_name="round_entries")
    op.drop_table("round_entries")
    op.drop_table("reading_bans")
    op.drop_index(
        op.f("ix_discussion_notes_round_id_application_id_made_at"), table_name="discussion_notes"
    )
    op.drop_table("discussion_notes")
    op.drop_table("criteria")
    op.drop_table("comparisons")
    op.drop_index(op.f("ix_commitments_reviewer_id"), table_name="commitments")
    op.drop_table("commitments")
    op.drop_table("awaited_reviewers")
    op.drop_index(op.f("ix_assignments_round_id_state_due_at"), table_name="assignments")
    op.drop_index(op.f("ix_assignments_reviewer_id_round_id_state"), table_name="assignments")
    op.drop_index(op.f("ix_assignments_application_id"), table_name="assignments")
    op.drop_table("assignments")
    op.drop_index(op.f("ix_assignment_plans_round_id_made_at"), table_name="assignment_plans")
    op.drop_table("assignment_plans")
    op.drop_index(op.f("ix_rounds_state_due_at"), table_name="rounds")
    op.drop_table("rounds")
    op.drop_table("reviewers")
