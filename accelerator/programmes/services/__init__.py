"""What can be done to programmes and cohorts."""

from accelerator.programmes.services.asking import OWNER, begin_form, choose_form
from accelerator.programmes.services.calendar import (
    Saying,
    Touched,
    WallDates,
    change_dates,
    let_reckon,
    touched,
)
from accelerator.programmes.services.cohorts import (
    CohortDraft,
    change_cohort,
    copy_of,
    draft_of,
    make_cohort,
)
from accelerator.programmes.services.phases import let_object, move_phase, obstacles
from accelerator.programmes.services.programmes import (
    ProgrammeDraft,
    archive_programme,
    change_programme,
    make_programme,
    programme_draft_of,
    publish_programme,
    restore_programme,
)

__all__ = [
    "OWNER",
    "CohortDraft",
    "ProgrammeDraft",
    "Saying",
    "Touched",
    "WallDates",
    "archive_programme",
    "begin_form",
    "change_cohort",
    "change_dates",
    "change_programme",
    "choose_form",
    "copy_of",
    "draft_of",
    "let_object",
    "let_reckon",
    "make_cohort",
    "make_programme",
    "move_phase",
    "obstacles",
    "programme_draft_of",
    "publish_programme",
    "restore_programme",
    "touched",
]
