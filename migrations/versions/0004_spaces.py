"""Spaces, the units they are made of, and the ledger that keeps them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ON_SQLITE = (
    "CREATE TABLE quarter_hours (n INTEGER PRIMARY KEY)",
    """INSERT INTO quarter_hours WITH RECURSIVE c(n) AS
    (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n < 3100) SELECT n FROM c""",
    """CREATE TRIGGER occupancies_unit_taken BEFORE INSERT ON occupancies WHEN NOT NEW.pooled
    BEGIN SELECT RAISE(ABORT, 'unit_taken') WHERE EXISTS (
        SELECT 1 FROM (SELECT ends_at FROM occupancies
            WHERE unit_id = NEW.unit_id AND starts_at < NEW.ends_at
            ORDER BY starts_at DESC LIMIT 1)
        WHERE ends_at > NEW.starts_at); END""",
    """CREATE TRIGGER occupancies_unchanged BEFORE UPDATE OF
    unit_id, pooled, quantity, starts_at, ends_at ON occupancies
    BEGIN SELECT RAISE(ABORT, 'an occupancy is removed and written anew, never changed'); END""",
    """CREATE TRIGGER occupancies_count_in AFTER INSERT ON occupancies WHEN NEW.pooled
    BEGIN INSERT INTO place_counters (id, unit_id, slot, used, places)
        SELECT lower(hex(randomblob(16))), NEW.unit_id, s.slot, NEW.quantity, u.places
        FROM units u, (SELECT n + CAST(strftime('%s', NEW.starts_at) AS INTEGER) / 900 AS slot
        FROM quarter_hours WHERE n < (CAST(strftime('%s', NEW.ends_at) AS INTEGER) + 899) / 900
        - CAST(strftime('%s', NEW.starts_at) AS INTEGER) / 900) s
        WHERE u.id = NEW.unit_id
        ON CONFLICT (unit_id, slot) DO UPDATE SET used = used + excluded.used; END""",
    """CREATE TRIGGER occupancies_count_out AFTER DELETE ON occupancies WHEN OLD.pooled
    BEGIN UPDATE place_counters SET used = used - OLD.quantity
        WHERE unit_id = OLD.unit_id AND slot IN (
        SELECT n + CAST(strftime('%s', OLD.starts_at) AS INTEGER) / 900 AS slot
        FROM quarter_hours WHERE n < (CAST(strftime('%s', OLD.ends_at) AS INTEGER) + 899) / 900
        - CAST(strftime('%s', OLD.starts_at) AS INTEGER) / 900); END""",
)
ON_POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    """ALTER TABLE occupancies ADD CONSTRAINT unit_taken EXCLUDE USING gist
    (unit_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&) WHERE (NOT pooled)""",
    """CREATE FUNCTION occupancies_unchanged() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'an occupancy is removed and written anew, never changed'; END $$""",
    """CREATE TRIGGER occupancies_unchanged BEFORE UPDATE OF
    unit_id, pooled, quantity, starts_at, ends_at ON occupancies
    FOR EACH ROW EXECUTE FUNCTION occupancies_unchanged()""",
    """CREATE FUNCTION occupancies_count() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            INSERT INTO place_counters (id, unit_id, slot, used, places)
            SELECT gen_random_uuid(), NEW.unit_id, s, NEW.quantity, u.places
            FROM units u, generate_series(
                floor(extract(epoch from NEW.starts_at) / 900)::bigint,
                ceil(extract(epoch from NEW.ends_at) / 900)::bigint - 1) s
            WHERE u.id = NEW.unit_id ORDER BY s
            ON CONFLICT (unit_id, slot) DO UPDATE SET used = place_counters.used + excluded.used;
            RETURN NEW;
        END IF;
        UPDATE place_counters SET used = used - OLD.quantity WHERE id IN (
            SELECT id FROM place_counters WHERE unit_id = OLD.unit_id
            AND slot >= floor(extract(epoch from OLD.starts_at) / 900)
            AND slot < ceil(extract(epoch from OLD.ends_at) / 900) ORDER BY slot FOR UPDATE);
        RETURN OLD;
    END $$""",
    """CREATE TRIGGER occupancies_count_in AFTER INSERT ON occupancies
    FOR EACH ROW WHEN (NEW.pooled) EXECUTE FUNCTION occupancies_count()""",
    """CREATE TRIGGER occupancies_count_out AFTER DELETE ON occupancies
    FOR EACH ROW WHEN (OLD.pooled) EXECUTE FUNCTION occupancies_count()""",
)


def upgrade() -> None:
    op.create_table(
        "levels",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_levels_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_levels")),
        sa.UniqueConstraint("site_id", "name", name=op.f("uq_levels_site_id_name")),
    )
    op.create_table(
        "units",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("pooled", sa.Boolean(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.CheckConstraint("places > 0", name=op.f("ck_units_has_places")),
        sa.CheckConstraint("pooled OR places = 1", name=op.f("ck_units_exclusive_has_one_place")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_units_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("id", "pooled", name=op.f("uq_units_id_pooled")),
        sa.UniqueConstraint("site_id", "name", name=op.f("uq_units_site_id_name")),
    )
    op.create_table(
        "occupancies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("pooled", sa.Boolean(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taker_kind", sa.String(length=40), nullable=False),
        sa.Column("taker_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "starts_at GLOB '????-??-?? ??:??:??.??????' AND "
            "ends_at GLOB '????-??-?? ??:??:??.??????'",
            name=op.f("ck_occupancies_instants_in_one_form"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_occupancies_ends_after_start")),
        sa.CheckConstraint(
            "extract(epoch from ends_at - starts_at) <= 2764800",
            name=op.f("ck_occupancies_at_most_32_days"),
        ).ddl_if(dialect="postgresql"),
        sa.CheckConstraint(
            "julianday(ends_at) - julianday(starts_at) <= 32.00001",
            name=op.f("ck_occupancies_at_most_32_days"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "pooled OR quantity = 1", name=op.f("ck_occupancies_exclusive_takes_one")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_occupancies_takes_something")),
        sa.ForeignKeyConstraint(
            ["unit_id", "pooled"], ["units.id", "units.pooled"], name=op.f("fk_occupancies_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occupancies")),
    )
    op.create_index(op.f("ix_occupancies_expires_at"), "occupancies", ["expires_at"])
    op.create_index(op.f("ix_occupancies_taker_id"), "occupancies", ["taker_id"])
    op.create_index(
        op.f("ix_occupancies_unit_id_starts_at"), "occupancies", ["unit_id", "starts_at"]
    )
    op.create_table(
        "spaces",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("level_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=1000), nullable=False),
        sa.Column("capacity_people", sa.Integer(), nullable=False),
        sa.Column("equipment", sa.JSON(), nullable=False),
        sa.Column("setup_minutes", sa.Integer(), nullable=False),
        sa.Column("cleanup_minutes", sa.Integer(), nullable=False),
        sa.Column("buffer_minutes", sa.Integer(), nullable=False),
        sa.Column("grid_minutes", sa.Integer(), nullable=False),
        sa.Column("shortest_minutes", sa.Integer(), nullable=False),
        sa.Column("longest_minutes", sa.Integer(), nullable=False),
        sa.Column("lead_minutes", sa.Integer(), nullable=False),
        sa.Column("window_days", sa.Integer(), nullable=False),
        sa.Column("hourly_rate_minor", sa.BigInteger(), nullable=False),
        sa.Column("requires_approval", sa.Boolean(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("capacity_people > 0", name=op.f("ck_spaces_holds_somebody")),
        sa.CheckConstraint("hourly_rate_minor >= 0", name=op.f("ck_spaces_rate_not_negative")),
        sa.CheckConstraint(
            "setup_minutes >= 0 AND cleanup_minutes >= 0 AND buffer_minutes >= 0",
            name=op.f("ck_spaces_margins_not_negative"),
        ),
        sa.CheckConstraint(
            "shortest_minutes > 0 AND longest_minutes >= shortest_minutes",
            name=op.f("ck_spaces_lengths_in_order"),
        ),
        sa.ForeignKeyConstraint(["level_id"], ["levels.id"], name=op.f("fk_spaces_level_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_spaces_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spaces")),
        sa.UniqueConstraint("site_id", "name", name=op.f("uq_spaces_site_id_name")),
        sa.UniqueConstraint("site_id", "slug", name=op.f("uq_spaces_site_id_slug")),
    )
    op.create_table(
        "closures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("space_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("source_uid", sa.String(length=300), nullable=True),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_closures_ends_after_start")),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_closures_made_by_id")),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name=op.f("fk_closures_space_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closures")),
        sa.UniqueConstraint("space_id", "source_uid", name=op.f("uq_closures_space_id_source_uid")),
    )
    op.create_index(op.f("ix_closures_space_id_starts_at"), "closures", ["space_id", "starts_at"])
    op.create_table(
        "opening_rules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("space_id", sa.Uuid(), nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "opens >= 0 AND closes > opens AND closes <= 1440",
            name=op.f("ck_opening_rules_within_a_day"),
        ),
        sa.CheckConstraint(
            "weekday BETWEEN 0 AND 6", name=op.f("ck_opening_rules_weekday_from_monday")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_opening_rules_site_id")),
        sa.ForeignKeyConstraint(
            ["space_id"], ["spaces.id"], name=op.f("fk_opening_rules_space_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_rules")),
    )
    op.create_index(
        op.f("ix_opening_rules_site_id_space_id"), "opening_rules", ["site_id", "space_id"]
    )
    op.create_table(
        "place_counters",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("slot", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "used >= 0 AND used <= places", name=op.f("ck_place_counters_places_left")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_counters")),
    )
    op.create_index(
        op.f("ix_place_counters_unit_id_slot"), "place_counters", ["unit_id", "slot"], unique=True
    )
    op.create_table(
        "space_units",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("space_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["space_id"], ["spaces.id"], name=op.f("fk_space_units_space_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_space_units_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_space_units")),
        sa.UniqueConstraint("space_id", "unit_id", name=op.f("uq_space_units_space_id_unit_id")),
    )
    op.create_index(op.f("ix_space_units_unit_id"), "space_units", ["unit_id"])
    guards = ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL
    for statement in guards:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("space_units")
    op.drop_table("place_counters")
    op.drop_table("opening_rules")
    op.drop_table("closures")
    op.drop_table("spaces")
    op.drop_table("occupancies")
    op.drop_table("units")
    op.drop_table("levels")
    if op.get_bind().dialect.name == "sqlite":
        op.drop_table("quarter_hours")
    else:
        op.execute("DROP FUNCTION occupancies_count()")
        op.execute("DROP FUNCTION occupancies_unchanged()")
