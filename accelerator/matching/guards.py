"""What the database itself sees to: no mentor and no support organisation is promised more often
than it has places, and places cannot be made fewer than what is promised. The tables of the places
are those of `accelerator.mentors`; the migration has the same statements."""

#: What the guards put in their refusals, on either engine.
MENTOR_FULL = "mentor_full"
ORGANISATION_FULL = "organisation_full"
PLACES_PROMISED = "places_promised"

_LIVE_SQLITE = """CREATE TRIGGER {name}
    BEFORE {when} ON pairings
    WHEN NEW.state IN ('asked', 'active')
    BEGIN
        SELECT RAISE(ABORT, 'mentor_full') WHERE (
            SELECT count(*) FROM pairings WHERE cohort_id = NEW.cohort_id
            AND mentor_id = NEW.mentor_id AND state IN ('asked', 'active') AND id <> NEW.id
        ) >= coalesce((
            SELECT places FROM mentor_places WHERE cohort_id = NEW.cohort_id
            AND mentor_id = NEW.mentor_id AND state = 'accepted'), 0);
        SELECT RAISE(ABORT, 'organisation_full') WHERE NEW.organisation_id IS NOT NULL AND (
            SELECT count(*) FROM pairings WHERE cohort_id = NEW.cohort_id
            AND organisation_id = NEW.organisation_id AND state IN ('asked', 'active')
            AND id <> NEW.id
        ) >= (
            SELECT places FROM organisation_places WHERE cohort_id = NEW.cohort_id
            AND organisation_id = NEW.organisation_id);
    END"""

SQLITE_GUARDS = (
    _LIVE_SQLITE.format(name="pairings_within_places_new", when="INSERT"),
    _LIVE_SQLITE.format(
        name="pairings_within_places_again", when="UPDATE OF state, mentor_id, organisation_id"
    ),
    """CREATE TRIGGER mentor_places_promised BEFORE UPDATE OF places, state ON mentor_places
    WHEN NEW.places < OLD.places OR NEW.state <> 'accepted'
    BEGIN SELECT RAISE(ABORT, 'places_promised') WHERE (
        SELECT count(*) FROM pairings WHERE cohort_id = NEW.cohort_id
        AND mentor_id = NEW.mentor_id AND state IN ('asked', 'active')
    ) > (CASE WHEN NEW.state = 'accepted' THEN NEW.places ELSE 0 END); END""",
    """CREATE TRIGGER organisation_places_promised BEFORE UPDATE OF places ON organisation_places
    WHEN NEW.places < OLD.places
    BEGIN SELECT RAISE(ABORT, 'places_promised') WHERE (
        SELECT count(*) FROM pairings WHERE cohort_id = NEW.cohort_id
        AND organisation_id = NEW.organisation_id AND state IN ('asked', 'active')
    ) > NEW.places; END""",
    """CREATE TRIGGER organisation_places_begin BEFORE INSERT ON organisation_places
    BEGIN SELECT RAISE(ABORT, 'places_promised') WHERE (
        SELECT count(*) FROM pairings WHERE cohort_id = NEW.cohort_id
        AND organisation_id = NEW.organisation_id AND state IN ('asked', 'active')
    ) > NEW.places; END""",
)

POSTGRESQL_GUARDS = (
    # The rows of the places are locked, so that two who promise the same place meet one after the
    # other; what is counted then is what the other has committed.
    """CREATE FUNCTION pairings_within_places() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE given integer; taken integer;
    BEGIN
        IF NEW.state NOT IN ('asked', 'active') THEN
            RETURN NEW;
        END IF;
        SELECT places INTO given FROM mentor_places WHERE cohort_id = NEW.cohort_id
            AND mentor_id = NEW.mentor_id AND state = 'accepted' FOR NO KEY UPDATE;
        SELECT count(*) INTO taken FROM pairings WHERE cohort_id = NEW.cohort_id
            AND mentor_id = NEW.mentor_id AND state IN ('asked', 'active') AND id <> NEW.id;
        IF taken >= coalesce(given, 0) THEN
            RAISE EXCEPTION 'mentor_full';
        END IF;
        IF NEW.organisation_id IS NOT NULL THEN
            SELECT places INTO given FROM organisation_places WHERE cohort_id = NEW.cohort_id
                AND organisation_id = NEW.organisation_id FOR NO KEY UPDATE;
            IF FOUND THEN
                SELECT count(*) INTO taken FROM pairings WHERE cohort_id = NEW.cohort_id
                    AND organisation_id = NEW.organisation_id AND state IN ('asked', 'active')
                    AND id <> NEW.id;
                IF taken >= given THEN
                    RAISE EXCEPTION 'organisation_full';
                END IF;
            END IF;
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER pairings_within_places
    BEFORE INSERT OR UPDATE OF state, mentor_id, organisation_id ON pairings
    FOR EACH ROW EXECUTE FUNCTION pairings_within_places()""",
    """CREATE FUNCTION mentor_places_promised() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF (SELECT count(*) FROM pairings WHERE cohort_id = NEW.cohort_id
            AND mentor_id = NEW.mentor_id AND state IN ('asked', 'active'))
            > (CASE WHEN NEW.state = 'accepted' THEN NEW.places ELSE 0 END) THEN
            RAISE EXCEPTION 'places_promised';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER mentor_places_promised AFTER UPDATE OF places, state ON mentor_places
    FOR EACH ROW WHEN (NEW.places < OLD.places OR NEW.state <> 'accepted')
    EXECUTE FUNCTION mentor_places_promised()""",
    """CREATE FUNCTION organisation_places_promised() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF (SELECT count(*) FROM pairings WHERE cohort_id = NEW.cohort_id
            AND organisation_id = NEW.organisation_id AND state IN ('asked', 'active'))
            > NEW.places THEN
            RAISE EXCEPTION 'places_promised';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER organisation_places_promised AFTER INSERT OR UPDATE OF places
    ON organisation_places FOR EACH ROW EXECUTE FUNCTION organisation_places_promised()""",
)
