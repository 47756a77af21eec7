"""What the database itself sees to: the readers' own words stay as they were. The migration
`0012_selection.py` has the same statements."""

SQLITE_GUARDS = (
    """CREATE TRIGGER feedbacks_originals_stay BEFORE UPDATE OF original ON feedbacks
    WHEN OLD.state <> 'draft' AND NEW.original <> OLD.original
    BEGIN SELECT RAISE(ABORT, 'what readers wrote stays as it was'); END""",
)

POSTGRESQL_GUARDS = (
    """CREATE FUNCTION feedbacks_originals_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'what readers wrote stays as it was'; END $$""",
    """CREATE TRIGGER feedbacks_originals_stay BEFORE UPDATE OF original ON feedbacks
    FOR EACH ROW WHEN (OLD.state <> 'draft' AND NEW.original::text <> OLD.original::text)
    EXECUTE FUNCTION feedbacks_originals_stay()""",
)
