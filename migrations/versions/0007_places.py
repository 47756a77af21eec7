"""Pools, their lines, places and offers."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ON_SQLITE = (
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
ON_POSTGRESQL = (
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

_LIVE = "state IN ('waiting', 'offered', 'confirmed')"


def upgrade() -> None:
    _make_pools()
    _make_places()
    _make_events()
    guards = ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL
    for statement in guards:
        op.execute(statement)


def _make_pools() -> None:
    op.create_table(
        "pools",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_kind", sa.String(length=40), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("offer_minutes", sa.Integer(), nullable=False),
        sa.Column("reminder_minutes", sa.JSON(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=False),
        sa.Column("quiet_until", sa.Integer(), nullable=False),
        sa.Column("cutoff_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lapse_policy", sa.String(length=40), nullable=False),
        sa.Column("max_lapses", sa.Integer(), nullable=False),
        sa.Column("auto_promote", sa.Boolean(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("seats >= 0", name=op.f("ck_pools_seats_not_negative")),
        sa.CheckConstraint("offer_minutes >= 5", name=op.f("ck_pools_offers_can_be_read")),
        sa.CheckConstraint("max_lapses >= 1", name=op.f("ck_pools_one_lapse_at_least")),
        sa.CheckConstraint(
            "quiet_from BETWEEN 0 AND 1439 AND quiet_until BETWEEN 0 AND 1439",
            name=op.f("ck_pools_quiet_within_a_day"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pools")),
        sa.UniqueConstraint("owner_kind", "owner_id", name=op.f("uq_pools_owner_kind_owner_id")),
    )
    op.create_table(
        "seat_counters",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "taken >= 0 AND taken <= seats", name=op.f("ck_seat_counters_never_above_seats")
        ),
        sa.ForeignKeyConstraint(
            ["id"], ["pools.id"], name=op.f("fk_seat_counters_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_counters")),
    )


def _make_places() -> None:
    op.create_table(
        "places",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pool_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_reminder_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offer_number", sa.Integer(), nullable=False),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state <> 'offered' OR (offered_at IS NOT NULL AND expires_at IS NOT NULL)",
            name=op.f("ck_places_offers_end"),
        ),
        sa.CheckConstraint(
            "state <> 'waiting' OR rank IS NOT NULL", name=op.f("ck_places_waiting_has_a_rank")
        ),
        sa.CheckConstraint(
            "state <> 'waiting' OR expires_at IS NULL",
            name=op.f("ck_places_waiting_does_not_run_out"),
        ),
        sa.CheckConstraint(
            "next_reminder_at IS NULL OR state = 'offered'",
            name=op.f("ck_places_only_offers_are_reminded"),
        ),
        sa.ForeignKeyConstraint(["pool_id"], ["pools.id"], name=op.f("fk_places_pool_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
    )
    op.create_index(
        "uq_places_live",
        "places",
        ["pool_id", "party_id"],
        unique=True,
        sqlite_where=sa.text(_LIVE),
        postgresql_where=sa.text(_LIVE),
    )
    op.create_index(op.f("ix_places_next_reminder_at"), "places", ["next_reminder_at"])
    op.create_index(op.f("ix_places_party_id"), "places", ["party_id"])
    op.create_index(op.f("ix_places_pool_id_state_rank"), "places", ["pool_id", "state", "rank"])
    op.create_index(op.f("ix_places_state_expires_at"), "places", ["state", "expires_at"])


def _make_events() -> None:
    op.create_table(
        "place_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pool_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("before", sa.String(length=40), nullable=True),
        sa.Column("after", sa.String(length=40), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_place_events_place_id")),
        sa.ForeignKeyConstraint(["pool_id"], ["pools.id"], name=op.f("fk_place_events_pool_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_events")),
        sa.UniqueConstraint("pool_id", "number", name=op.f("uq_place_events_pool_id_number")),
    )
    op.create_index(op.f("ix_place_events_place_id_number"), "place_events", ["place_id", "number"])


def downgrade() -> None:
    op.drop_table("place_events")
    op.drop_table("places")
    op.drop_table("seat_counters")
    op.drop_table("pools")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION place_events_are_append_only()")
        op.execute("DROP FUNCTION places_stay()")
        op.execute("DROP FUNCTION places_count()")
        op.execute("DROP FUNCTION pools_count_seats()")
