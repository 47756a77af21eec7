"""What the database itself sees to, whoever writes: seats are counted, a place stays in its pool,
and the ledger only grows. Statements for each engine; `0007_places.py` has the same."""

SQLITE_GUARDS = (
    """CREATE TRIGGER pools_begin_empty AFTER INSERT ON pools
    BEGIN INSERT INTO seat_counters (id, seats, taken) VALUES (NEW.id, NEW.seats, 0); END""",
    """CREATE TRIGGER pools_resized AFTER UPDATE OF seats ON pools WHEN NEW.seats <> OLD.seats
    BEGIN UPDATE seat_counters SET seats = NEW.seats WHERE id = NEW.id; END""",
    """CREATE TRIGGER places_count_in AFTER INSERT ON places
    WHEN NEW.state IN ('offered', 'confirmed')
    BEGIN UPDATE seat_counters SET taken = taken + 1 WHERE id = NEW.pool_id; END""",
    """CREATE TRIGGER places_count_out AFTER DELETE ON places
    WHEN OLD.state IN ('offered', 'confirmed')
    BEGIN UPDATE seat_counters SET taken = taken - 1 WHERE id = OLD.pool_id; END""",
    """CREATE TRIGGER places_count_change AFTER UPDATE OF state ON places
    WHEN (NEW.state IN ('offered', 'confirmed')) <> (OLD.state IN ('offered', 'confirmed'))
    BEGIN UPDATE seat_counters SET taken = taken
        + (NEW.state IN ('offered', 'confirmed')) - (OLD.state IN ('offered', 'confirmed'))
        WHERE id = NEW.pool_id; END""",
    """CREATE TRIGGER places_stay BEFORE UPDATE OF pool_id ON places
    WHEN NEW.pool_id <> OLD.pool_id
    BEGIN SELECT RAISE(ABORT, 'a place stays in its pool'); END""",
    """CREATE TRIGGER place_events_no_update BEFORE UPDATE ON place_events
    BEGIN SELECT RAISE(ABORT, 'the ledger of places is append-only'); END""",
    """CREATE TRIGGER place_events_no_delete BEFORE DELETE ON place_events
    BEGIN SELECT RAISE(ABORT, 'the ledger of places is append-only'); END""",
)

POSTGRESQL_GUARDS = (
    """CREATE FUNCTION pools_count_seats() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            INSERT INTO seat_counters (id, seats, taken) VALUES (NEW.id, NEW.seats, 0);
        ELSE
            UPDATE seat_counters SET seats = NEW.seats WHERE id = NEW.id;
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER pools_begin_empty AFTER INSERT ON pools
    FOR EACH ROW EXECUTE FUNCTION pools_count_seats()""",
    """CREATE TRIGGER pools_resized AFTER UPDATE OF seats ON pools
    FOR EACH ROW WHEN (NEW.seats <> OLD.seats) EXECUTE FUNCTION pools_count_seats()""",
    """CREATE FUNCTION places_count() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE change integer := 0; pool uuid;
    BEGIN
        IF TG_OP <> 'INSERT' THEN
            pool := OLD.pool_id;
            change := change - (OLD.state IN ('offered', 'confirmed'))::integer;
        END IF;
        IF TG_OP <> 'DELETE' THEN
            pool := NEW.pool_id;
            change := change + (NEW.state IN ('offered', 'confirmed'))::integer;
        END IF;
        IF change <> 0 THEN
            UPDATE seat_counters SET taken = taken + change WHERE id = pool;
        END IF;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER places_count AFTER INSERT OR DELETE OR UPDATE OF state ON places
    FOR EACH ROW EXECUTE FUNCTION places_count()""",
    """CREATE FUNCTION places_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'a place stays in its pool'; END $$""",
    """CREATE TRIGGER places_stay BEFORE UPDATE OF pool_id ON places
    FOR EACH ROW WHEN (NEW.pool_id <> OLD.pool_id) EXECUTE FUNCTION places_stay()""",
    """CREATE FUNCTION place_events_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the ledger of places is append-only'; END $$""",
    """CREATE TRIGGER place_events_no_change BEFORE UPDATE OR DELETE ON place_events
    FOR EACH ROW EXECUTE FUNCTION place_events_are_append_only()""",
    """CREATE TRIGGER place_events_no_truncate BEFORE TRUNCATE ON place_events
    FOR EACH STATEMENT EXECUTE FUNCTION place_events_are_append_only()""",
)
