"""Lessons done, quizzes, work handed in, discussion, announcements, kits, feedback."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lessons_done",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("lesson_key", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_lessons_done_enrolment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons_done")),
        sa.UniqueConstraint(
            "enrolment_id", "lesson_key", name=op.f("uq_lessons_done_enrolment_id_lesson_key")
        ),
    )
    op.create_table(
        "offline_kits",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_offline_kits_enrolment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offline_kits")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_offline_kits_token_hash")),
    )
    op.create_index(
        op.f("ix_offline_kits_enrolment_id"), "offline_kits", ["enrolment_id"], unique=False
    )
    op.create_table(
        "quiz_attempts",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("quiz_key", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("kit_id", sa.Uuid(), nullable=True),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("points_possible", sa.Integer(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (points IS NULL)",
            name=op.f("ck_quiz_attempts_marked_when_handed_in"),
        ),
        sa.CheckConstraint(
            "points IS NULL OR (points >= 0 AND points <= points_possible)",
            name=op.f("ck_quiz_attempts_points_within_possible"),
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_quiz_attempts_enrolment_id")
        ),
        sa.ForeignKeyConstraint(
            ["kit_id"], ["offline_kits.id"], name=op.f("fk_quiz_attempts_kit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_attempts")),
        sa.UniqueConstraint(
            "enrolment_id",
            "quiz_key",
            "number",
            name=op.f("uq_quiz_attempts_enrolment_id_quiz_key_number"),
        ),
        sa.UniqueConstraint("kit_id", "quiz_key", name=op.f("uq_quiz_attempts_kit_id_quiz_key")),
    )
    op.create_index(op.f("ix_quiz_attempts_due_at"), "quiz_attempts", ["due_at"])
    op.create_index(
        "uq_quiz_attempts_open",
        "quiz_attempts",
        ["enrolment_id", "quiz_key"],
        unique=True,
        sqlite_where=sa.text("submitted_at IS NULL"),
        postgresql_where=sa.text("submitted_at IS NULL"),
    )
    op.create_table(
        "submissions",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("assignment_key", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("feedback", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("points_possible", sa.Integer(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("graded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("graded_by_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(graded_at IS NULL) = (points IS NULL)", name=op.f("ck_submissions_graded_has_points")
        ),
        sa.CheckConstraint(
            "points IS NULL OR (points >= 0 AND points <= points_possible)",
            name=op.f("ck_submissions_points_within_possible"),
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_submissions_enrolment_id")
        ),
        sa.ForeignKeyConstraint(
            ["graded_by_id"], ["users.id"], name=op.f("fk_submissions_graded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint(
            "enrolment_id",
            "assignment_key",
            "number",
            name=op.f("uq_submissions_enrolment_id_assignment_key_number"),
        ),
    )
    op.create_index(
        op.f("ix_submissions_graded_at_submitted_at"),
        "submissions",
        ["graded_at", "submitted_at"],
    )
    op.create_table(
        "class_posts",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_by_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_class_posts_author_id")),
        sa.ForeignKeyConstraint(
            ["hidden_by_id"], ["users.id"], name=op.f("fk_class_posts_hidden_by_id")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["class_runs.id"], name=op.f("fk_class_posts_run_id")),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["class_posts.id"], name=op.f("fk_class_posts_thread_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_posts")),
    )
    op.create_index(op.f("ix_class_posts_author_id"), "class_posts", ["author_id"])
    op.create_index(
        op.f("ix_class_posts_run_id_thread_id_made_at"),
        "class_posts",
        ["run_id", "thread_id", "made_at"],
    )
    op.create_table(
        "class_announcements",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.id"], name=op.f("fk_class_announcements_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["class_runs.id"], name=op.f("fk_class_announcements_run_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_announcements")),
    )
    op.create_index(
        op.f("ix_class_announcements_run_id_made_at"),
        "class_announcements",
        ["run_id", "made_at"],
    )
    op.create_table(
        "class_feedback",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.Integer(), nullable=False),
        sa.Column("teaching", sa.Integer(), nullable=False),
        sa.Column("usefulness", sa.Integer(), nullable=False),
        sa.Column("liked", sa.String(length=2000), nullable=False),
        sa.Column("better", sa.String(length=2000), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "content BETWEEN 1 AND 5 AND teaching BETWEEN 1 AND 5 AND usefulness BETWEEN 1 AND 5",
            name=op.f("ck_class_feedback_from_one_to_five"),
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_class_feedback_enrolment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_feedback")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_class_feedback_enrolment_id")),
    )


def downgrade() -> None:
    op.drop_table("class_feedback")
    op.drop_table("class_announcements")
    op.drop_table("class_posts")
    op.drop_table("submissions")
    op.drop_table("quiz_attempts")
    op.drop_table("offline_kits")
    op.drop_table("lessons_done")
