"""Mentors, what they give, what startups ask for, when both have time; who is engaged when."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ON_SQLITE = (
    """CREATE TRIGGER engagements_party_engaged BEFORE INSERT ON engagements
    BEGIN SELECT RAISE(ABORT, 'party_engaged') WHERE EXISTS (
        SELECT 1 FROM (SELECT ends_at FROM engagements
            WHERE party_id = NEW.party_id AND starts_at < NEW.ends_at
            ORDER BY starts_at DESC LIMIT 1)
        WHERE ends_at > NEW.starts_at); END""",
    """CREATE TRIGGER engagements_unchanged BEFORE UPDATE OF party_id, starts_at, ends_at
    ON engagements
    BEGIN SELECT RAISE(ABORT, 'an engagement is removed and written anew, never changed'); END""",
)
ON_POSTGRESQL = (
    """ALTER TABLE engagements ADD CONSTRAINT party_engaged EXCLUDE USING gist
    (party_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)""",
    """CREATE FUNCTION engagements_unchanged() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'an engagement is removed and written anew, never changed'; END $$""",
    """CREATE TRIGGER engagements_unchanged BEFORE UPDATE OF party_id, starts_at, ends_at
    ON engagements FOR EACH ROW EXECUTE FUNCTION engagements_unchanged()""",
)


def upgrade() -> None:
    op.create_table(
        "mentors",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("headline", sa.String(length=140), nullable=False),
        sa.Column("about", sa.String(length=2000), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("sectors", sa.JSON(), nullable=False),
        sa.Column("stages", sa.JSON(), nullable=False),
        sa.Column("dimensions", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("ways", sa.JSON(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("video_url", sa.String(length=300), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("code_version", sa.Integer(), nullable=True),
        sa.Column("code_accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(code_version IS NULL) = (code_accepted_at IS NULL)",
            name=op.f("ck_mentors_accepted_a_version"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_mentors_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentors")),
        sa.UniqueConstraint("user_id", name=op.f("uq_mentors_user_id")),
    )
    op.create_index(
        op.f("ix_mentors_left_at_paused_at"), "mentors", ["left_at", "paused_at"], unique=False
    )
    op.create_table(
        "awaited_mentors",
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("cohort_id", sa.Uuid(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("profile", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_awaited_mentors_cohort_id")
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitations.id"], name=op.f("fk_awaited_mentors_invitation_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_awaited_mentors_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_awaited_mentors")),
        sa.UniqueConstraint("invitation_id", name=op.f("uq_awaited_mentors_invitation_id")),
    )
    op.create_table(
        "mentorings",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.JSON(), nullable=False),
        sa.Column("code_version", sa.Integer(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("most_of_one_organisation", sa.Integer(), nullable=False),
        sa.Column("least_minutes", sa.Integer(), nullable=False),
        sa.Column("target_minutes", sa.Integer(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("floor_percent", sa.Integer(), nullable=False),
        sa.Column("kept_bonus", sa.Integer(), nullable=False),
        sa.Column("answer_hours", sa.Integer(), nullable=False),
        sa.Column("notice_hours", sa.Integer(), nullable=False),
        sa.Column("wishes_until", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "answer_hours > 0 AND notice_hours >= 0", name=op.f("ck_mentorings_times_to_answer")
        ),
        sa.CheckConstraint(
            "floor_percent BETWEEN 0 AND 100", name=op.f("ck_mentorings_floor_is_a_share")
        ),
        sa.CheckConstraint(
            "least >= 0 AND most >= least AND most > 0",
            name=op.f("ck_mentorings_wants_have_bounds"),
        ),
        sa.CheckConstraint(
            "least_minutes >= 0 AND target_minutes >= least_minutes",
            name=op.f("ck_mentorings_hours_have_bounds"),
        ),
        sa.CheckConstraint(
            "most_of_one_organisation > 0", name=op.f("ck_mentorings_organisations_may_help")
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_mentorings_cohort_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentorings")),
        sa.UniqueConstraint("cohort_id", name=op.f("uq_mentorings_cohort_id")),
    )
    op.create_table(
        "mentor_places",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("mentor_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(state = 'asked') = (answered_at IS NULL)",
            name=op.f("ck_mentor_places_answered_has_a_time"),
        ),
        sa.CheckConstraint("places >= 0", name=op.f("ck_mentor_places_places_not_negative")),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["users.id"], name=op.f("fk_mentor_places_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_mentor_places_cohort_id")
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentors.id"], name=op.f("fk_mentor_places_mentor_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_mentor_places_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentor_places")),
        sa.UniqueConstraint(
            "cohort_id", "mentor_id", name=op.f("uq_mentor_places_cohort_id_mentor_id")
        ),
    )
    op.create_index(
        op.f("ix_mentor_places_cohort_id_organisation_id"),
        "mentor_places",
        ["cohort_id", "organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_mentor_places_mentor_id"), "mentor_places", ["mentor_id"], unique=False
    )
    op.create_table(
        "organisation_places",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("set_by_id", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("places >= 0", name=op.f("ck_organisation_places_places_not_negative")),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_organisation_places_cohort_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_organisation_places_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["set_by_id"], ["users.id"], name=op.f("fk_organisation_places_set_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_places")),
        sa.UniqueConstraint(
            "cohort_id",
            "organisation_id",
            name=op.f("uq_organisation_places_cohort_id_organisation_id"),
        ),
    )
    op.create_index(
        op.f("ix_organisation_places_organisation_id"),
        "organisation_places",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "mentoring_wishes",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("startup_id", sa.Uuid(), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=True),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(least IS NULL AND most IS NULL) OR (least >= 0 AND most >= least AND most > 0)",
            name=op.f("ck_mentoring_wishes_wants_have_bounds"),
        ),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["users.id"], name=op.f("fk_mentoring_wishes_changed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_mentoring_wishes_cohort_id")
        ),
        sa.ForeignKeyConstraint(
            ["startup_id"], ["startups.id"], name=op.f("fk_mentoring_wishes_startup_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_wishes")),
        sa.UniqueConstraint(
            "cohort_id", "startup_id", name=op.f("uq_mentoring_wishes_cohort_id_startup_id")
        ),
    )
    op.create_index(
        op.f("ix_mentoring_wishes_startup_id"), "mentoring_wishes", ["startup_id"], unique=False
    )
    op.create_table(
        "mentoring_preferences",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("startup_id", sa.Uuid(), nullable=False),
        sa.Column("mentor_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("is_veto", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("set_by_id", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "is_veto = (rank IS NULL)", name=op.f("ck_mentoring_preferences_ranked_or_vetoed")
        ),
        sa.CheckConstraint(
            "rank IS NULL OR rank > 0", name=op.f("ck_mentoring_preferences_ranks_count_from_one")
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_mentoring_preferences_cohort_id")
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentors.id"], name=op.f("fk_mentoring_preferences_mentor_id")
        ),
        sa.ForeignKeyConstraint(
            ["set_by_id"], ["users.id"], name=op.f("fk_mentoring_preferences_set_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["startup_id"], ["startups.id"], name=op.f("fk_mentoring_preferences_startup_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_preferences")),
        sa.UniqueConstraint(
            "cohort_id",
            "side",
            "startup_id",
            "mentor_id",
            name=op.f("uq_mentoring_preferences_cohort_id_side_startup_id_mentor_id"),
        ),
    )
    op.create_index(
        op.f("ix_mentoring_preferences_mentor_id"),
        "mentoring_preferences",
        ["mentor_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_mentoring_preferences_startup_id"),
        "mentoring_preferences",
        ["startup_id"],
        unique=False,
    )
    op.create_table(
        "availabilities",
        sa.Column("mentor_id", sa.Uuid(), nullable=True),
        sa.Column("startup_id", sa.Uuid(), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("weekly", sa.JSON(), nullable=False),
        sa.Column("holiday_calendar", sa.String(length=12), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(mentor_id IS NULL) <> (startup_id IS NULL)",
            name=op.f("ck_availabilities_of_one_side"),
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentors.id"], name=op.f("fk_availabilities_mentor_id")
        ),
        sa.ForeignKeyConstraint(
            ["startup_id"], ["startups.id"], name=op.f("fk_availabilities_startup_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availabilities")),
        sa.UniqueConstraint("mentor_id", name=op.f("uq_availabilities_mentor_id")),
        sa.UniqueConstraint("startup_id", name=op.f("uq_availabilities_startup_id")),
    )
    op.create_table(
        "availability_exceptions",
        sa.Column("availability_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=120), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["availability_id"],
            ["availabilities.id"],
            name=op.f("fk_availability_exceptions_availability_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability_exceptions")),
        sa.UniqueConstraint(
            "availability_id", "day", name=op.f("uq_availability_exceptions_availability_id_day")
        ),
    )
    op.create_table(
        "outside_calendars",
        sa.Column("availability_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("sealed_url", sa.String(length=1000), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_look_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.String(length=80), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["availability_id"],
            ["availabilities.id"],
            name=op.f("fk_outside_calendars_availability_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_calendars")),
    )
    op.create_index(
        op.f("ix_outside_calendars_availability_id"),
        "outside_calendars",
        ["availability_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_outside_calendars_next_look_at"),
        "outside_calendars",
        ["next_look_at"],
        unique=False,
    )
    op.create_table(
        "outside_busy",
        sa.Column("calendar_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_outside_busy_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["calendar_id"], ["outside_calendars.id"], name=op.f("fk_outside_busy_calendar_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_busy")),
    )
    op.create_index(
        op.f("ix_outside_busy_calendar_id_starts_at"),
        "outside_busy",
        ["calendar_id", "starts_at"],
        unique=False,
    )
    op.create_table(
        "engagements",
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taker_kind", sa.String(length=40), nullable=False),
        sa.Column("taker_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "starts_at GLOB '????-??-?? ??:??:??.??????' AND "
            "ends_at GLOB '????-??-?? ??:??:??.??????'",
            name=op.f("ck_engagements_instants_in_one_form"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_engagements_ends_after_start")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagements")),
    )
    op.create_index(
        op.f("ix_engagements_party_id_starts_at"),
        "engagements",
        ["party_id", "starts_at"],
        unique=False,
    )
    op.create_index(op.f("ix_engagements_taker_id"), "engagements", ["taker_id"], unique=False)
    guards = ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL
    for statement in guards:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("engagements")
    op.drop_table("outside_busy")
    op.drop_table("outside_calendars")
    op.drop_table("availability_exceptions")
    op.drop_table("availabilities")
    op.drop_table("mentoring_preferences")
    op.drop_table("mentoring_wishes")
    op.drop_table("organisation_places")
    op.drop_table("mentor_places")
    op.drop_table("mentorings")
    op.drop_table("awaited_mentors")
    op.drop_table("mentors")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION engagements_unchanged()")
