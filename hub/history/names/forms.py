"""The names of what forms record."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "form.changed": _l("changed the form"),
    "form.draft-begun": _l("began a new draft of the form"),
    "form.draft-discarded": _l("put the draft of the form away"),
    "form.made": _l("made the form"),
    "form.published": _l("published the form"),
    "form.question-added": _l("added a question"),
    "form.question-changed": _l("changed a question"),
    "form.question-copied": _l("copied a question"),
    "form.question-moved": _l("moved a question"),
    "form.question-removed": _l("took a question out"),
    "form.renamed": _l("renamed the form"),
    "form.rule-removed": _l("took a rule out"),
    "form.rule-set": _l("set a rule"),
    "form.section-added": _l("added a section"),
    "form.section-changed": _l("changed a section"),
    "form.section-moved": _l("moved a section"),
    "form.section-removed": _l("took a section out"),
    "form.translated": _l("translated texts of the form"),
}
FIELDS: dict[str, Any] = {
    "like": _l("like version"),
    "number": _l("number"),
    "question": _l("question"),
    "rule": _l("rule"),
    "section": _l("section"),
    "template": _l("template"),
    "texts": _l("texts"),
}
SUBJECTS: dict[str, Any] = {"forms": _l("form")}
STATES: dict[str, Any] = {}
