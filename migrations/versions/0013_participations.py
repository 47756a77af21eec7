"""What a cohort's startups do from their place on."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "metrics",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("help", sa.JSON(), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("baseline_key", sa.String(length=60), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_metrics_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_metrics")),
        sa.UniqueConstraint("programme_id", "key", name=op.f("uq_metrics_programme_id_key")),
    )
    op.create_index(
        op.f("ix_metrics_programme_id_position"),
        "metrics",
        ["programme_id", "position"],
        unique=False,
    )
    op.create_table(
        "onboarding_tasks",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("help", sa.JSON(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("is_agreement", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_onboarding_tasks_cohort_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onboarding_tasks")),
    )
    op.create_index(
        op.f("ix_onboarding_tasks_cohort_id_position"),
        "onboarding_tasks",
        ["cohort_id", "position"],
        unique=False,
    )
    op.create_table(
        "perks",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("provider", sa.String(length=120), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("how", sa.JSON(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("most > 0", name=op.f("ck_perks_for_somebody")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_perks_cohort_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_perks")),
    )
    op.create_index(op.f("ix_perks_cohort_id"), "perks", ["cohort_id"], unique=False)
    op.create_table(
        "participations",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("startup_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("baseline", sa.JSON(), nullable=False),
        sa.Column("agreement_version", sa.Integer(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_by_id", sa.Uuid(), nullable=True),
        sa.Column("demo_line", sa.String(length=140), nullable=False),
        sa.Column("demo_position", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('graduated', 'left', 'removed')) = (ended_at IS NOT NULL)",
            name=op.f("ck_participations_over_has_an_end"),
        ),
        sa.CheckConstraint(
            "(agreed_at IS NULL) = (agreement_version IS NULL)",
            name=op.f("ck_participations_agreed_to_a_version"),
        ),
        sa.ForeignKeyConstraint(
            ["agreed_by_id"], ["users.id"], name=op.f("fk_participations_agreed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_participations_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_participations_cohort_id")
        ),
        sa.ForeignKeyConstraint(
            ["startup_id"], ["startups.id"], name=op.f("fk_participations_startup_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participations")),
        sa.UniqueConstraint("application_id", name=op.f("uq_participations_application_id")),
        sa.UniqueConstraint(
            "cohort_id", "startup_id", name=op.f("uq_participations_cohort_id_startup_id")
        ),
    )
    op.create_index(
        op.f("ix_participations_startup_id"), "participations", ["startup_id"], unique=False
    )
    op.create_table(
        "check_ins",
        sa.Column("participation_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("highlights", sa.Text(), nullable=False),
        sa.Column("help_wanted", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by_id", sa.Uuid(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by_id", sa.Uuid(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (submitted_by_id IS NULL)",
            name=op.f("ck_check_ins_submitted_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participations.id"], name=op.f("fk_check_ins_participation_id")
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by_id"], ["users.id"], name=op.f("fk_check_ins_reviewed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["users.id"], name=op.f("fk_check_ins_submitted_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_ins")),
        sa.UniqueConstraint(
            "participation_id", "month", name=op.f("uq_check_ins_participation_id_month")
        ),
    )
    op.create_index(
        op.f("ix_check_ins_due_at_submitted_at"),
        "check_ins",
        ["due_at", "submitted_at"],
        unique=False,
    )
    op.create_table(
        "follow_ups",
        sa.Column("participation_id", sa.Uuid(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disposition", sa.String(length=40), nullable=True),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("months IN (6, 12, 24)", name=op.f("ck_follow_ups_at_its_time")),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["users.id"], name=op.f("fk_follow_ups_answered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participations.id"], name=op.f("fk_follow_ups_participation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
        sa.UniqueConstraint(
            "participation_id", "months", name=op.f("uq_follow_ups_participation_id_months")
        ),
    )
    op.create_index(
        op.f("ix_follow_ups_due_on_answered_at"),
        "follow_ups",
        ["due_on", "answered_at"],
        unique=False,
    )
    op.create_table(
        "goals",
        sa.Column("participation_id", sa.Uuid(), nullable=False),
        sa.Column("objective", sa.String(length=200), nullable=False),
        sa.Column("key_results", sa.JSON(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participations.id"], name=op.f("fk_goals_participation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goals")),
    )
    op.create_index(
        op.f("ix_goals_participation_id_due_on"),
        "goals",
        ["participation_id", "due_on"],
        unique=False,
    )
    op.create_table(
        "milestones",
        sa.Column("participation_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_by_id", sa.Uuid(), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participations.id"], name=op.f("fk_milestones_participation_id")
        ),
        sa.ForeignKeyConstraint(
            ["verified_by_id"], ["users.id"], name=op.f("fk_milestones_verified_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestones")),
    )
    op.create_index(
        op.f("ix_milestones_participation_id_due_on"),
        "milestones",
        ["participation_id", "due_on"],
        unique=False,
    )
    op.create_table(
        "participation_comments",
        sa.Column("participation_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.id"], name=op.f("fk_participation_comments_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participations.id"],
            name=op.f("fk_participation_comments_participation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation_comments")),
    )
    op.create_index(
        op.f("ix_participation_comments_participation_id_made_at"),
        "participation_comments",
        ["participation_id", "made_at"],
        unique=False,
    )
    op.create_table(
        "perk_claims",
        sa.Column("perk_id", sa.Uuid(), nullable=False),
        sa.Column("participation_id", sa.Uuid(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_by_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claimed_by_id"], ["users.id"], name=op.f("fk_perk_claims_claimed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participations.id"],
            name=op.f("fk_perk_claims_participation_id"),
        ),
        sa.ForeignKeyConstraint(["perk_id"], ["perks.id"], name=op.f("fk_perk_claims_perk_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_perk_claims")),
        sa.UniqueConstraint(
            "perk_id", "participation_id", name=op.f("uq_perk_claims_perk_id_participation_id")
        ),
    )
    op.create_table(
        "tasks_done",
        sa.Column("participation_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_by_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["done_by_id"], ["users.id"], name=op.f("fk_tasks_done_done_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participations.id"], name=op.f("fk_tasks_done_participation_id")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["onboarding_tasks.id"], name=op.f("fk_tasks_done_task_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks_done")),
        sa.UniqueConstraint(
            "participation_id", "task_id", name=op.f("uq_tasks_done_participation_id_task_id")
        ),
    )
    op.create_table(
        "metric_values",
        sa.Column("check_in_id", sa.Uuid(), nullable=False),
        sa.Column("metric_id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["check_in_id"], ["check_ins.id"], name=op.f("fk_metric_values_check_in_id")
        ),
        sa.ForeignKeyConstraint(
            ["metric_id"], ["metrics.id"], name=op.f("fk_metric_values_metric_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_metric_values")),
        sa.UniqueConstraint(
            "check_in_id", "metric_id", name=op.f("uq_metric_values_check_in_id_metric_id")
        ),
    )


def downgrade() -> None:
    op.drop_table("metric_values")
    op.drop_table("tasks_done")
    op.drop_table("perk_claims")
    op.drop_index(
        op.f("ix_participation_comments_participation_id_made_at"),
        table_name="participation_comments",
    )
    op.drop_table("participation_comments")
    op.drop_index(op.f("ix_milestones_participation_id_due_on"), table_name="milestones")
    op.drop_table("milestones")
    op.drop_index(op.f("ix_goals_participation_id_due_on"), table_name="goals")
    op.drop_table("goals")
    op.drop_index(op.f("ix_follow_ups_due_on_answered_at"), table_name="follow_ups")
    op.drop_table("follow_ups")
    op.drop_index(op.f("ix_check_ins_due_at_submitted_at"), table_name="check_ins")
    op.drop_table("check_ins")
    op.drop_index(op.f("ix_participations_startup_id"), table_name="participations")
    op.drop_table("participations")
    op.drop_index(op.f("ix_perks_cohort_id"), table_name="perks")
    op.drop_table("perks")
    op.drop_index(op.f("ix_onboarding_tasks_cohort_id_position"), table_name="onboarding_tasks")
    op.drop_table("onboarding_tasks")
    op.drop_index(op.f("ix_metrics_programme_id_position"), table_name="metrics")
    op.drop_table("metrics")
