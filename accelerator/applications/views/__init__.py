"""Pages for founders who apply, and for staff who screen."""

from accelerator.applications.views import (
    autosaving,
    joining,
    record,
    reviewing,
    staff_lists,
    staff_pages,
    starting,
    talking,
    team,
    writing,
)
from accelerator.applications.views.blueprint import bp
from accelerator.applications.views.files import may_see_file

__all__ = [
    "autosaving",
    "bp",
    "joining",
    "may_see_file",
    "record",
    "reviewing",
    "staff_lists",
    "staff_pages",
    "starting",
    "talking",
    "team",
    "writing",
]
