"""What the database itself sees to, whoever writes: a rule, a completion and a certificate stay as
they were made. Of a certificate only changes whether it stands, and that only once. Statements for
each engine; `0027_certificates.py` has the same."""

SQLITE_GUARDS = (
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

POSTGRESQL_GUARDS = (
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
