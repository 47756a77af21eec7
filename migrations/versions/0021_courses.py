"""Courses, their versions, lessons, quizzes and assignments."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

REFUSAL = "a published version stays as it is"
PARTS = ("lessons", "quizzes", "course_assignments")

_PUBLISHED = "SELECT 1 FROM course_versions WHERE published_at IS NOT NULL AND id IN"
_PUBLISHED_LESSON = """SELECT 1 FROM lessons JOIN course_versions
    ON course_versions.id = lessons.version_id
    WHERE course_versions.published_at IS NOT NULL AND lessons.id IN"""
#: What a trigger looks at, by what is done.
_ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def _sqlite(table: str, doing: str, when: str) -> str:
    return f"""CREATE TRIGGER {table}_stay_on_{doing.lower()} BEFORE {doing} ON {table}
    WHEN {when}
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""


def _published(query: str, column: str, rows: tuple[str, ...]) -> str:
    ids = ", ".join(f"{row}.{column}" for row in rows)
    return f"EXISTS ({query} ({ids}))"


SQLITE = (
    *(
        _sqlite("course_versions", doing, "OLD.published_at IS NOT NULL")
        for doing in ("UPDATE", "DELETE")
    ),
    *(
        _sqlite(table, doing, _published(_PUBLISHED, "version_id", rows))
        for table in PARTS
        for doing, rows in _ROWS.items()
    ),
    *(
        _sqlite("lesson_files", doing, _published(_PUBLISHED_LESSON, "lesson_id", rows))
        for doing, rows in _ROWS.items()
    ),
)

