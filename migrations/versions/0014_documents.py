"""Files that are not photos: their kind, pages, stripped copy and what the scanner said."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

COLUMNS = (
    sa.Column("kind", sa.String(length=40), server_default="photo", nullable=False),
    sa.Column("pages", sa.Integer(), nullable=True),
    sa.Column("stripped_type", sa.String(length=80), nullable=True),
    sa.Column("scan", sa.String(length=40), server_default="unscanned", nullable=False),
    sa.Column("scan_tried_at", sa.DateTime(timezone=True), nullable=True),
)


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("files", column)
    op.create_index(op.f("ix_files_scan_scan_tried_at"), "files", ["scan", "scan_tried_at"])


def downgrade() -> None:
    """Before, every file was a photo."""
    op.execute("DELETE FROM files WHERE kind <> 'photo'")
    op.drop_index(op.f("ix_files_scan_scan_tried_at"), "files")
    for column in reversed(COLUMNS):
        op.drop_column("files", column.name)
