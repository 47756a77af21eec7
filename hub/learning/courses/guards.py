"""What the database itself sees to, whoever writes: a published version, its parts and their files
stay as they are. Statements for each engine; `0021_courses.py` has the same."""

REFUSAL = "a published version stays as it is"
PARTS = ("lessons", "quizzes", "course_assignments")

_PUBLISHED = "SELECT 1 FROM course_versions WHERE published_at IS NOT NULL AND id IN"
_PUBLISHED_LESSON = """SELECT 1 FROM lessons JOIN course_versions
    ON course_versions.id = lessons.version_id
    WHERE course_versions.published_at IS NOT NULL AND lessons.id IN"""
#: What a trigger looks at, by what is done.
_ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def _sqlite(table: str, doing: str, *, when: str) -> str:
    return f"""CREATE TRIGGER {table}_stay_on_{doing.lower()} BEFORE {doing} ON {table}
    WHEN {when}
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""


def _published(query: str, column: str, *, rows: tuple[str, ...]) -> str:
    ids = ", ".join(f"{row}.{column}" for row in rows)
    return f"EXISTS ({query} ({ids}))"


SQLITE_GUARDS = (
    *(
        _sqlite("course_versions", doing, when="OLD.published_at IS NOT NULL")
        for doing in ("UPDATE", "DELETE")
    ),
    *(
        _sqlite(table, doing, when=_published(_PUBLISHED, "version_id", rows=rows))
        for table in PARTS
        for doing, rows in _ROWS.items()
    ),
    *(
        _sqlite("lesson_files", doing, when=_published(_PUBLISHED_LESSON, "lesson_id", rows=rows))
        for doing, rows in _ROWS.items()
    ),
)

POSTGRESQL_GUARDS = (
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
