"""Who mentors whom: proposals, locks and bans, pairings within the places."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ON_SQLITE = (
    """CREATE TRIGGER pairings_within_places_new
    BEFORE INSERT ON pairings
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
    END""",
    """CREATE TRIGGER pairings_within_places_again
    BEFORE UPDATE OF state, mentor_id, organisation_id ON pairings
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
    END""",
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
ON_POSTGRESQL = (
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


def upgrade() -> None:
    op.create_table(
        "matchings",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("base_id", sa.Uuid(), nullable=True),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("problem", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("stop_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reckoned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(state = 'published') = (published_at IS NOT NULL)",
            name=op.f("ck_matchings_published_has_a_time"),
        ),
        sa.ForeignKeyConstraint(["base_id"], ["matchings.id"], name=op.f("fk_matchings_base_id")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_matchings_cohort_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_matchings_made_by_id")),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["users.id"], name=op.f("fk_matchings_published_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matchings")),
        sa.UniqueConstraint("cohort_id", "number", name=op.f("uq_matchings_cohort_id_number")),
    )
    op.create_index(
        op.f("ix_matchings_state_made_at"), "matchings", ["state", "made_at"], unique=False
    )
    op.create_table(
        "proposed_pairs",
        sa.Column("matching_id", sa.Uuid(), nullable=False),
        sa.Column("startup_id", sa.Uuid(), nullable=False),
        sa.Column("mentor_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("fit", sa.Integer(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("common_minutes", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["matching_id"], ["matchings.id"], name=op.f("fk_proposed_pairs_matching_id")
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentors.id"], name=op.f("fk_proposed_pairs_mentor_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_proposed_pairs_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["startup_id"], ["startups.id"], name=op.f("fk_proposed_pairs_startup_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposed_pairs")),
        sa.UniqueConstraint(
            "matching_id",
            "startup_id",
            "mentor_id",
            name=op.f("uq_proposed_pairs_matching_id_startup_id_mentor_id"),
        ),
    )
    op.create_index(
        op.f("ix_proposed_pairs_mentor_id"), "proposed_pairs", ["mentor_id"], unique=False
    )
    op.create_index(
        op.f("ix_proposed_pairs_startup_id"), "proposed_pairs", ["startup_id"], unique=False
    )
    op.create_table(
        "pair_rules",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("startup_id", sa.Uuid(), nullable=False),
        sa.Column("mentor_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=240), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_pair_rules_cohort_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["users.id"], name=op.f("fk_pair_rules_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentors.id"], name=op.f("fk_pair_rules_mentor_id")
        ),
        sa.ForeignKeyConstraint(
            ["startup_id"], ["startups.id"], name=op.f("fk_pair_rules_startup_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_rules")),
        sa.UniqueConstraint(
            "cohort_id",
            "startup_id",
            "mentor_id",
            name=op.f("uq_pair_rules_cohort_id_startup_id_mentor_id"),
        ),
    )
    op.create_table(
        "pairings",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("startup_id", sa.Uuid(), nullable=False),
        sa.Column("mentor_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("matching_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("fit", sa.Integer(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("startup_accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("startup_accepted_by_id", sa.Uuid(), nullable=True),
        sa.Column("mentor_accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_side", sa.String(length=40), nullable=True),
        sa.Column("ended_by_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('asked', 'active')) = (ended_at IS NULL)",
            name=op.f("ck_pairings_ended_has_a_time"),
        ),
        sa.CheckConstraint(
            "state <> 'active' OR "
            "(startup_accepted_at IS NOT NULL AND mentor_accepted_at IS NOT NULL)",
            name=op.f("ck_pairings_both_have_accepted"),
        ),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_pairings_cohort_id")),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["users.id"], name=op.f("fk_pairings_ended_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["matching_id"], ["matchings.id"], name=op.f("fk_pairings_matching_id")
        ),
        sa.ForeignKeyConstraint(["mentor_id"], ["mentors.id"], name=op.f("fk_pairings_mentor_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_pairings_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["startup_accepted_by_id"],
            ["users.id"],
            name=op.f("fk_pairings_startup_accepted_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["startup_id"], ["startups.id"], name=op.f("fk_pairings_startup_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairings")),
    )
    op.create_index(
        op.f("ix_pairings_cohort_id_organisation_id_state"),
        "pairings",
        ["cohort_id", "organisation_id", "state"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pairings_mentor_id_state"), "pairings", ["mentor_id", "state"], unique=False
    )
    op.create_index(
        op.f("ix_pairings_startup_id_state"), "pairings", ["startup_id", "state"], unique=False
    )
    op.create_index(
        op.f("ix_pairings_state_answer_by"), "pairings", ["state", "answer_by"], unique=False
    )
    op.create_index(
        "uq_pairings_live",
        "pairings",
        ["cohort_id", "startup_id", "mentor_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('asked', 'active')"),
        postgresql_where=sa.text("state IN ('asked', 'active')"),
    )
    guards = ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL
    for statement in guards:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER organisation_places_begin")
        op.execute("DROP TRIGGER organisation_places_promised")
        op.execute("DROP TRIGGER mentor_places_promised")
    else:
        op.execute("DROP TRIGGER organisation_places_promised ON organisation_places")
        op.execute("DROP TRIGGER mentor_places_promised ON mentor_places")
    op.drop_table("pairings")
    op.drop_table("pair_rules")
    op.drop_table("proposed_pairs")
    op.drop_table("matchings")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION organisation_places_promised()")
        op.execute("DROP FUNCTION mentor_places_promised()")
        op.execute("DROP FUNCTION pairings_within_places()")
