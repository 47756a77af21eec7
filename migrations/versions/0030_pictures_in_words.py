"""What a picture shows, in each language that somebody has words for."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

#: Nobody said in which language the one text was; English is what readers of others fall back to.
FIRST = "en"


def upgrade() -> None:
    op.add_column(
        "space_pictures", sa.Column("words", sa.JSON(), server_default="{}", nullable=False)
    )
    _carry_over("alt", "words", lambda alt: {FIRST: alt})
    op.drop_column("space_pictures", "alt")


def downgrade() -> None:
    op.add_column(
        "space_pictures",
        sa.Column("alt", sa.String(length=300), server_default="", nullable=False),
    )
    _carry_over("words", "alt", lambda words: words.get(FIRST) or next(iter(words.values()), ""))
    with op.batch_alter_table("space_pictures") as table:
        table.alter_column("alt", server_default=None)
    op.drop_column("space_pictures", "words")


def _carry_over(old, new, convert) -> None:
    pictures = sa.table(
        "space_pictures",
        sa.column("id", sa.Uuid()),
        sa.column("alt", sa.String()),
        sa.column("words", sa.JSON()),
    )
    connection = op.get_bind()
    for id_, value in connection.execute(sa.select(pictures.c.id, pictures.c[old])).all():
        connection.execute(
            sa.update(pictures).where(pictures.c.id == id_).values({new: convert(value)})
        )
