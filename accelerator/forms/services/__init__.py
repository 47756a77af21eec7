"""What can be done with forms."""

from accelerator.forms.services.editing import (
    add_question,
    add_section,
    change_question,
    change_section,
    duplicate_question,
    edit,
    move_question,
    move_section,
    put_rule,
    remove_question,
    remove_rule,
    remove_section,
    translate,
)
from accelerator.forms.services.versions import (
    Owner,
    discard_draft,
    new_draft,
    publish,
    rename,
    start_form,
)

__all__ = [
    "Owner",
    "add_question",
    "add_section",
    "change_question",
    "change_section",
    "discard_draft",
    "duplicate_question",
    "edit",
    "move_question",
    "move_section",
    "new_draft",
    "publish",
    "put_rule",
    "remove_question",
    "remove_rule",
    "remove_section",
    "rename",
    "start_form",
    "translate",
]