POSTGRESQL = (
    f"""CREATE FUNCTION course_versions_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
    """CREATE TRIGGER course_versions_stay BEFORE UPDATE OR DELETE ON course_versions
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION course_versions_stay()""",
    # The version is held while a part of it is written, so that it is not published in between.
    """CREATE FUNCTION course_parts_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE touched uuid[]; was timestamptz;
    BEGIN
        IF TG_OP <> 'INSERT' THEN touched := touched || OLD.version_id; END IF;
        IF TG_OP <> 'DELETE' THEN touched := touched || NEW.version_id; END IF;
        FOR was IN SELECT published_at FROM course_versions WHERE id = ANY (touched) FOR SHARE LOOP
            IF was IS NOT NULL THEN RAISE EXCEPTION 'a published version stays as it is'; END IF;
        END LOOP;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$""",
    *(
        f"""CREATE TRIGGER {table}_stay BEFORE INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION course_parts_stay()"""
        for table in PARTS
    ),
    """CREATE FUNCTION lesson_files_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE touched uuid[]; was timestamptz;
    BEGIN
        IF TG_OP <> 'INSERT' THEN touched := touched || OLD.lesson_id; END IF;
        IF TG_OP <> 'DELETE' THEN touched := touched || NEW.lesson_id; END IF;
        FOR was IN SELECT v.published_at FROM course_versions v
            JOIN lessons l ON v.id = l.version_id WHERE l.id = ANY (touched) FOR SHARE OF v LOOP
            IF was IS NOT NULL THEN RAISE EXCEPTION 'a published version stays as it is'; END IF;
        END LOOP;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER lesson_files_stay BEFORE INSERT OR UPDATE OR DELETE ON lesson_files
    FOR EACH ROW EXECUTE FUNCTION lesson_files_stay()""",
)


def upgrade() -> None:
    op.create_table(
        "courses",
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column(
            "level",
            sa.String(length=40),
            nullable=False,
        ),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("dimensions", sa.JSON(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=True),
        sa.Column("trains_organisations", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("hours > 0", name=op.f("ck_courses_takes_time")),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_courses_made_by_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_courses_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
        sa.UniqueConstraint("slug", name=op.f("uq_courses_slug")),
    )
    op.create_index(op.f("ix_courses_programme_id"), "courses", ["programme_id"])
    op.create_index(op.f("ix_courses_published_at"), "courses", ["published_at"])
    op.create_table(
        "course_prerequisites",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("required_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "course_id <> required_id", name=op.f("ck_course_prerequisites_not_itself")
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_course_prerequisites_course_id")
        ),
        sa.ForeignKeyConstraint(
            ["required_id"], ["courses.id"], name=op.f("fk_course_prerequisites_required_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_prerequisites")),
        sa.UniqueConstraint(
            "course_id", "required_id", name=op.f("uq_course_prerequisites_course_id_required_id")
        ),
    )
    op.create_index(
        op.f("ix_course_prerequisites_required_id"),
        "course_prerequisites",
        ["required_id"],
    )
    op.create_table(
        "course_versions",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("outcomes", sa.JSON(), nullable=False),
        sa.Column("syllabus", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_course_versions_course_id")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["users.id"], name=op.f("fk_course_versions_published_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_versions")),
        sa.UniqueConstraint(
            "course_id", "number", name=op.f("uq_course_versions_course_id_number")
        ),
    )
    op.create_index(
        "uq_course_versions_draft",
        "course_versions",
        ["course_id"],
        unique=True,
        sqlite_where=sa.text("published_at IS NULL"),
        postgresql_where=sa.text("published_at IS NULL"),
    )
    op.create_table(
        "lessons",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("video_url", sa.String(length=300), nullable=False),
        sa.Column("video_minutes", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_lessons_takes_time")),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["course_versions.id"],
            name=op.f("fk_lessons_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons")),
        sa.UniqueConstraint("version_id", "key", name=op.f("uq_lessons_version_id_key")),
    )
    op.create_table(
        "quizzes",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("intro", sa.JSON(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("pass_percent", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=True),
        sa.Column("time_limit_minutes", sa.Integer(), nullable=True),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "attempts IS NULL OR attempts > 0", name=op.f("ck_quizzes_can_be_tried")
        ),
        sa.CheckConstraint(
            "pass_percent BETWEEN 0 AND 100", name=op.f("ck_quizzes_pass_mark_is_a_percentage")
        ),
        sa.CheckConstraint(
            "time_limit_minutes IS NULL OR time_limit_minutes > 0", name=op.f("ck_quizzes_has_time")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["course_versions.id"],
            name=op.f("fk_quizzes_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quizzes")),
        sa.UniqueConstraint("version_id", "key", name=op.f("uq_quizzes_version_id_key")),
    )
    op.create_table(
        "course_assignments",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("brief", sa.JSON(), nullable=False),
        sa.Column("rubric", sa.JSON(), nullable=False),
        sa.Column("pass_percent", sa.Integer(), nullable=False),
        sa.Column("takes_files", sa.Boolean(), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "pass_percent BETWEEN 0 AND 100",
            name=op.f("ck_course_assignments_pass_mark_is_a_percentage"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["course_versions.id"],
            name=op.f("fk_course_assignments_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_assignments")),
        sa.UniqueConstraint("version_id", "key", name=op.f("uq_course_assignments_version_id_key")),
    )
    _make_lesson_files()
    guards = POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE
    for statement in guards:
        op.execute(statement)


def _make_lesson_files() -> None:
    op.create_table(
        "lesson_files",
        sa.Column("lesson_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_lesson_files_file_id")),
        sa.ForeignKeyConstraint(
            ["lesson_id"],
            ["lessons.id"],
            name=op.f("fk_lesson_files_lesson_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_files")),
        sa.UniqueConstraint("lesson_id", "name", name=op.f("uq_lesson_files_lesson_id_name")),
    )
    op.create_index(op.f("ix_lesson_files_file_id"), "lesson_files", ["file_id"])


def downgrade() -> None:
    op.drop_table("lesson_files")
    op.drop_table("course_assignments")
    op.drop_table("quizzes")
    op.drop_table("lessons")
    op.drop_table("course_versions")
    op.drop_table("course_prerequisites")
    op.drop_table("courses")
    if op.get_bind().dialect.name == "postgresql":
        for function in ("lesson_files_stay", "course_parts_stay", "course_versions_stay"):
            op.execute(f"DROP FUNCTION {function}()")
